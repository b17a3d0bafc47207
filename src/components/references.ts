import type * as pulumi from "@pulumi/pulumi";
import { type ChildKind, type Path, UNKNOWN } from "../model";
import type { Finding } from "../rules";
import { strangeKey } from "../rules/shapeFindings";
import { markWritten } from "./checks/spelling";
import { itemOf } from "./inputs";
import type { ParentRegistry } from "./parentRegistry";

/** An option that names a sibling by its key, for instance `agentPool: "builders"`. */
export interface Reference {
  readonly option: string;
  /** The property of the azure-native resource that it is sent as. */
  readonly property: string;
  /** The map that has the key. */
  readonly map: ChildKind;
  /** What is sent of the sibling: an output of its resource. */
  readonly as: "id" | "name";
}

/** What the rules see of references: their values exist once the siblings do. */
export function unknownReferences(references: readonly Reference[] = [], properties: object = {}): object {
  return Object.fromEntries(given(references, properties).map(({ property }) => [property, UNKNOWN]));
}

/** What is sent for references. */
export function resolvedReferences(
  references: readonly Reference[] = [],
  properties: object,
  { siblings }: ParentRegistry,
): object {
  return Object.fromEntries(
    given(references, properties).flatMap(({ property, map, as, key }) => {
      const sibling = siblings.get(siblingKey(map, key));
      return sibling ? [[property, as === "id" ? sibling.resource.id : itemOf(sibling.resource, "name")]] : [];
    }),
  );
}

/** What has to be there, beside the siblings themselves, before a child that names them. */
export function readinessOf(
  references: readonly Reference[] = [],
  properties: object,
  { siblings }: ParentRegistry,
): pulumi.Resource[] {
  return given(references, properties).flatMap(({ map, key }) => [
    ...(siblings.get(siblingKey(map, key))?.ready ?? []),
  ]);
}

/** Findings on references to siblings that are not there. */
export function strangeReferences(
  references: readonly Reference[] = [],
  path: Path,
  properties: object,
  has: (map: ChildKind, key: string) => boolean,
): Finding[] {
  return given(references, properties)
    .filter(({ map, key }) => !has(map, key))
    .map(({ option, map, key, property }) => markWritten(strangeKey([...path, option], key, map, property)));
}

function given(references: readonly Reference[], properties: object): (Reference & { readonly key: string })[] {
  return references.flatMap((reference) => {
    const key = itemOf(properties, reference.option);
    return typeof key === "string" ? [{ ...reference, key }] : [];
  });
}

/** How a parent registry files a child that was made. */
export function siblingKey(map: ChildKind, key: string): string {
  return `${map}/${key}`;
}
