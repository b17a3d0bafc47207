import * as pulumi from "@pulumi/pulumi";

/** The options of a component, taken apart: its own, and those that are meant for the resource in it. */
export interface Adoption {
  readonly own: pulumi.ComponentResourceOptions;
  readonly adopted: pulumi.CustomResourceOptions;
}

/** The type of the resource in a component, without the API version: `containerregistry:Registry`. */
export type RawType = `${string}:${string}`;

/**
 * Options that Pulumi does not hand on to children, so that on a component alone they would do nothing.
 */
const handedOn = [
  "ignoreChanges",
  "customTimeouts",
  "replaceOnChanges",
  "replaceWith",
  "replacementTrigger",
  "hideDiffs",
  // Options of a resource, which JavaScript may give a component all the same.
  "additionalSecretOutputs",
  "deleteBeforeReplace",
  "import",
] as const;

/**
 * Takes a component's options apart. An alias that names a raw resource goes to the one inside, so that
 * `aliases: [{ type: "azure-native:containerregistry:Registry" }]` adopts one that stood in the program before. Options
 * that Pulumi does not hand on to children go to it too.
 */
export function adoption(name: string, raw: RawType, opts: pulumi.ComponentResourceOptions): Adoption {
  const all: pulumi.CustomResourceOptions = opts;
  const aliases = Array.isArray(opts.aliases) ? opts.aliases : [];
  const adopting = aliases.filter((alias) => namesRaw(raw, alias));
  const parent = opts.parent ?? pulumi.rootStackResource;
  const own = Object.fromEntries(Object.entries(opts).filter(([key]) => !handedOn.some((option) => option === key)));
  return {
    own: { ...own, ...(opts.aliases ? { aliases: aliases.filter((alias) => !adopting.includes(alias)) } : {}) },
    adopted: {
      ...Object.fromEntries(handedOn.flatMap((option) => (all[option] === undefined ? [] : [[option, all[option]]]))),
      ...(adopting.length
        ? { aliases: adopting.map((alias) => (isSpec(alias) ? { name, parent, ...alias } : alias)) }
        : {}),
    },
  };
}

type Alias = pulumi.Input<pulumi.URN | pulumi.Alias>;

function isSpec(alias: Alias): alias is pulumi.Alias & { readonly type: pulumi.Input<string> } {
  return typeof alias === "object" && !pulumi.Output.isInstance(alias) && "type" in alias;
}

function namesRaw(raw: RawType, alias: Alias): boolean {
  if (typeof alias === "string") return isRaw(raw, alias.split("::")[2]?.split("$").at(-1) ?? "");
  return isSpec(alias) && typeof alias.type === "string" && isRaw(raw, alias.type);
}

/** Whether a type token is the raw resource's, in whatever API version and package of azure-native. */
function isRaw(raw: RawType, token: string): boolean {
  const [, name, module, type] = /^(azure-native(?:_\w+)?):(\w+)(?:\/\w+)?:(\w+)$/.exec(token) ?? [];
  return name !== undefined && `${module}:${type}` === raw;
}
