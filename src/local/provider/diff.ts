import { isUnknown } from "../../model/unknown";
import { isObject, type Properties, same } from "../json";
import type { ResourceType } from "../types/resourceType";

/** One difference between two sets of inputs. */
export interface Difference {
  readonly path: string;
  readonly kind: "add" | "delete" | "update";
  readonly replaces: boolean;
}

/**
 * What a new set of inputs changes. Names, scope, resource group and the inputs that the provider's metadata marks need a
 * new resource; an input that is new but says what the resource already has does not.
 */
export function differences(
  type: ResourceType,
  oldInputs: Properties,
  newInputs: Properties,
  oldOutputs: Properties,
): readonly Difference[] {
  const replacing = [
    ...type.names,
    ...(type.arm === "" || type.scope !== undefined ? [] : ["resourceGroupName"]),
    ...(typeof type.scope === "string" ? [type.scope] : []),
    ...(type.replaces ?? []),
  ];
  return changes(oldInputs, newInputs).map((change) => ({
    ...change,
    replaces:
      replacing.some((property) => isWithin(change.path, property)) &&
      !(change.kind === "add" && same(newInputs[change.path], oldOutputs[change.path])),
  }));
}

function isWithin(path: string, property: string): boolean {
  return path === property || path.startsWith(`${property}.`) || path.startsWith(`${property}[`);
}

type Change = Omit<Difference, "replaces">;

function changes(olds: unknown, news: unknown, path = ""): Change[] {
  if (same(olds, news)) return [];
  if (isObject(olds) && isObject(news)) {
    const keys = [...new Set([...Object.keys(olds), ...Object.keys(news)])];
    return keys.flatMap((key) => changes(olds[key], news[key], path ? `${path}${step(key)}` : key));
  }
  if (Array.isArray(olds) && Array.isArray(news)) {
    const longest = Math.max(olds.length, news.length);
    return Array.from({ length: longest }, (_, index) => index).flatMap((index) =>
      changes(olds[index], news[index], `${path}[${index}]`),
    );
  }
  if (sameRegion(path, olds, news)) return [];
  return [{ path, kind: olds === undefined ? "add" : news === undefined ? "delete" : "update" }];
}

// The provider takes two spellings of a region for one; the service writes its own.
function sameRegion(path: string, olds: unknown, news: unknown): boolean {
  if (path !== "location" || typeof olds !== "string" || typeof news !== "string" || isUnknown(news)) return false;
  return olds.toLowerCase().replaceAll(" ", "") === news.toLowerCase().replaceAll(" ", "");
}

function step(key: string): string {
  return /^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `["${key.replace(/["\\]/g, "\\$&")}"]`;
}
