import { known } from "../../model";
import { describeRole, roleOf, roles } from "../../model/roles";
import { onChild, onRegistry } from "../writing/builders";
import type { Rule } from "../writing/rule";
import { isAbac } from "../writing/states";

const base = "https://learn.microsoft.com/azure/container-registry";
const docs = `${base}/container-registry-rbac-abac-repository-permissions`;
const overview = `${base}/container-registry-rbac-built-in-roles-overview`;
const subject = "roles";
const abac = { roleAssignmentMode: "AbacRepositoryPermissions" } as const;
const legacy = { roleAssignmentMode: "LegacyRegistryPermissions" } as const;
const attribute = "Microsoft.ContainerRegistry/registries/repositories:name";
const reader = "Container Registry Repository Reader";
const condition = `((!(ActionMatches{'Microsoft.ContainerRegistry/registries/repositories/content/read'})) OR (@Request[${attribute}] StringStartsWithIgnoreCase 'app/'))`;

const granted = (role: string, more: Readonly<Record<string, string>> = {}) => ({
  roleAssignments: {
    ci: {
      roleDefinitionId: `/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.Authorization/roleDefinitions/${guidOf(role)}`,
      principalId: "22222222-2222-2222-2222-222222222222",
      principalType: "ServicePrincipal",
      ...more,
    },
  },
});
const limited = (text: string) => ({ ...abac, ...granted(reader, { condition: text, conditionVersion: "2.0" }) });

