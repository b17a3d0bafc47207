import type { Properties } from "../json";

/** How Azure addresses a type of resource, and how azure-native treats it. */
export interface ResourceType {
  /** ARM type: `Microsoft.ContainerRegistry/registries/replications`. Empty for a resource group. */
  readonly arm: string;
  /**
   * The inputs that carry the names along the ARM type, outermost first. The last one is the resource's own. `=default` is
   * a name that is always the same.
   */
  readonly names: readonly string[];
  /** What the resource is put on, for resources of other resources: the input with an ARM id, or how to make it. */
  readonly scope?: string | ((inputs: Properties) => string | undefined);
  /** How it is named when no name is given; else at random below a resource group, and as the resource itself as a child. */
  readonly naming?: "uuid" | "none";
  /** Inputs besides the ones in the address whose change needs a new resource, by the provider's own metadata. */
  readonly replaces?: readonly string[];
  /** Inputs that the provider asks for, besides the ones in the address. */
  readonly required?: readonly string[];
  /**
   * Whether it has a region that may be left out: then the provider's configuration or the resource group gives it. Where
   * neither does, the provider asks for it, unless the specification calls it optional.
   */
  readonly located?: true | "optional";
  /** The API version of azure-native 3.28's default class. */
  readonly apiVersion?: string;
  /** Paths of outputs inside of given objects that only the service knows: unknown in a preview. `[]` is every item. */
  readonly readOnly?: readonly string[];
}
