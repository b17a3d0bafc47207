import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { isObject, type Properties } from "../json";

/** One resource of the local Azure. */
export interface StoredResource {
  readonly id: string;
  /** The table's key of its type: `containerregistry:Registry`. */
  readonly type: string;
  /** What it was created with, as the service keeps it. */
  readonly inputs: Properties;
  /** What the service shows of it. */
  readonly outputs: Properties;
  /** When it was created, as ISO 8601. */
  readonly createdAt: string;
  /** Whether no program made it here: it was declared to exist. */
  readonly elsewhere?: true;
}

/** The resources of the local Azure, kept in a file so that the next command finds them. */
export interface Store {
  get(id: string): StoredResource | undefined;
  /** The resources of one type, or all. */
  all(type?: string): StoredResource[];
  /** The resources below one: a registry's replications, a group's resources; of one type, or all. */
  below(id: string, type?: string): StoredResource[];
  put(resource: StoredResource): void;
  /** Removes a resource and everything below it. */
  remove(id: string): void;
  /** Writes what has changed. */
  flush(): void;
}

const fileName = "azure.state";
const keyName = "azure.key";
const lockName = "azure.lock";

/** What a state folder holds: the resources, the failures to come, the stacks and what belongs to them. */
const contents = new Set([
  fileName,
  `${fileName}.part`,
  keyName,
  lockName,
  "faults.json",
  "stack",
  "config",
  "plugins",
  ".pulumi",
  ".gitignore",
]);

/** Opens the store in a folder; a folder without one is an empty Azure. */
export function openStore(folder: string): Store {
  const file = join(folder, fileName);
  const resources = new Map<string, StoredResource>();
  // What is not written yet; `undefined` for what is removed.
  const changes = new Map<string, StoredResource | undefined>();
  let seen = "";
  let timer: NodeJS.Timeout | undefined;
  const load = () => {
    const version = versionOf(file);
    if (version === seen) return;
    seen = version;
    resources.clear();
    for (const resource of read(folder)) resources.set(key(resource.id), resource);
  };
  load();
  const flush = () => {
    if (!timer) return;
    clearTimeout(timer);
    timer = undefined;
    mkdirSync(dirname(file), { recursive: true });
    locked(folder, () => {
      // Another process may have written meanwhile, for another stack.
      load();
      for (const [id, resource] of changes) {
        if (resource) resources.set(id, resource);
        else resources.delete(id);
      }
      changes.clear();
      // A reader never sees half a file, whenever this process is stopped.
      writeFileSync(`${file}.part`, encrypted(folder, JSON.stringify([...resources.values()])));
      renameSync(`${file}.part`, file);
      seen = versionOf(file);
    });
  };
  // One write for a burst of changes: the file grows with the deployment.
  const changed = () => {
    timer ??= setTimeout(flush, 20);
  };
  const chosen = (list: Iterable<StoredResource>, type: string | undefined) =>
    [...list].filter((resource) => type === undefined || resource.type === type);
  return {
    get: (id) => resources.get(key(id)),
    all: (type) => chosen(resources.values(), type),
    below: (id, type) => {
      const above = `${key(id)}/`;
      return chosen(resources.values(), type).filter((resource) => key(resource.id).startsWith(above));
    },
    put: (resource) => {
      resources.set(key(resource.id), resource);
      changes.set(key(resource.id), resource);
      changed();
    },
    remove: (id) => {
      for (const name of [...resources.keys()]) {
        if (name !== key(id) && !name.startsWith(`${key(id)}/`)) continue;
        resources.delete(name);
        changes.set(name, undefined);
      }
      changed();
    },
    flush,
  };
}

/** Forgets everything in a state folder. A folder that holds anything else is left alone. */
export function resetStore(folder: string): void {
  if (!existsSync(folder)) return;
  const foreign = readdirSync(folder).filter((name) => !contents.has(name));
  if (foreign.length) {
    throw new Error(
      `${folder} is not only a state folder, it holds ${foreign.slice(0, 3).join(", ")}: nothing is removed.`,
    );
  }
  for (const name of contents) rmSync(join(folder, name), { recursive: true, force: true });
  rmdirSync(folder);
}

/** An id as it is compared: Azure reads ids whatever their case. */
export function key(id: string): string {
  return id.replace(/\/+$/, "").toLowerCase();
}

/** Which writing of a file is the newest: every writing makes a new file. */
function versionOf(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  return found ? `${found.ino}/${found.mtimeMs}/${found.size}` : "";
}

const lockMilliseconds = 2_000;

/** Does a piece of work while no other process does one in the same folder. */
function locked(folder: string, work: () => void): void {
  const lock = join(folder, lockName);
  for (const started = Date.now(); !taken(lock); pause(5)) {
    // Whoever held it for so long was stopped in the middle.
    if (Date.now() - started > lockMilliseconds) rmSync(lock, { recursive: true, force: true });
  }
  try {
    work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function taken(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

// The engine hands secrets to a provider that takes none as plain values, as azure-native is. So that none of them lies in
// plain text on the disk, whichever value the program marked, the whole file is encrypted.
function encrypted(folder: string, text: string): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", keyOf(folder), nonce);
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

function keyOf(folder: string): Buffer {
  const file = join(folder, keyName);
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, randomBytes(32), { mode: 0o600 });
  }
  return readFileSync(file);
}

function read(folder: string): StoredResource[] {
  const file = join(folder, fileName);
  if (!existsSync(file)) return [];
  try {
    const bytes = readFileSync(file);
    const decipher = createDecipheriv("aes-256-gcm", keyOf(folder), bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(12, 28));
    const text = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed.filter(isStored) : [];
  } catch {
    throw new Error(`${file} cannot be read. "acr-local reset" starts anew.`);
  }
}

function isStored(value: unknown): value is StoredResource {
  return isObject(value) && typeof value.id === "string" && typeof value.type === "string" && isObject(value.inputs);
}
