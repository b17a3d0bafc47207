import { childKinds, type Path, parseResourceId, type RegistryModel } from "../../model";
import { isIdOf } from "../../model/ids";
import { removedChildren } from "../writing/changes";
import { wrongId } from "../writing/resourceIds";
import type { Example, Report } from "../writing/rule";

// What the rules on connected registries share: their page, their examples, and which of them a deployment removes.

export const docs = "https://learn.microsoft.com/azure/container-registry/intro-connected-registry";
export const subject = "connected registries";
/** The ARM id of the registry of the examples. */
export const exampleId =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/images/providers/Microsoft.ContainerRegistry/registries/images";

/** A registry on which connected registries can stand, with some. */
export function withConnected(connectedRegistries: RegistryModel["connectedRegistries"]): Example {
  return { sku: { name: "Premium" }, dataEndpointEnabled: true, connectedRegistries };
}

/** A connected registry below the registry itself, as complete as the service wants it. */
export const factory = {
  connectedRegistryName: "factory",
  mode: "ReadOnly",
  parent: { syncProperties: { tokenId: `${exampleId}/tokens/factory-sync`, messageTtl: "P30D" } },
};

/** A connected registry below {@link factory}. */
export const line = {
  connectedRegistryName: "assembly",
  mode: "ReadOnly",
  parent: {
    id: `${exampleId}/connectedRegistries/factory`,
    syncProperties: { tokenId: `${exampleId}/tokens/assembly-sync`, messageTtl: "P30D" },
  },
};

/** The connected registries that a deployment removes: their names in lower case, and the keys they had. */
export function removedConnected(
  previous: RegistryModel | undefined,
  registry: RegistryModel,
): ReadonlyMap<string, string> {
  return removedChildren(
    previous?.connectedRegistries,
    registry.connectedRegistries,
    ({ connectedRegistryName }) => connectedRegistryName,
  );
}

/** Reports an id that is not one of a token, or of another connected registry, of the same registry. */
export function reportOwnId(
  {
    path,
    given,
    what,
    kind,
  }: {
    readonly path: Path;
    readonly given: string;
    readonly what: string;
    readonly kind: "tokens" | "connectedRegistries";
  },
  { registryName }: RegistryModel,
  report: (report: Report) => void,
): void {
  const wrong = wrongId(kind === "tokens" ? "token" : "connectedRegistry", given);
  if (wrong) {
    const ofRegistry = kind === "connectedRegistries" && isIdOf("registry", given);
    const fix = ofRegistry
      ? "Leave parent.id out: the connected registry is then below the registry itself."
      : wrong.fix;
    report({ path, given, message: `${what} ${wrong.is}.`, allowed: wrong.allowed, fix });
    return;
  }
  const [owner = ""] = parseResourceId(given)?.names ?? [];
  if (registryName === undefined || owner.toLowerCase() === registryName.toLowerCase()) return;
  report({
    path,
    given,
    message: `${what} belongs to the registry "${owner}", not to "${registryName}".`,
    allowed: `A ${childKinds[kind].noun} of "${registryName}".`,
  });
}
