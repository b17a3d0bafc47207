import { expect, it } from "vitest";
import { type ChildModel, normalise, type RegistryModel } from "../../../src/model";
import { rules } from "../../../src/rules/book";
import type { Change } from "../../../src/rules/writing/rule";

/** The changes by which a rule mends a registry, or the child "one" of the rule's kind. */
function remedyOf(id: string, input: object, options: Readonly<Record<string, unknown>> = {}): readonly Change[] {
  const rule = rules.find((each) => each.id === id);
  const option = (name: string) => options[name] ?? rule?.options?.[name]?.default;
  const { model } = normalise(input);
  if (rule?.on === "registry") return rule.remedy?.(model, option) ?? [];
  // One kind of children at a time: the compiler cannot follow the kind from the rule to its map.
  if (rule?.on === "tokens") return rule.remedy?.(child(model, "tokens"), option) ?? [];
  if (rule?.on === "tasks") return rule.remedy?.(child(model, "tasks"), option) ?? [];
  if (rule?.on === "connectedRegistries") return rule.remedy?.(child(model, "connectedRegistries"), option) ?? [];
  throw new Error(`no rule ${id}`);
}

function child<Kind extends "tokens" | "tasks" | "connectedRegistries">(
  model: RegistryModel,
  kind: Kind,
): ChildModel<Kind> {
  return model[kind]?.one ?? {};
}

const premium = { sku: { name: "Premium" } };
const standard = { sku: { name: "Standard" } };
const at = (value: unknown, ...path: (string | number)[]): Change => ({ path, value });

it.each<[string, object, object, Change[]]>([
  ["R01", {}, {}, [at(false, "adminUserEnabled")]],
  ["R02", {}, {}, [at(false, "anonymousPullEnabled")]],
  ["R03", {}, {}, [at("disabled", "policies", "azureADAuthenticationAsArmPolicy", "status")]],
  ["R04", { tokens: { one: {} } }, {}, [at("disabled", "status")]],
  ["R10", premium, {}, [at("Disabled", "publicNetworkAccess")]],
  ["R10", standard, {}, []],
  ["R10", {}, {}, []],
  ["R11", premium, {}, [at("Deny", "networkRuleSet", "defaultAction")]],
  ["R11", standard, {}, []],
  ["R16", premium, { expected: "None" }, [at("None", "networkRuleBypassOptions")]],
  ["R17", premium, {}, [at(true, "dataEndpointEnabled")]],
  ["R21", premium, {}, [at("Disabled", "publicNetworkAccess"), at("disabled", "policies", "exportPolicy", "status")]],
  ["R22", premium, {}, [at("disabled", "policies", "trustPolicy", "status")]],
  ["R23", premium, {}, [at("enabled", "policies", "quarantinePolicy", "status")]],
  [
    "R24",
    premium,
    { days: 30 },
    [at("enabled", "policies", "retentionPolicy", "status"), at(30, "policies", "retentionPolicy", "days")],
  ],
  [
    "R24",
    premium,
    {},
    [at("enabled", "policies", "retentionPolicy", "status"), at(7, "policies", "retentionPolicy", "days")],
  ],
  ["R24", { ...premium, policies: { softDeletePolicy: { status: "enabled" } } }, {}, []],
  [
    "R25",
    standard,
    { days: 14 },
    [at("enabled", "policies", "softDeletePolicy", "status"), at(14, "policies", "softDeletePolicy", "retentionDays")],
  ],
  ["R25", premium, {}, []],
  ["R25", {}, {}, []],
  [
    "R40",
    { tags: { Owner: "a" } },
    { requiredTags: ["owner", "cost"], defaultValue: "none" },
    [at("none", "tags", "cost")],
  ],
  ["R40", {}, { requiredTags: ["owner"] }, []],
  ["G10", premium, {}, [at(1, "policies", "retentionPolicy", "days")]],
  ["G10", premium, { minimumDays: 14 }, [at(14, "policies", "retentionPolicy", "days")]],
  [
    "G20",
    { tokens: { one: { credentials: { passwords: [{ expiry: "2027-01-01T00:00:00Z" }, {}] } } } },
    { expiry: "2027-06-30T00:00:00Z" },
    [at("2027-06-30T00:00:00Z", "credentials", "passwords", 1, "expiry")],
  ],
  ["G20", { tokens: { one: { credentials: { passwords: [{}] } } } }, {}, []],
  ["G20", { tokens: { one: {} } }, { expiry: "2027-06-30T00:00:00Z" }, []],
  [
    "G31",
    {
      tasks: {
        one: {
          step: {
            arguments: [{ name: "SIZE" }, { name: "NPM_TOKEN" }],
            values: [{ name: "password" }, { name: "key", isSecret: true }],
          },
        },
      },
    },
    {},
    [at(true, "step", "arguments", 1, "isSecret"), at(true, "step", "values", 0, "isSecret")],
  ],
  ["G77", { connectedRegistries: { one: {} } }, {}, [at("Enabled", "logging", "auditLogStatus")]],
  ["NET-08", premium, {}, [at("Deny", "networkRuleSet", "defaultAction")]],
])("%s mends %j with %j", (id, input, options, changes) =>
  expect(remedyOf(id, input, { ...options })).toEqual(changes),
);
