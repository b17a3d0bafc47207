import type * as pulumi from "@pulumi/pulumi";

/**
 * The escape hatch of every child: a partial of its azure-native arguments, laid over what the component made, or a
 * function that gets those arguments and the resource options and may change both, or give arguments of its own.
 */
export type Transform<Args extends object> =
  | Partial<Args>
  | ((args: Args, opts: pulumi.CustomResourceOptions, name: string) => Args | undefined);

/** The arguments after the user's last word. Options are changed in place. */
export function transformed<Args extends object>(
  transform: Transform<Args> | undefined,
  args: Args,
  opts: pulumi.CustomResourceOptions,
  name: string,
): Args {
  if (transform === undefined) return args;
  if (typeof transform === "function") return transform(args, opts, name) ?? args;
  return { ...args, ...transform };
}
