import { builtins } from "./builtins";
import type { GoFunction } from "./call";
import { sprig } from "./sprig";

/** Every function that a task file may call: Go's own, and Sprig's, which go before where both have a name. */
export const functions: ReadonlyMap<string, GoFunction> = new Map([...builtins, ...sprig]);

/** Their names. */
export const functionNames: ReadonlySet<string> = new Set(functions.keys());
