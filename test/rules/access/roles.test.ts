import { describe, expect, it } from "vitest";
import { UNKNOWN } from "../../../src/model";
import { describeRole, roleOf, roles } from "../../../src/model/roles";
import { roleRules } from "../../../src/rules/access/roles";
import { check } from "../../../src/rules/check";

const abac = { roleAssignmentMode: "AbacRepositoryPermissions" };
const legacy = { roleAssignmentMode: "LegacyRegistryPermissions" };
const definition = (guid: string) => `/providers/Microsoft.Authorization/roleDefinitions/${guid}`;
const pull = "7f951dda-4ed3-4680-a7ca-43fe172d538d";
const reader = "b93aa761-3e63-49ed-ac28-beffa264f7ac";
const lister = "bfdb9389-c9a5-478a-bb2f-ba9ca092c3c7";
const owner = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
const contributor = "b24988ac-6180-42a0-ab88-20f7382dd24c";
const plainReader = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
const grants = (...roleIds: string[]) => ({
  roleAssignments: Object.fromEntries(
    roleIds.map((guid, index) => [`r${index}`, { roleDefinitionId: definition(guid) }]),
  ),
});
const conditioned = (condition: unknown, guid = reader, conditionVersion: unknown = "2.0") => ({
  ...abac,
  roleAssignments: { ci: { roleDefinitionId: definition(guid), condition, conditionVersion } },
});
const name = "@Request[Microsoft.ContainerRegistry/registries/repositories:name]";
const exactly = (operator: string, value: string) =>
  `(\n (\n  !(ActionMatches{'Microsoft.ContainerRegistry/registries/repositories/content/read'})\n AND\n  !(ActionMatches{'Microsoft.ContainerRegistry/registries/repositories/metadata/read'})\n )\n OR\n (\n  ${name} ${operator} '${value}'\n )\n)`;
const good = exactly("StringEqualsIgnoreCase", "hello-world");

const verdicts = (model: object) =>
  check(model, { rules: roleRules }).map(({ rule, severity, path }) => `${severity} ${rule} ${path.join(".")}`);
const at = "roleAssignments.ci";

describe("cases of the reference", () => {
  it.each<[string, object, string[]]>([
    ["C086", { ...abac, ...grants(pull) }, ["warning AUTH-06 roleAssignments.r0.roleDefinitionId"]],
    [
      "C086 by name",
      { ...abac, roleAssignments: { r0: { roleDefinitionId: "AcrPull" } } },
      ["warning AUTH-06 roleAssignments.r0.roleDefinitionId"],
    ],
    ["peers B3's grants", { ...abac, ...grants(owner, contributor, plainReader) }, []],
    ["peers M25", conditioned(good), []],
    ["peers M33", grants(pull), []],
  ])("%s", (_id, model, expected) => expect(verdicts(model)).toEqual(expected));
});

describe("modes", () => {
  it.each<[string, object, string[]]>([
    [
      "repository roles in legacy mode",
      { ...legacy, ...grants(reader, lister) },
      ["warning AUTH-07 roleAssignments.r0.roleDefinitionId", "warning AUTH-07 roleAssignments.r1.roleDefinitionId"],
    ],
    ["both kinds side by side before the switch", { ...legacy, ...grants(reader, pull) }, []],
    ["repository roles where no mode is written", grants(reader), []],
    ["repository roles in ABAC mode", { ...abac, ...grants(reader, lister) }, []],
    [
      "a role that is not known beside others",
      { ...legacy, roleAssignments: { a: { roleDefinitionId: UNKNOWN }, b: { roleDefinitionId: definition(reader) } } },
      [],
    ],
    ["a mode that is not known", { roleAssignmentMode: UNKNOWN, ...grants(pull) }, []],
  ])("%s", (_title, model, expected) => expect(verdicts(model)).toEqual(expected));
});

describe("conditions", () => {
  it.each<[string, object, string[]]>([
    ["without a version", conditioned(good, reader, null), [`error RBAC-01 ${at}.conditionVersion`]],
    ["of version 1.0", conditioned(good, reader, "1.0"), [`error RBAC-01 ${at}.conditionVersion`]],
    ["of a version that is not known", conditioned(good, reader, UNKNOWN), []],
    ["on the resource", conditioned(good.replace("@Request", "@Resource")), [`error RBAC-01 ${at}.condition`]],
    ["on another attribute", conditioned(good.replace(":name", ":tag")), [`error RBAC-01 ${at}.condition`]],
    ["with a prefix", conditioned(exactly("StringStartsWithIgnoreCase", "app/")), []],
    [
      "with a prefix without its slash",
      conditioned(exactly("StringStartsWithIgnoreCase", "app")),
      [`warning RBAC-02 ${at}.condition`],
    ],
    ["with another operator", conditioned(exactly("StringLike", "app*")), [`warning RBAC-02 ${at}.condition`]],
    ["on the lister", conditioned(good, lister), [`warning RBAC-03 ${at}.condition`]],
    [
      "on AcrPull where no mode is written",
      { ...conditioned(good, pull), roleAssignmentMode: undefined },
      [`warning RBAC-03 ${at}.condition`],
    ],
    [
      "on AcrPull in ABAC mode, which ignores the role",
      conditioned(good, pull),
      [`warning AUTH-06 ${at}.roleDefinitionId`],
    ],
    [
      "on a role that hands out access",
      conditioned("@Request[Microsoft.Authorization/roleAssignments:PrincipalType] StringEquals 'User'", owner),
      [],
    ],
    ["that is not known", conditioned(UNKNOWN), []],
  ])("%s", (_title, model, expected) => expect(verdicts(model)).toEqual(expected));
});

describe("the catalogue of roles", () => {
  it("finds a role by definition id, GUID and name, in any case", () => {
    for (const text of [definition(pull), `/subscriptions/s${definition(pull)}`, pull.toUpperCase(), "acrpull"]) {
      expect(roleOf(text)?.name).toBe("AcrPull");
    }
    expect(roleOf("toString")).toBeUndefined();
  });
  it("has each GUID and each name once", () => {
    expect(new Set(roles.map(({ guid }) => guid)).size).toBe(roles.length);
    expect(new Set(roles.map(({ name }) => name)).size).toBe(roles.length);
  });
  it("has every role that takes the place of a legacy one", () => {
    const instead = roles.flatMap((role) => role.instead ?? []);
    expect(instead.map((name) => roleOf(name)?.mode)).toEqual(instead.map(() => "abac"));
    expect(describeRole("Container Registry Repository Reader")).toBe(
      `Container Registry Repository Reader (${reader})`,
    );
  });
});
