import * as pulumi from "@pulumi/pulumi";

/** The version of azure-native whose plugin knows every API version used here. */
const pluginVersion = "3.28.0";

/** A type of azure-native's resources that is used in more API versions than azure-native's default one. */
export interface VersionedType {
  /** Module and name: `containerregistry:Registry`. */
  readonly name: string;
  /** The API versions in which such a resource may have been deployed; `undefined` is the default one. */
  readonly versions: readonly (string | undefined)[];
  /** Every input and output by name: what is named becomes an output, whether the program sets it or not. */
  readonly properties: Readonly<Record<string, undefined>>;
  /**
   * What azure-native's own class sends where nothing is set: a resource that moves between versions sends the same.
   */
  readonly defaults: Readonly<Record<string, unknown>>;
}

/** The outputs of a class of azure-native. */
export type OutputsOf<Resource> = Omit<Resource, keyof pulumi.CustomResource>;

/** The type token of a resource in an API version. */
function tokenOf(type: string, version: string | undefined): string {
  const [module, name] = type.split(":");
  return `azure-native:${module}${version === undefined ? "" : `/${version}`}:${name}`;
}

/**
 * A resource in an API version other than azure-native's default. It has the outputs of azure-native's class; moving
 * between the two is an update in place, thanks to aliases both ways.
 */
export class VersionedResource extends pulumi.CustomResource {
  constructor(type: VersionedType, version: string, name: string, args: object, opts: pulumi.CustomResourceOptions) {
    const others = type.versions.filter((other) => other !== version);
    super(
      tokenOf(type.name, version),
      name,
      { ...type.properties, ...type.defaults, ...given(args) },
      pulumi.mergeOptions(
        { version: pluginVersion, aliases: others.map((other) => ({ type: tokenOf(type.name, other) })) },
        opts,
      ),
    );
  }
}

function given(args: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined && value !== null));
}

/** Whether a property, named by its path, is given as far as plain values tell. */
export function isSet(args: object, path: string): boolean {
  return find(args, path) === "set";
}

/**
 * Whether a property is given, or may be inside an output: an API version that lacks it would drop it without a word.
 */
export function mayBeSet(args: object, path: string): boolean {
  return find(args, path) !== "absent";
}

function find(args: object, path: string): "set" | "absent" | "hidden" {
  let value: unknown = args;
  for (const step of path.split(".")) {
    if (pulumi.Output.isInstance(value) || value instanceof Promise) return "hidden";
    if (typeof value !== "object" || value === null) return "absent";
    value = Object.entries(value).find(([key]) => key === step)?.[1];
  }
  return value === undefined || value === null ? "absent" : "set";
}

/** What azure-native's class makes of an input: its defaults inside an object. */
export function withDefaults<T>(
  input: pulumi.Input<T | undefined>,
  provideDefaults: (value: T) => T,
): pulumi.Output<T | undefined> {
  // An output of a type holds a value of that type, unwrapped.
  return pulumi.output(input).apply((value) => (value === undefined ? undefined : provideDefaults(value as T)));
}
