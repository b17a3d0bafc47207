import * as pulumi from "@pulumi/pulumi";

/**
 * Options of a component. Those that Pulumi takes for a resource alone go to the azure-native resource in it, for instance
 * `import`, with the ARM id of one that is there already.
 */
export interface ComponentOptions
  extends pulumi.ComponentResourceOptions,
    Pick<pulumi.CustomResourceOptions, "import" | "deleteBeforeReplace" | "additionalSecretOutputs"> {}

/** The options of a component, taken apart: its own, and those that are meant for the resource in it. */
export interface Adoption {
  readonly own: pulumi.ComponentResourceOptions;
  readonly adopted: pulumi.CustomResourceOptions;
  /** The parents that its children may have had before: the raw resource, and the parent of that. */
  readonly formerParents: readonly FormerParent[];
}

/** A former parent as an alias names it; `undefined` is the stack. */
export type FormerParent = pulumi.Resource | pulumi.Input<pulumi.URN> | undefined;

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
export function adoption(name: string, raw: RawType, opts: ComponentOptions): Adoption {
  const all: pulumi.CustomResourceOptions = opts;
  const aliases = Array.isArray(opts.aliases) ? opts.aliases : [];
  const adopting = aliases.filter((alias) => namesRaw(raw, alias));
  const parent = opts.parent ?? pulumi.rootStackResource;
  const specs = adopting.map((alias) => (isSpec(alias) ? { name, parent, ...alias } : alias));
  const own = Object.fromEntries(Object.entries(opts).filter(([key]) => !handedOn.some((option) => option === key)));
  const ownAliases = opts.aliases ? { aliases: aliases.filter((alias) => !adopting.includes(alias)) } : {};
  const urns = specs.map(urnOf);
  return {
    own: specs.length
      ? pulumi.mergeOptions({ ...own, ...ownAliases }, { transformations: [inheritance(urns)] })
      : { ...own, ...ownAliases },
    adopted: {
      ...Object.fromEntries(handedOn.flatMap((option) => (all[option] === undefined ? [] : [[option, all[option]]]))),
      ...(specs.length ? { aliases: specs } : {}),
    },
    formerParents: [...urns, ...specs.flatMap((alias) => (isSpec(alias) ? [alias.parent] : []))],
  };
}

function urnOf(alias: Alias): pulumi.Input<pulumi.URN> {
  if (!isSpec(alias)) return pulumi.output(alias).apply((urn) => (typeof urn === "string" ? urn : ""));
  const { name = "", type, parent, project, stack } = alias;
  return pulumi
    .all([name, type, project, stack])
    .apply((known) => pulumi.createUrn(known[0], known[1], parent, known[2], known[3]));
}

/**
 * What was a child of the raw resource is one of the component now: it is found again under its former parent. Pulumi
 * itself hands a parent's alias on only where the parent is the same resource under another name.
 */
function inheritance(urns: readonly pulumi.Input<pulumi.URN>[]): pulumi.ResourceTransformation {
  let component: pulumi.Resource | undefined;
  return ({ resource, props, opts }) => {
    // The first resource that it is called for is the component that has it.
    component ??= resource;
    if (opts.parent !== component) return undefined;
    return { props, opts: pulumi.mergeOptions(opts, { aliases: urns.map((parent) => ({ parent })) }) };
  };
}

/** Options of a child in a map, which may have stood under other parents before the registry became a component. */
export function adoptedChild(
  opts: pulumi.CustomResourceOptions,
  formerParents: readonly FormerParent[],
): pulumi.CustomResourceOptions {
  if (formerParents.length === 0) return opts;
  const given = Array.isArray(opts.aliases) ? opts.aliases : [];
  // An alias that names no parent may mean any of them.
  const open = given.flatMap((alias) => (isObject(alias) && !("parent" in alias) ? [alias] : []));
  const former = formerParents.flatMap((parent) => [{}, ...open].map((alias) => ({ ...alias, parent })));
  return { ...opts, aliases: [...given, ...former] };
}

type Alias = pulumi.Input<pulumi.URN | pulumi.Alias>;

function isObject(alias: Alias): alias is pulumi.Alias {
  return typeof alias === "object" && !pulumi.Output.isInstance(alias) && !(alias instanceof Promise);
}

function isSpec(alias: Alias): alias is pulumi.Alias & { readonly type: pulumi.Input<string> } {
  return isObject(alias) && "type" in alias;
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
