import { allChildKinds, childKinds } from "../model/childKinds";
import { isRecord } from "../model/json";
import { registry, registryProperties } from "../model/resources";
import { list, type Node, type ObjectNode, object, text } from "../model/schema";
import type { Part } from "./resourceTypes";
import { otherNames } from "./values";

// ARM takes names of properties in any letter case, and templates write an empty text where they mean nothing: an identity, a
// subnet, a number of days. Both are set right as a file is read, so that nobody after the readers has to think of them.

const subnet = object({ name: text, addressPrefix: text, addressPrefixes: list(text) });

/** What each part of a registry holds, for those whose properties somebody reads. */
const forms: Partial<Record<Part, ObjectNode>> = {
  ...Object.fromEntries(allChildKinds.map((kind) => [kind, childKinds[kind].schema])),
  registry: object({ ...registryProperties, privateEndpointConnections: list(object({})) }),
  privateDnsZoneGroup: childKinds.privateEndpoints.schema.fields.privateDnsZoneGroups.of,
  virtualNetwork: object({ subnets: list(subnet) }),
  subnet,
  vault: registry.fields.vault,
  key: registry.fields.key,
  pricing: object({ pricingTier: text }),
};

/** The properties of a part as its form spells them, without those that an empty text leaves out. */
export function inOwnForm(
  part: Part | undefined,
  body: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const form = part === undefined ? undefined : forms[part];
  return form ? objectIn(form, body, true) : body;
}

/** Whether any of these names is a property of a part besides those that stand beside `properties`. */
export function hasOwnProperties(part: Part | undefined, names: readonly string[]): boolean {
  const form = part === undefined ? undefined : forms[part];
  if (!form) return true;
  const known = namesOf(form);
  return names.some((name) => known.has(name.toLowerCase()) && !beside.has(name.toLowerCase()));
}

const beside = new Set(["location", "tags", "sku", "identity", "resourcegroupname"]);

function valueIn(node: Node, value: unknown): unknown {
  switch (node.kind) {
    case "object":
      return isRecord(value) ? objectIn(node, value, true) : value;
    case "list":
      return Array.isArray(value) ? value.map((item) => valueIn(node.of, item)) : value;
    case "map":
      return isRecord(value) && node.of.kind === "object" ? mapIn(node.of, value) : value;
    default:
      return value;
  }
}

function mapIn(of: ObjectNode, value: Record<string, unknown>): Record<string, unknown> {
  // No prototype: keys are the user's.
  const copy: Record<string, unknown> = Object.create(null);
  for (const key of Object.keys(value)) copy[key] = valueIn(of, value[key]);
  return copy;
}

function objectIn(
  form: ObjectNode,
  value: Readonly<Record<string, unknown>>,
  mayNest: boolean,
): Record<string, unknown> {
  const copy: Record<string, unknown> = Object.create(null);
  const names = namesOf(form);
  for (const key of Object.keys(value)) {
    const name = Object.hasOwn(form.fields, key) ? key : (names.get(key.toLowerCase()) ?? key);
    const given = value[key];
    // What a form has twice, in two spellings, is the one that is spelt right.
    if (name !== key && Object.hasOwn(value, name)) continue;
    const node = form.fields[name];
    if (name === "properties" && mayNest && isRecord(given)) copy[name] = objectIn(form, given, false);
    else if (node === undefined || !Object.hasOwn(form.fields, name)) copy[name] = given;
    // An empty location is not an absent one: ARM asks for it.
    else if (given !== "" || name === "location") copy[name] = valueIn(node, given);
  }
  return copy;
}

const spellings = new WeakMap<ObjectNode, ReadonlyMap<string, string>>();

/** The names that a form has, by their lower case. */
function namesOf(form: ObjectNode): ReadonlyMap<string, string> {
  const known = spellings.get(form);
  if (known) return known;
  const fields = Object.keys(form.fields);
  const all = ["properties", ...fields, ...fields.flatMap(otherNames)];
  const names = new Map(all.reverse().map((name) => [name.toLowerCase(), name]));
  spellings.set(form, names);
  return names;
}
