import { onChild, onRegistry, tierOfRegistry } from "../writing/builders";
import { isOn, isWord, list, listOf, posture, word } from "../writing/posture";
import type { Rule } from "../writing/rule";
import { comesFromAbove, definition, pushRoles, repositoryRoles, roleOf } from "./roleNames";

const subject = "authentication";

/** Who may sign in, and with what: policies.md 1.1. */
export const identityPosture: readonly Rule[] = [
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
  onChild(
    "tokens",
    {
      ...posture({
        id: "R04",
        policy: "acr-token-disabled",
        title: "No token is active",
        subject: "tokens and scope maps",
        risk: "medium",
        why: "A token is a user name and password that only this registry knows; it stands outside the directory's sign-in rules.",
        fix: 'Set status: "disabled", and use a managed identity.',
        docs: "container-registry-token-based-repository-permissions",
        source: "Azure Policy",
        feature: "tokens",
        fails: { tokens: { ci: { tokenName: "ci" } } },
        passes: { tokens: { ci: { tokenName: "ci", status: "disabled" } } },
        tags: [
          "azpolicy:ff05e24e-195c-447e-b322-5e90c9f9f366",
          "azpolicy:a9b426fe-8856-4945-8600-18c5dd1cca2a",
          "mcsb:IM-1",
        ],
      }),
      remedy: () => [{ path: ["status"], value: "disabled" }],
    },
    ({ status }, report, { key }) => {
      if (isWord(status, "disabled")) return;
      report({
        path: ["status"],
        ...(status === undefined ? {} : { given: status }),
        message: `The token "${key}" is active.`,
      });
    },
  ),
  onChild(
    "roleAssignments",
    posture({
      id: "R05",
      policy: "acr-role-least-privilege",
      title: "Principals have no more than the repository roles they need",
      subject: "roles",
      risk: "high",
      why: "Whoever holds a broad role on the registry can change or delete images, or give access to others.",
      fix: "Grant AcrPull or a repository role; list the principals that must push in pushPrincipals.",
      docs: "container-registry-rbac-built-in-roles-overview",
      source: "KICS, Microsoft cloud security benchmark",
      fails: { roleAssignments: { ci: { roleDefinitionId: definition("Contributor") } } },
      passes: { roleAssignments: { ci: { roleDefinitionId: definition("AcrPull") } } },
      tags: ["kics:77deea6a-155e-4865-bf04-153d23e488e8", "mcsb:PA-7"],
      options: {
        allowedRoles: list("Further roles that pass, by name or GUID."),
        pushPrincipals: list("Ids of the principals that may also hold a push role (AcrPush)."),
      },
    }),
    (assignment, report, { option }) => {
      const { roleDefinitionId } = assignment;
      if (roleDefinitionId === undefined || comesFromAbove(assignment)) return;
      const { name, guid } = roleOf(roleDefinitionId);
      const allowed = new Set([...repositoryRoles, ...listOf(option, "allowedRoles")].map(lower));
      if (allowed.has(lower(name)) || allowed.has(guid)) return;
      const pushers = listOf(option, "pushPrincipals").map(lower);
      // The principal is often not known in a preview, and asked for only where it decides.
      if (pushRoles.includes(name) && pushers.length > 0 && pushers.includes(lower(assignment.principalId ?? "")))
        return;
      report({
        path: ["roleDefinitionId"],
        given: name,
        message: `The role ${name} on the registry is none that reviewers allow.`,
        allowed: `${repositoryRoles.join(", ")}; AcrPush for the principals in pushPrincipals.`,
      });
    },
  ),
  onRegistry(
    posture({
      id: "R06",
      policy: "acr-managed-identity",
      title: "The registry has a managed identity, or has none, as the team decided",
      subject: "encryption and identity",
      risk: "low",
      why: "Reviewers disagree on whether a registry should have an identity of its own: with one it can reach other services without secrets, without one it cannot reach any.",
      fix: 'Set identity: { type: "SystemAssigned" }, or leave identity out.',
      docs: "container-registry-authentication-managed-identity",
      source: "CloudSploit, Azure community policy",
      feature: "identity",
      fails: { identity: { type: "None" } },
      passes: { identity: { type: "SystemAssigned" } },
      exampleOptions: { expected: "required" },
      tags: ["cloudsploit:acrManagedIdentityEnabled", "community:13c851c9-b7ea-44da-9d09-808541f95806", "mcsb:IM-3"],
      options: { expected: word("What the team wants.", ["required", "forbidden", "any"], "any") },
    }),
    ({ identity, encryption }, report, { option }) => {
      const has = identity?.type !== undefined && !isWord(identity.type, "None");
      const expected = option("expected");
      if (expected === "required" && !has) {
        report({
          path: ["identity"],
          message: "The registry has no managed identity.",
          allowed: "identity.type is set.",
          fix: 'Set identity: { type: "SystemAssigned" }.',
        });
      }
      if (expected === "forbidden" && has && !isOn(encryption)) {
        report({
          path: ["identity", "type"],
          given: identity?.type,
          message: `The registry has a managed identity ("${identity?.type}").`,
          allowed: "no identity, unless a customer-managed key needs one.",
          fix: "Leave identity out.",
        });
      }
    },
  ),
];

const lower = (text: string) => text.toLowerCase();
