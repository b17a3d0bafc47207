import { type ChildKind, known, type Path } from "../../model";
import { formatPath } from "../../rules";
import { isPlainObject, itemOf, snapshot } from "../inputs";
import type { Spelling } from "./configurationError";

/** Steps of the model that a component's users write otherwise; an empty text is a step that they do not have. */
const words: Readonly<Partial<Record<string, Readonly<Record<string, string>>>>> = {
  tasks: {
    trigger: "triggers",
    timerTriggers: "timers",
    sourceTriggers: "sources",
    baseImageTrigger: "baseImage",
    sourceRepository: "",
    sourceControlAuthProperties: "",
  },
  privateEndpoints: {
    subnet: "subnetId",
    id: "",
    ipConfigurations: "staticAddresses",
    privateIPAddress: "",
    memberName: "",
    privateDnsZoneGroups: "privateDns",
    default: "",
    privateDnsZoneConfigs: "",
    privateDnsZoneId: "zoneId",
    privateLinkServiceConnections: "",
    manualPrivateLinkServiceConnections: "",
    privateLinkServiceId: "",
    groupIds: "",
  },
};

/** Lists of the model that are maps by name in a component's arguments. */
const namedLists = new Set(["timerTriggers", "sourceTriggers", "ipConfigurations", "arguments", "values"]);
/** Lists of the model whose one item stands for itself in a component's arguments. */
const singleLists = new Set([
  "privateDnsZoneConfigs",
  "privateLinkServiceConnections",
  "manualPrivateLinkServiceConnections",
  "groupIds",
]);

/** How the users of a `Registry` spell a place of its model. */
export function spellingOf(model: Record<string, unknown>, encryption: unknown): Spelling {
  return asWritten((path) => formatPath(spell(path, model, encryption)));
}

/** How the users of a child of its own spell a place: relative to the child, where the place is in it. */
export function childSpelling(kind: ChildKind, key: string, child: object): Spelling {
  return asWritten((path) => {
    const spelt = spell(path, { [kind]: { [key]: child } }, undefined);
    return formatPath(path[0] === kind && path[1] === key ? spelt.slice(2) : spelt);
  });
}

const written = new WeakSet<Path>();

/**
 * Marks the path of a finding on the arguments themselves: it is spelt as its user wrote it, and no place of the model.
 */
export function markWritten<Found extends { readonly path: Path }>(finding: Found): Found {
  written.add(finding.path);
  return finding;
}

function asWritten(spelling: Spelling): Spelling {
  return (path) => (written.has(path) ? formatPath(path) : spelling(path));
}

function spell(path: Path, model: Record<string, unknown>, encryption: unknown): Path {
  if (path[0] === "sku") return ["sku"];
  if (path[0] === "encryption" && isPlainObject(encryption)) return spellEncryption(path, encryption);
  const dictionary = words[String(path[0])];
  if (!dictionary) return path;
  let value: unknown = snapshot(model).value;
  const spelt: (string | number)[] = [];
  path.forEach((step, index) => {
    const list = path[index - 1];
    const item = known(() => itemOf(value, step));
    value = item;
    if (typeof step === "string") {
      // A key is the user's own word, whatever it reads.
      const word = index < 2 ? step : (dictionary[step] ?? step);
      if (word) spelt.push(word);
    } else if (typeof list === "string" && namedLists.has(list)) {
      const name = itemOf(item, "name");
      spelt.push(typeof name === "string" ? name : step);
    } else if (typeof list !== "string" || !singleLists.has(list)) spelt.push(step);
  });
  return spelt;
}

function spellEncryption(path: Path, encryption: object): Path {
  const last = path.at(-1);
  if ("keyVaultId" in encryption) return last === "keyIdentifier" ? ["encryption", "keyVaultId"] : ["encryption"];
  if (!("keyIdentifier" in encryption)) return path;
  if (last === "keyIdentifier") return ["encryption", "keyIdentifier"];
  return last === "identity" ? ["encryption", "identityClientId"] : ["encryption"];
}
