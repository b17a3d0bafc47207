import * as pulumi from "@pulumi/pulumi";
import { type ImageArgs, imageReference } from "./images";
import { becomeParent, type ParentRegistry, type RegistryHandle, readRegistry, referenceTo } from "./parentRegistry";

/** A registry that somebody else made: by another stack, another tool, or by hand. It is only read. *
 * @example
 *
 * ```ts
 * import * as acr from "pulumi-acr";
 *
 * const shared = acr.RegistryReference.fromId(
 *   "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/platform/providers/Microsoft.ContainerRegistry/registries/shared",
 * );
 *
 * export const image = shared.imageReference({ repository: "web", tag: "v1" });
 * new acr.Task("rebuild", { registry: shared, step: acr.taskFile({ contextPath: "https://github.com/contoso/web.git" }) });
 * ```
 */
export class RegistryReference implements RegistryHandle {
  /** ARM id. */
  readonly id: pulumi.Output<string>;
  /** The registry's name in Azure. */
  readonly name: pulumi.Output<string>;
  /** The resource group's name. */
  readonly resourceGroupName: pulumi.Output<string>;

  readonly #registry: ParentRegistry;

  private constructor(registry: ParentRegistry) {
    this.#registry = registry;
    becomeParent(this, registry);
    this.id = pulumi.output(registry.id);
    this.name = pulumi.output(registry.registryName);
    this.resourceGroupName = pulumi.output(registry.resourceGroupName);
  }

  /**
   * The registry with an ARM id, which may be an output, for instance of a stack reference. What the id does not say
   * (login server, region) is looked up when it is asked for. Text that is no registry's id throws a `RunError`.
   */
  static fromId(id: pulumi.Input<string>, opts: pulumi.InvokeOptions = {}): RegistryReference {
    return new RegistryReference(referenceTo(id, opts));
  }

  /**
   * The registry with an ARM id, read into the program under a name: its tier and properties are then known to whatever
   * is added to it. The id may be an output.
   */
  static get(name: string, id: pulumi.Input<string>, opts?: pulumi.CustomResourceOptions): RegistryReference {
    return new RegistryReference(readRegistry(name, id, opts));
  }

  /** The home region; looked up when it is asked for. */
  get location(): pulumi.Output<string> {
    return this.#registry.location;
  }

  /** Where clients log in; looked up when it is asked for. */
  get loginServer(): pulumi.Output<string> {
    return this.#registry.loginServer;
  }

  /** The whole name of an image in the registry, by tag or by digest. */
  imageReference(image: ImageArgs): pulumi.Output<string> {
    return imageReference(this.loginServer, image);
  }
}
