// What the keys of a task file take. This table is what the runner reads; any other key it passes over.

/** What a key takes: a text, a whole number, a truth value, lists of these, or objects with keys of their own. */
export type Field =
  | "text"
  | "whole"
  | "flag"
  | "texts"
  | "wholes"
  | "textMap"
  | { readonly listOf: Shape }
  | { readonly object: Shape };

/** The keys of an object, each with what it takes. */
export type Shape = { readonly [key: string]: Field };

/** A volume in a step. */
export const mountShape = { name: "text", mountPath: "text" } as const satisfies Shape;

/** A step. */
export const stepShape = {
  id: "text",
  build: "text",
  cmd: "text",
  push: "texts",
  when: "texts",
  timeout: "whole",
  startDelay: "whole",
  retries: "whole",
  retryDelay: "whole",
  retryOnErrors: "texts",
  repeat: "whole",
  ignoreErrors: "flag",
  keep: "flag",
  detach: "flag",
  privileged: "flag",
  user: "text",
  network: "text",
  isolation: "text",
  cpus: "text",
  cache: "text",
  pull: "flag",
  cmdDownloadRetries: "whole",
  cmdDownloadRetryDelay: "whole",
  entryPoint: "text",
  workingDirectory: "text",
  disableWorkingDirectoryOverride: "flag",
  expose: "texts",
  ports: "texts",
  env: "texts",
  volumeMounts: { listOf: mountShape },
  exitedWith: "wholes",
  exitedWithout: "wholes",
} as const satisfies Shape;

/** A secret of a vault. */
export const secretShape = { id: "text", keyvault: "text", clientID: "text" } as const satisfies Shape;

/** A network. */
export const networkShape = {
  name: "text",
  driver: "text",
  ipv6: "flag",
  skipCreation: "flag",
  isDefault: "flag",
} as const satisfies Shape;

/** A volume. */
export const volumeShape = { name: "text", secret: "textMap" } as const satisfies Shape;

/** A task file. */
export const taskShape = {
  version: "text",
  stepTimeout: "whole",
  workingDirectory: "text",
  env: "texts",
  secrets: { listOf: secretShape },
  networks: { listOf: networkShape },
  volumes: { listOf: volumeShape },
  steps: { listOf: stepShape },
} as const satisfies Shape;

/** What stands under `alias`, which the runner reads first and by itself. */
export const aliasShape = { src: "texts", values: "textMap", directive: "text" } as const satisfies Shape;
