import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Properties } from "../../src/local/json";
import { checkInputs } from "../../src/local/provider/check";
import { openAzure, type Target } from "../../src/local/service/azure";
import { openFaults, parseFaults } from "../../src/local/service/faults";
import { openStore, type Store, type StoredResource } from "../../src/local/service/store";
import { account } from "../../src/local/types/armIds";

export const group = "platform";
export const groupPath = `/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/${group}`;
/** A resource group that the local Azure does not know: what is in it is taken as existing. */
export const elsewherePath = groupPath.replace(group, "elsewhere");
export const registryPath = `${groupPath}/providers/Microsoft.ContainerRegistry/registries/images`;

/** A local Azure with a resource group, driven as the engine drives the provider: check, then create or update. */
export interface Place {
  readonly store: Store;
  readonly folder: string;
  /** Creates or updates; gives what the provider or the service says against it, or `undefined`. */
  readonly write: (
    type: string,
    inputs: Properties,
    version?: string,
    subscriptionId?: string,
  ) => Promise<string | undefined>;
  readonly get: (id: string) => StoredResource | undefined;
  readonly remove: (type: string, id: string) => Promise<string | undefined>;
}

/** Makes one for the running test, with the faults of a text. */
export async function place(faults = ""): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), "acr-azure-"));
  const store = openStore(folder);
  onTestFinished(() => {
    store.flush();
    rmSync(folder, { recursive: true, force: true });
  });
  const azure = openAzure(store, openFaults(folder, parseFaults(faults)), 10);
  const ids = new Map<string, string>();
  const made: Place = {
    store,
    folder,
    get: (id) => store.get(id),
    remove: (type, id) =>
      messageOf(() =>
        azure.delete({ type, name: "x", version: undefined, subscriptionId: account.subscriptionId }, id),
      ),
    write: async (type, inputs, version, subscriptionId = account.subscriptionId) => {
      const target: Target = { type, name: "resource", version, subscriptionId };
      const news = type === "resources:ResourceGroup" ? inputs : { resourceGroupName: group, ...inputs };
      const checked = checkInputs(target, {}, news, {
        store,
        seed: "seed",
        autonaming: undefined,
        location: undefined,
      });
      if (checked.failures.length) return checked.failures.join("\n");
      const key = JSON.stringify([
        type,
        subscriptionId,
        Object.entries(checked.inputs).filter(([name]) => /Name$/.test(name)),
      ]);
      const known = ids.get(key);
      return messageOf(async () => {
        const written = await (known
          ? azure.update(target, known, checked.inputs)
          : azure.create(target, checked.inputs));
        ids.set(key, written.id);
        if (written.halfDone) throw new Error(written.halfDone);
      });
    },
  };
  await made.write("resources:ResourceGroup", { resourceGroupName: group, location: "westeurope" });
  return made;
}

/** Writes the registry `images` in a place. */
export function writeRegistry({ write }: Place, { sku = "Premium", ...more }: Properties = {}, version?: string) {
  return write("containerregistry:Registry", { registryName: "images", sku: { name: sku }, ...more }, version);
}

async function messageOf(work: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
