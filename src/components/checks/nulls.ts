import * as pulumi from "@pulumi/pulumi";
import { UNKNOWN } from "../../model";
import { isDeferred, isGiven, isPlainObject } from "../inputs";
import type { Shape } from "./shape";

/**
 * Arguments in which `null` is `undefined`, at every depth and inside outputs: JavaScript's programs and parsed files have
 * it, and azure-native's classes fail on it.
 */
export function withoutNulls<Args>(shape: Shape, args: Args): Args {
  // Leaving out what is not given changes no property that is.
  return without(shape, args) as Args;
}

function without(shape: Shape, value: unknown): unknown {
  if (!isGiven(value)) return undefined;
  // The check of the arguments says what belongs in its place.
  if (pulumi.Resource.isInstance(value)) return value;
  switch (shape.kind) {
    case "choice":
      return without(shape.choose(isDeferred(value) ? UNKNOWN : value), value);
    case "options":
      return withoutNullItems(value, (name) => shape.of[name]);
    case "named":
      return withoutNullItems(value, () => shape.of);
    case "list":
    case "map":
    case "object":
      // Whoever gives an output for an object gives one whose values are plain once it resolves.
      if (isDeferred(value)) return pulumi.all([value]).apply(([plain]) => without(shape, plain));
      if (shape.kind === "object") return withoutNullItems(value, (name) => shape.fields[name]);
      if (Array.isArray(value)) return value.map((item) => (isGiven(item) ? without(shape.of, item) : item));
      return shape.kind === "map" ? withoutNullItems(value, () => shape.of) : value;
    default:
      return value;
  }
}

function withoutNullItems(value: unknown, shapeOf: (name: string) => Shape | undefined): unknown {
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, item]) => {
      if (!isGiven(item)) return [];
      const shape = shapeOf(name);
      return [[name, shape ? without(shape, item) : item]];
    }),
  );
}