/** Role assignments. */
export const roleRules: readonly Rule[] = [
  onChild(
    "roleAssignments",
    {
      id: "AUTH-06",
      also: ["RBAC-04", "G61"],
      policy: "acr-legacy-role-on-abac",
      title: "A registry in ABAC mode has no grants of AcrPull, AcrPush and AcrDelete",
      subject,
      enforcement: "IGN",
      why: "The assignment is taken, but a registry in ABAC mode does not honour these three roles, so the principal can neither pull nor push.",
      fix: "Grant the repository roles that take their place.",
      docs,
      source:
        "D:container-registry-rbac-abac-repository-permissions, D:container-registry-rbac-built-in-roles-overview",
      feature: "roleAssignmentMode",
      fails: { ...abac, ...granted("AcrPull") },
      passes: { ...abac, ...granted(reader) },
    },
    ({ roleDefinitionId }, report, { registry, key }) => {
      const role = roleDefinitionId === undefined ? undefined : roleOf(roleDefinitionId);
      if (role?.mode !== "legacy" || !isAbac(registry)) return;
      const [needed = "", ...listing] = role.instead ?? [];
      report({
        path: ["roleDefinitionId"],
        given: role.name,
        message: `The role assignment "${key}" gives ${role.name}, which a registry in ABAC mode does not honour.`,
        fix: `Grant ${describeRole(needed)}${listing.map((name) => `, and ${describeRole(name)} where repositories are listed`).join("")}.`,
        related: [["roleAssignmentMode"]],
      });
    },
  ),
  onRegistry(
    {
      id: "AUTH-07",
      also: ["G62"],
      policy: "acr-abac-role-on-legacy",
      title: "A registry in legacy mode has no repository roles and no conditions",
      subject,
      enforcement: "RUN",
      why: "Repository roles and conditions are for ABAC mode. They may be granted ahead of the switch; whether they give anything before it is unverified.",
      fix: 'Set roleAssignmentMode: "AbacRepositoryPermissions", or grant AcrPull, AcrPush or AcrDelete.',
      docs: overview,
      source:
        "D:container-registry-rbac-abac-repository-permissions, D:container-registry-rbac-built-in-roles-overview",
      feature: "roleAssignmentMode",
      fails: { ...legacy, ...granted(reader) },
      passes: { ...legacy, ...granted("AcrPull") },
    },
    ({ roleAssignmentMode, roleAssignments = {} }, report) => {
      // A mode that is not written may have been set elsewhere: most API versions do not have it.
      if (roleAssignmentMode?.toLowerCase() !== legacy.roleAssignmentMode.toLowerCase()) return;
      const keys = Object.keys(roleAssignments);
      const roleAt = (key: string) => {
        const definition = roleAssignments[key]?.roleDefinitionId;
        return definition === undefined ? undefined : roleOf(definition);
      };
      // Both kinds side by side are how a switch of the mode is prepared.
      if (keys.some((key) => roleAt(key)?.mode === "legacy")) return;
      for (const key of keys) {
        const role = roleAt(key);
        if (role?.mode !== "abac") continue;
        const limits = known(() => role.conditions && Boolean(roleAssignments[key]?.condition));
        report({
          path: ["roleAssignments", key, "roleDefinitionId"],
          given: role.name,
          message: `The role assignment "${key}" gives ${role.name}${limits ? " under a condition" : ""} on a registry in legacy mode, which ${limits ? "supports no conditions" : "has other roles"} (whether it gives any access there is unverified).`,
          related: [["roleAssignmentMode"]],
        });
      }
    },
  ),
  onChild(
    "roleAssignments",
    {
      id: "RBAC-01",
      policy: "acr-role-condition-form",
      title: "A condition on repositories has version 2.0 and asks for the repository's name",
      subject,
      enforcement: "ARM",
      why: `The service refuses a condition without version 2.0. The one attribute of registries is @Request[${attribute}].`,
      fix: 'Set conditionVersion: "2.0".',
      docs,
      source: "D:container-registry-rbac-abac-repository-permissions",
      feature: "roleAssignmentMode",
      fails: { ...abac, ...granted(reader, { condition }) },
      passes: limited(condition),
    },
    (assignment, report, { key }) => {
      const text = assignment.condition;
      if (!text) return;
      known(() => {
        const given = assignment.conditionVersion;
        if (given === "2.0") return;
        report({
          path: ["conditionVersion"],
          ...(given === undefined ? {} : { given }),
          message: `The condition of the role assignment "${key}" ${given === undefined ? "has no version" : `is of version ${given}`}.`,
          allowed: '"2.0"',
        });
      });
      const attributes = text.matchAll(/@(\w+)\[\s*(Microsoft\.ContainerRegistry\/[^\]]*?)\s*\]/gi);
      for (const [given, source, name] of attributes) {
        if (source?.toLowerCase() === "request" && name?.toLowerCase() === attribute.toLowerCase()) continue;
        report({
          path: ["condition"],
          given,
          message: `The condition of the role assignment "${key}" asks for ${given}, which registries do not have.`,
          allowed: `@Request[${attribute}]`,
          fix: `Write @Request[${attribute}].`,
        });
      }
    },
  ),
  onChild(
    "roleAssignments",
    {
      id: "RBAC-02",
      policy: "acr-role-condition-operator",
      title: "A condition compares whole repository names, or prefixes that end in a slash",
      subject,
      enforcement: "RUN",
      why: "Only StringEqualsIgnoreCase and StringStartsWithIgnoreCase are documented. A prefix without a slash at its end also matches other repositories: app opens application.",
      fix: "Write StringEqualsIgnoreCase 'app' for one repository, or StringStartsWithIgnoreCase 'app/' for all below it.",
      docs,
      source: "D:container-registry-rbac-abac-repository-permissions",
      feature: "roleAssignmentMode",
      fails: limited(condition.replace("'app/'", "'app'")),
      passes: limited(condition),
    },
    (assignment, report, { key }) => {
      const comparisons = (assignment.condition ?? "").matchAll(
        /@Request\[\s*Microsoft\.ContainerRegistry\/registries\/repositories:name\s*\]\s+([\w:]+)\s+'([^']*)'/gi,
      );
      const path = ["condition"];
      for (const [, operator = "", value = ""] of comparisons) {
        const given = `${operator} '${value}'`;
        if (!/^(StringEqualsIgnoreCase|StringStartsWithIgnoreCase)$/i.test(operator)) {
          report({
            path,
            given,
            message: `The condition of the role assignment "${key}" compares with ${operator}, which is not documented for repositories.`,
            allowed: "StringEqualsIgnoreCase, StringStartsWithIgnoreCase",
          });
        } else if (/^StringStartsWith/i.test(operator) && !value.endsWith("/")) {
          report({
            path,
            given,
            message: `The condition of the role assignment "${key}" opens every repository whose name starts with "${value}", not only those below ${value}/.`,
            fix: `Write StringStartsWithIgnoreCase '${value}/', or StringEqualsIgnoreCase '${value}' for that repository alone.`,
          });
        }
      }
    },
  ),
  onChild(
    "roleAssignments",
    {
      id: "RBAC-03",
      policy: "acr-role-condition-ignored",
      title: "Only roles that take a condition have one on repositories",
      subject,
      enforcement: "IGN",
      why: "The repository's name is evaluated for Repository Reader, Writer and Contributor only; every other role ignores the condition or does not allow it.",
      fix: "Remove condition and conditionVersion, or grant Container Registry Repository Reader, Writer or Contributor.",
      docs,
      source: "D:container-registry-rbac-abac-repository-permissions",
      feature: "roleAssignmentMode",
      fails: {
        ...abac,
        ...granted("Container Registry Repository Catalog Lister", { condition, conditionVersion: "2.0" }),
      },
      passes: { ...abac, ...granted("Container Registry Repository Catalog Lister") },
    },
    ({ roleDefinitionId, condition: given }, report, { registry, key }) => {
      if (roleDefinitionId === undefined || !given) return;
      const role = roleOf(roleDefinitionId);
      // Conditions of the other roles are about handing out access.
      if (!role || role.conditions || !/repositories:name/i.test(given)) return;
      if (role.mode === "legacy" && isAbac(registry)) return;
      report({
        path: ["condition"],
        message: `The condition of the role assignment "${key}" does not limit ${role.name}.`,
        related: [["roleAssignments", key, "roleDefinitionId"]],
      });
    },
  ),
];

/** The GUID of a role, for examples. */
function guidOf(name: string): string {
  return roles.find((role) => role.name === name)?.guid ?? name;
}
