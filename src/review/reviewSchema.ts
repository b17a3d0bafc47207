import { rules as ruleBook } from "../rules/book";
import { expiredWaiver } from "../rules/otherFindings";
import { rulesByPolicy } from "../rules/ruleNames";
import type { Rule, RuleOption } from "../rules/writing/rule";
import { profileNames, profiles } from "./profiles";
import { configLevels, optionsOf, settingsKey } from "./reviewConfig";

/** A JSON schema, as far as this file writes one. */
export type JsonSchema = { readonly [key: string]: unknown };

const level: JsonSchema = { type: "string", enum: configLevels, description: "What a finding of the policy does." };
const text: JsonSchema = { type: "string", minLength: 1 };

/** The settings that are no single policy's, by name. */
export const settingsSchema: Readonly<Record<string, JsonSchema>> = {
  profile: {
    type: "string",
    enum: profileNames,
    description: `The set of rules. ${profileNames.map((name) => `${name}: ${profiles[name].description}`).join(" ")} Default: baseline.`,
  },
  deletionProtection: {
    type: "string",
    enum: ["retention", "softDelete", "either"],
    description: "Which protection of images a profile asks for: they exclude each other. Default: either.",
  },
  levels: {
    type: "object",
    description: "Levels by rule id or policy name; they count more than the profile's and the policies' own.",
    additionalProperties: level,
  },
  waivers: {
    type: "array",
    description: "Findings that the team accepts for a while.",
    items: {
      type: "object",
      additionalProperties: false,
      required: ["resource", "rule", "reason", "expires"],
      properties: {
        resource: { ...text, description: "The name or URN of the resource; * stands for any text." },
        rule: { ...text, description: "A rule's id or policy name." },
        reason: { ...text, description: "Why, for whoever reads the report." },
        expires: {
          type: "string",
          pattern: "^\\d{4}-\\d{2}-\\d{2}(T.+)?$",
          description: "The last day on which it holds.",
        },
      },
    },
  },
};

/** The parameters of a policy as JSON schema properties. */
export function parameterSchemas(rules: readonly Rule[]): Readonly<Record<string, JsonSchema>> {
  const options = Object.entries(optionsOf(rules));
  return Object.fromEntries(options.map(([name, option]) => [name, parameterSchema(option)]));
}

function parameterSchema({ type, description, values, default: fallback }: RuleOption): JsonSchema {
  const said = fallback === undefined ? description : `${description} Default: ${JSON.stringify(fallback)}.`;
  if (type === "strings") return { type: "array", items: { type: "string" }, description: said };
  return { type, description: said, ...(values ? { enum: values } : {}) };
}

/** The JSON schema of the file that configures the policy pack and `acr-review`. A misspelt name does not fit it. */
export function reviewConfigSchema(rules: readonly Rule[] = ruleBook): JsonSchema {
  const policies = rulesByPolicy(rules);
  const names = [...policies.keys()].sort();
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Configuration of acr-review and of the pulumi-acr policy pack",
    type: "object",
    additionalProperties: false,
    properties: {
      all: { ...level, description: "The level of every policy." },
      environments: { type: "array", items: { type: "string" }, description: "Pulumi ESC environments; the engine's." },
      [settingsKey]: {
        type: "object",
        description: "Settings that are no single policy's.",
        additionalProperties: false,
        properties: { enforcementLevel: level, ...settingsSchema },
      },
      [expiredWaiver.policy]: { anyOf: [level, object({})], description: expiredWaiver.title },
      ...Object.fromEntries(
        names.map((name) => {
          const concerned = policies.get(name) ?? [];
          const ids = concerned.map(({ id, also = [] }) => [id, ...also].join("/")).join(", ");
          return [
            name,
            { anyOf: [level, object(parameterSchemas(concerned))], description: `${concerned[0]?.title} (${ids}).` },
          ];
        }),
      ),
    },
  };
}

function object(properties: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return { type: "object", additionalProperties: false, properties: { enforcementLevel: level, ...properties } };
}
