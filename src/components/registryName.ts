import * as pulumi from "@pulumi/pulumi";

/** The type token of the registry component. */
export const registryComponent = "pulumi-acr:index:Registry";

/**
 * The resource name of the registry in a component: the component's name. Without a `registryName` azure-native makes
 * the registry's name of it and adds a suffix; Azure takes letters and digits only, so the rest is left out.
 */
export function resourceName(name: string, hasName: boolean): string {
  return hasName ? name : lettersAndDigits(name);
}

/**
 * Aliases under which the registry is found again when the program names it otherwise than before, so that it is not
 * replaced: with `registryName` where it had none or the other way round, or after its component was renamed.
 */
export function formerNames(name: string, opts: pulumi.ComponentResourceOptions): pulumi.Input<pulumi.Alias>[] {
  const short = lettersAndDigits(name);
  const own = short === name ? [] : [{ name }, { name: short }];
  const aliases = Array.isArray(opts.aliases) ? opts.aliases : [];
  return [...own, ...aliases.flatMap((alias) => formerName(alias, opts.parent))];
}

// Pulumi derives a child's former name from its parent's where one begins with the other: not where letters were left
// out.
function formerName(
  alias: pulumi.Input<pulumi.URN | pulumi.Alias>,
  parent: pulumi.Resource | undefined,
): pulumi.Input<pulumi.Alias>[] {
  if (typeof alias === "string") {
    const name = alias.split("::").at(-1) ?? "";
    return [{ name: lettersAndDigits(name), parent: alias }];
  }
  if (pulumi.Output.isInstance(alias) || alias instanceof Promise || typeof alias.name !== "string") return [];
  const { name, type = registryComponent } = alias;
  return [
    { name: lettersAndDigits(name), parent: pulumi.createUrn(name, type, "parent" in alias ? alias.parent : parent) },
  ];
}

/** A name without whatever is neither a letter nor a digit. */
export function lettersAndDigits(name: string): string {
  return name.replace(/[^a-zA-Z0-9]/g, "") || name;
}
