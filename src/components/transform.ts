import type * as pulumi from "@pulumi/pulumi";
import { kindOf } from "../rules/shapeFindings";
import { isDeferred, isPlainObject } from "./inputs";
import { refusal } from "./refusal";

/**
 * The escape hatch of every child: a partial of its azure-native arguments, laid over what the component made and checked
 * with it, or a function that gets those arguments and the resource options, may change both, and returns the arguments.
 */
export type Transform<Args extends object> =
  | Partial<Args>
  | ((args: Args, opts: pulumi.CustomResourceOptions, name: string) => Args);

/** The arguments after the user's last word. Options are changed in place. */
export function transformed<Args extends object>(
  transform: Transform<Args> | undefined,
  args: Args,
  opts: pulumi.CustomResourceOptions,
  name: string,
): Args {
  if (typeof transform !== "function") return { ...args, ...partialOf(transform) };
  const result: unknown = transform(args, opts, name);
  // An object in place of the arguments: the SDK judges the rest.
  if (isPlainObject(result)) return result as Args;
  const given =
    result === undefined || result === null
      ? "nothing"
      : isDeferred(result)
        ? "a promise or an output"
        : kindOf(result);
  throw refusal(
    `The transform of "${name}" returned ${given}. It must return the arguments, at once: transform: (args) => ({ ...args, … }).`,
  );
}

/** What a transform changes as far as it is plain: nothing is known of what a function will do. */
export function partialOf<Args extends object>(transform: Transform<Args> | undefined): Partial<Args> {
  return typeof transform === "object" && isPlainObject(transform) ? transform : {};
}
