import { known } from "../../model";
import { comesFromAbove, exampleDefinition, nameRole, repositoryRoles, roleOf } from "../../model/roles";
import { onChild, onRegistry } from "../writing/builders";
import { list, listOf, own, posture } from "../writing/posture";
import type { Rule } from "../writing/rule";
import { isWord } from "../writing/states";

const subject = "roles";
const docs = "container-registry-rbac-built-in-roles-overview";
const registryId =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/images/providers/Microsoft.ContainerRegistry/registries/images";
const granted = (role: string, more: Readonly<Record<string, string>> = {}) => ({
  roleAssignments: {
    ci: {
      scope: registryId,
      roleDefinitionId: exampleDefinition(role),
      principalId: "11111111-1111-1111-1111-111111111111",
      principalType: "ServicePrincipal",
      ...more,
    },
  },
});
const abac = { roleAssignmentMode: "AbacRepositoryPermissions" };
const writers = ["Container Registry Repository Writer", "Container Registry Repository Contributor"];

/** Role assignments. */
export const rolePosture: readonly Rule[] = [
  onChild(
    "roleAssignments",
    posture({
      id: "G60",
      policy: "acr-role-privileged-identity",
      title: "No identity of a program manages the registry",
      subject,
      risk: "high",
      why: "A stolen credential of a pipeline or a cluster could then delete the registry or give access to others.",
      fix: "Grant the repository role that the program needs, for instance Container Registry Repository Reader.",
      docs,
      source: own,
      fails: granted("Contributor"),
      passes: granted("Container Registry Repository Reader"),
      tags: ["mcsb:PA-7"],
    }),
    (assignment, report, { key }) => {
      const { roleDefinitionId, principalType } = assignment;
      if (roleDefinitionId === undefined || !isWord(principalType, "ServicePrincipal")) return;
      if (comesFromAbove(assignment)) return;
      const role = roleOf(roleDefinitionId);
      if (!role?.privileged) return;
      report({
        path: ["roleDefinitionId"],
        given: role.name,
        message: `The role assignment "${key}" gives a service principal the role ${role.name} on the registry.`,
      });
    },
  ),
  onChild(
    "roleAssignments",
    posture({
      id: "G63",
      policy: "acr-role-scope-too-wide",
      title: "A pull or push role is granted on the registry",
      subject,
      risk: "medium",
      why: "On a resource group or a subscription the role also covers registries that are made there later.",
      fix: "Set scope to the registry's id.",
      docs,
      source: own,
      fails: granted("AcrPull", { scope: "/subscriptions/00000000-0000-0000-0000-000000000000" }),
      passes: granted("AcrPull"),
      tags: ["mcsb:PA-7"],
    }),
    ({ roleDefinitionId, scope }, report, { key }) => {
      if (roleDefinitionId === undefined || scope === undefined) return;
      const { name } = nameRole(roleDefinitionId);
      if (!comesFromAbove({ scope }) || !/^Acr|^Container Registry Repository /.test(name)) return;
      report({
        path: ["scope"],
        given: scope,
        message: `The role assignment "${key}" gives ${name} on every registry below ${scope}.`,
        allowed: "the registry's id",
      });
    },
  ),
  onChild(
    "roleAssignments",
    posture({
      id: "G64",
      policy: "acr-role-condition-missing",
      title: "A role that writes is limited to some repositories",
      subject,
      risk: "medium",
      why: "Without a condition the role writes to every repository of the registry.",
      fix: 'Add a condition on the repository name and conditionVersion: "2.0".',
      docs: "container-registry-rbac-abac-repository-permissions",
      source: own,
      feature: "roleAssignmentMode",
      fails: { ...abac, ...granted("Container Registry Repository Writer") },
      passes: {
        ...abac,
        ...granted("Container Registry Repository Writer", {
          condition:
            "@Request[Microsoft.ContainerRegistry/registries/repositories:name] StringStartsWithIgnoreCase 'app/'",
          conditionVersion: "2.0",
        }),
      },
      tags: ["mcsb:PA-7"],
    }),
    ({ roleDefinitionId, condition }, report, { key, registry }) => {
      if (roleDefinitionId === undefined || !isWord(registry.roleAssignmentMode, abac.roleAssignmentMode)) return;
      const { name } = nameRole(roleDefinitionId);
      if (!writers.includes(name) || condition) return;
      report({
        path: ["condition"],
        message: `The role assignment "${key}" gives ${name} on every repository: it has no condition.`,
      });
    },
  ),
  onChild(
    "roleAssignments",
    posture({
      id: "G65",
      policy: "acr-role-principal-type",
      title: "A role assignment names the principal's type",
      subject,
      risk: "low",
      why: "Without it the service looks the principal up in the directory, which fails for some minutes after the identity was made.",
      fix: 'Set principalType: "ServicePrincipal", for a managed identity as well.',
      docs: "https://learn.microsoft.com/azure/role-based-access-control/troubleshooting",
      source: own,
      fails: {
        roleAssignments: {
          ci: { roleDefinitionId: exampleDefinition("AcrPull"), principalId: "11111111-1111-1111-1111-111111111111" },
        },
      },
      passes: granted("AcrPull"),
      tags: [],
    }),
    ({ principalType, roleDefinitionId, scope }, report, { key }) => {
      if (principalType !== undefined) return;
      // A role of another service on the resource group, where it is without a scope, is not about registries.
      const isAround = scope === undefined || comesFromAbove({ scope });
      if (isAround && roleDefinitionId !== undefined && !isOfRegistries(roleDefinitionId)) return;
      report({ path: ["principalType"], message: `The role assignment "${key}" does not name its principal's type.` });
    },
  ),
  onRegistry(
    posture({
      id: "G66",
      policy: "acr-role-duplicate",
      title: "A role is granted once",
      subject,
      risk: "low",
      why: "The second assignment of the same role to the same principal is refused, or keeps access alive after the first is removed.",
      fix: "Remove one of the two role assignments.",
      docs,
      source: own,
      fails: {
        roleAssignments: {
          ci: { scope: registryId, roleDefinitionId: exampleDefinition("AcrPull"), principalId: "1" },
          again: { scope: registryId, roleDefinitionId: exampleDefinition("AcrPull"), principalId: "1" },
        },
      },
      passes: {
        roleAssignments: {
          ci: { scope: registryId, roleDefinitionId: exampleDefinition("AcrPull"), principalId: "1" },
          other: { scope: registryId, roleDefinitionId: exampleDefinition("AcrPull"), principalId: "2" },
        },
      },
      tags: ["mcsb:PA-7"],
    }),
    ({ roleAssignments }, report) => {
      const first = new Map<string, string>();
      for (const key of Object.keys(roleAssignments ?? {})) {
        known(() => {
          const { principalId, roleDefinitionId, scope, condition } = roleAssignments?.[key] ?? {};
          if (principalId === undefined || roleDefinitionId === undefined) return;
          const { guid, name } = nameRole(roleDefinitionId);
          // Two assignments with different conditions are two grants.
          const grant = JSON.stringify(
            [principalId, guid, scope ?? "", condition ?? ""].map((part) => part.toLowerCase()),
          );
          const other = first.get(grant);
          if (other === undefined) {
            first.set(grant, key);
            return;
          }
          report({
            path: ["roleAssignments", key],
            message: `The role assignments "${other}" and "${key}" give the same principal the same role, ${name}.`,
            related: [["roleAssignments", other]],
          });
        });
      }
    },
  ),
  onChild(
    "roleAssignments",
    posture({
      id: "R05",
      policy: "acr-role-least-privilege",
      title: "Principals have no more than the repository roles they need",
      subject,
      risk: "high",
      why: "Whoever holds a broad role on the registry can change or delete images, or give access to others.",
      fix: "Grant AcrPull or a repository role; list the principals that must push in pushPrincipals.",
      docs: "container-registry-rbac-built-in-roles-overview",
      source: "KICS, Microsoft cloud security benchmark",
      fails: { roleAssignments: { ci: { roleDefinitionId: exampleDefinition("Contributor") } } },
      passes: { roleAssignments: { ci: { roleDefinitionId: exampleDefinition("AcrPull") } } },
      tags: ["kics:77deea6a-155e-4865-bf04-153d23e488e8", "mcsb:PA-7"],
      options: {
        allowedRoles: list("Further roles that pass, by name or GUID."),
        pushPrincipals: list("Ids of the principals that may also hold a push role (AcrPush)."),
      },
    }),
    (assignment, report, { option }) => {
      const { roleDefinitionId } = assignment;
      if (roleDefinitionId === undefined || comesFromAbove(assignment)) return;
      const { name, guid } = nameRole(roleDefinitionId);
      const allowed = new Set([...repositoryRoles, ...listOf(option, "allowedRoles")].map(lower));
      if (allowed.has(lower(name)) || allowed.has(guid)) return;
      const pushers = listOf(option, "pushPrincipals").map(lower);
      // The principal is often not known in a preview, and asked for only where it decides.
      if (name === "AcrPush" && pushers.length > 0 && pushers.includes(lower(assignment.principalId ?? ""))) return;
      report({
        path: ["roleDefinitionId"],
        given: name,
        message: `The role ${name} on the registry is none that reviewers allow.`,
        allowed: `${repositoryRoles.join(", ")}; AcrPush for the principals in pushPrincipals.`,
      });
    },
  ),
];

const lower = (text: string) => text.toLowerCase();

/** Whether a role reaches registries: one that is known, apart from those of other services. */
function isOfRegistries(definition: string): boolean {
  const role = roleOf(definition);
  return role !== undefined && !/^(Storage|Key Vault|Managed Identity) /.test(role.name);
}
