import { onRegistry, tierOfRegistry } from "../writing/builders";
import { posture } from "../writing/posture";
import type { Rule } from "../writing/rule";
import { isWord } from "../writing/states";

const subject = "authentication";

/** Who may sign in, and with what. */
export const authenticationPosture: readonly Rule[] = [
  onRegistry(
    {
      ...posture({
        id: "R01",
        policy: "acr-admin-user-disabled",
        title: "The admin user is off",
        subject,
        risk: "critical",
        why: "The admin user is one identity with two passwords that everyone shares: nobody can tell who used it, and it may push and delete everything.",
        fix: "Set adminUserEnabled: false, and let clients sign in with a managed identity or a token.",
        docs: "container-registry-authentication#admin-account",
        source: "Azure Policy, PSRule, Checkov, KICS, Terrascan, Prowler",
        fails: { sku: { name: "Basic" }, adminUserEnabled: true },
        passes: { sku: { name: "Basic" }, adminUserEnabled: false },
        tags: [
          "checkov:CKV_AZURE_137",
          "psrule:AZR-000005",
          "azpolicy:dc921057-6b28-4fbe-9b83-f7bec05db6c2",
          "azpolicy:79fdfe03-ffcb-4e55-b4d0-b925b8241759",
          "kics:b897dfbf-322c-45a8-b67c-1e698beeaa51",
          "terrascan:AC_AZURE_0186",
          "prowler:containerregistry_admin_user_disabled",
          "steampipe:container_registry_admin_user_disabled",
          "cloudsploit:acrAdminUser",
          "azts:AuthZ_Disable_Admin_Account",
          "mcsb:IM-1",
          "mcsb:IM-3",
          "mcsb:PA-1",
        ],
      }),
      remedy: () => [{ path: ["adminUserEnabled"], value: false }],
    },
    ({ adminUserEnabled }, report) => {
      if (adminUserEnabled !== true) return;
      report({ path: ["adminUserEnabled"], given: true, message: "The registry's admin user is on." });
    },
  ),
  onRegistry(
    {
      ...posture({
        id: "R02",
        policy: "acr-anonymous-pull-disabled",
        title: "Nobody pulls without signing in",
        subject,
        risk: "high",
        why: "Anonymous pull opens every repository of the registry to everyone who can reach it; it cannot be limited to some.",
        fix: "Set anonymousPullEnabled: false; publish open images from a registry of their own.",
        docs: "anonymous-pull-access",
        source: "Azure Policy, PSRule, Checkov, APRL",
        feature: "anonymousPullEnabled",
        fails: { sku: { name: "Standard" }, anonymousPullEnabled: true },
        passes: { sku: { name: "Standard" }, anonymousPullEnabled: false },
        tags: [
          "checkov:CKV_AZURE_138",
          "psrule:AZR-000401",
          "azpolicy:9f2dea28-e834-476c-99c5-3507b4728395",
          "azpolicy:cced2946-b08a-44fe-9fd9-e4ed8a779897",
          "aprl:03f4a7d8-c5b4-7842-8e6e-14997a34842b",
          "cloudsploit:acrAnonymousPullAccessEnabled",
          "mcsb:IM-1",
        ],
      }),
      remedy: () => [{ path: ["anonymousPullEnabled"], value: false }],
    },
    (registry, report) => {
      // On Basic the setting is refused, which the tier's own rule says.
      if (registry.anonymousPullEnabled !== true || tierOfRegistry(registry) === "Basic") return;
      report({
        path: ["anonymousPullEnabled"],
        given: true,
        message: "Everyone who can reach the registry may pull every image without signing in.",
      });
    },
  ),
  onRegistry(
    {
      ...posture({
        id: "R03",
        policy: "acr-arm-audience-token-disabled",
        title: "Only tokens made for the registry are accepted",
        subject,
        risk: "medium",
        why: "With ARM-audience tokens accepted, a token that was meant for Azure's management interface also opens the registry. App Service pulls and publishing of Bicep modules still need them.",
        fix: 'Set policies: { azureADAuthenticationAsArmPolicy: { status: "disabled" } }.',
        docs: "container-registry-disable-authentication-as-arm",
        source: "Azure Policy",
        feature: "azureADAuthenticationAsArmPolicy",
        fails: { policies: { azureADAuthenticationAsArmPolicy: { status: "enabled" } } },
        passes: { policies: { azureADAuthenticationAsArmPolicy: { status: "disabled" } } },
        tags: [
          "azpolicy:42781ec6-6127-4c30-bdfa-fb423a0047d3",
          "azpolicy:785596ed-054f-41bc-aaec-7f3d0ba05725",
          "mcsb:IM-1",
        ],
      }),
      remedy: () => [{ path: ["policies", "azureADAuthenticationAsArmPolicy", "status"], value: "disabled" }],
    },
    ({ policies }, report) => {
      const given = policies?.azureADAuthenticationAsArmPolicy?.status;
      if (isWord(given, "disabled")) return;
      report({
        path: ["policies", "azureADAuthenticationAsArmPolicy", "status"],
        ...(given === undefined ? {} : { given }),
        message: "The registry also accepts tokens that were made for Azure Resource Manager.",
      });
    },
  ),
];
