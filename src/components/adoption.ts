import * as pulumi from "@pulumi/pulumi";

/** The options of a registry component, taken apart: its own, and those that are meant for the registry in it. */
export interface Adoption {
  readonly own: pulumi.ComponentResourceOptions;
  readonly adopted: pulumi.CustomResourceOptions;
}

/**
 * Takes a component's options apart. An alias that names a raw registry goes to the registry inside, so that
 * `aliases: [{ type: "azure-native:containerregistry:Registry" }]` adopts one that stood in the program before. Options
 * that Pulumi does not hand on to children go to the registry too.
 */
export function adoption(name: string, opts: pulumi.ComponentResourceOptions): Adoption {
  const { aliases = [], ignoreChanges, customTimeouts, replaceOnChanges, ...own } = opts;
  const raw = Array.isArray(aliases) ? aliases.filter(namesRawRegistry) : [];
  const parent = opts.parent ?? pulumi.rootStackResource;
  return {
    own: {
      ...own,
      ...(Array.isArray(aliases) ? { aliases: aliases.filter((alias) => !raw.includes(alias)) } : { aliases }),
    },
    adopted: {
      ...(ignoreChanges ? { ignoreChanges } : {}),
      ...(customTimeouts ? { customTimeouts } : {}),
      ...(replaceOnChanges ? { replaceOnChanges } : {}),
      ...(raw.length
        ? {
            aliases: raw.map((alias) =>
              typeof alias === "object" && "type" in alias ? { name, parent, ...alias } : alias,
            ),
          }
        : {}),
    },
  };
}

type Alias = pulumi.Input<pulumi.URN | pulumi.Alias>;

const rawRegistry = /^azure-native(_\w+)?:containerregistry(\/\w+)?:Registry$/;

function namesRawRegistry(alias: Alias): boolean {
  if (typeof alias === "string") return rawRegistry.test(alias.split("::")[2]?.split("$").at(-1) ?? "");
  if (pulumi.Output.isInstance(alias) || alias instanceof Promise) return false;
  return typeof alias === "object" && "type" in alias && typeof alias.type === "string" && rawRegistry.test(alias.type);
}
