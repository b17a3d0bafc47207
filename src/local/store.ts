import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isObject, type Properties } from "./json";

/** One resource of the local Azure. */
export interface StoredResource {
  readonly id: string;
  /** The table's key of its type: `containerregistry:Registry`. */
  readonly type: string;
  /** What it was created with, as the service keeps it. */
  readonly inputs: Properties;
  /** What the service shows of it. */
  readonly outputs: Properties;
}

/** The resources of the local Azure, kept in a file so that the next command finds them. */
export interface Store {
  get(id: string): StoredResource | undefined;
  all(): Iterable<StoredResource>;
  /** The resources below one: a registry's replications, a group's resources. */
  below(id: string): StoredResource[];
  put(resource: StoredResource): void;
  /** Removes a resource and everything below it. */
  remove(id: string): void;
  /** Writes what has changed. */
  flush(): void;
}

/** The file of the local Azure in a state folder. */
export function storeFile(folder: string): string {
  return join(folder, "azure.json");
}

/** Opens the store in a file; a missing file is an empty Azure. */
export function openStore(file: string): Store {
  const resources = new Map<string, StoredResource>(read(file).map((resource) => [key(resource.id), resource]));
  let timer: NodeJS.Timeout | undefined;
  const flush = () => {
    if (!timer) return;
    clearTimeout(timer);
    timer = undefined;
    mkdirSync(dirname(file), { recursive: true });
    // A reader never sees half a file, whenever this process is stopped.
    writeFileSync(`${file}.part`, JSON.stringify([...resources.values()]));
    renameSync(`${file}.part`, file);
  };
  // One write for a burst of changes: the file grows with the deployment.
  const changed = () => {
    timer ??= setTimeout(flush, 20);
  };
  return {
    get: (id) => resources.get(key(id)),
    all: () => resources.values(),
    below: (id) => [...resources.values()].filter((resource) => key(resource.id).startsWith(`${key(id)}/`)),
    put: (resource) => {
      resources.set(key(resource.id), resource);
      changed();
    },
    remove: (id) => {
      for (const name of [...resources.keys()]) {
        if (name === key(id) || name.startsWith(`${key(id)}/`)) resources.delete(name);
      }
      changed();
    },
    flush,
  };
}

/** Forgets everything in a state folder. */
export function resetStore(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

function read(file: string): StoredResource[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return [];
  }
  const parsed: unknown = JSON.parse(text);
  return Array.isArray(parsed) ? parsed.filter(isStored) : [];
}

function isStored(value: unknown): value is StoredResource {
  return isObject(value) && typeof value.id === "string" && typeof value.type === "string" && isObject(value.inputs);
}

function key(id: string): string {
  return id.replace(/\/+$/, "").toLowerCase();
}
