import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isObject, type Properties } from "./json";

/** What may be made to fail. */
export type Operation = "create" | "read" | "update" | "delete";

/** How it fails: a status of the service, no answer in time, or a create that stops half way. */
export type Failure = "409" | "429" | "500" | "timeout" | "half-done";

/** A failure to come. */
export interface Fault {
  /** The type's key or a part of it, `*` for any: `containerregistry:Replication`. */
  readonly type: string;
  /** A part of the resource's id; absent for any. */
  readonly name?: string;
  readonly operation: Operation;
  readonly failure: Failure;
  /** How often it still happens. */
  readonly times: number;
}

/** The texts of the failures, as Azure words them. */
export const failureText: Readonly<Record<Failure, string>> = {
  "409":
    'Status=409 Code="Conflict" Message="Another operation on the registry is in progress. Please try again later."',
  "429":
    'Status=429 Code="TooManyRequests" Message="The request is being throttled. Please try again after 10 seconds."',
  "500": 'Status=500 Code="InternalServerError" Message="An internal server error occurred."',
  timeout: "context deadline exceeded: the operation did not end in time",
  "half-done": 'Status=500 Code="ProvisioningFailed" Message="The resource was created but its provisioning failed."',
};

const operations: readonly string[] = ["create", "read", "update", "delete"];

/** Reads a fault such as `create containerregistry:Replication 429 2`, or says what is wrong with it. */
export function parseFault(words: readonly string[]): Fault | string {
  const [operation = "", type = "", failure = "", times = "1", name] = words;
  if (!isOperation(operation)) return `"${operation}" is no operation. Allowed: ${operations.join(", ")}.`;
  if (type === "") return "Name the type that fails, for instance containerregistry:Replication, or * for any.";
  if (!isFailure(failure)) return `"${failure}" is no failure. Allowed: ${Object.keys(failureText).join(", ")}.`;
  if (failure === "half-done" && operation !== "create") return "Only a create can stop half way.";
  const count = Number(times);
  if (!Number.isInteger(count) || count < 1)
    return `"${times}" is not how often it happens: give a whole number from 1.`;
  return { operation, type, failure, times: count, ...(name === undefined ? {} : { name }) };
}

/** The faults of a state folder. Each one is used up as it happens. */
export function openFaults(folder: string): (operation: Operation, type: string, id: string) => Failure | undefined {
  return (operation, type, id) => {
    const faults = readFaults(folder);
    const hit = faults.find((fault) => fault.operation === operation && matches(fault, type, id));
    if (!hit) return undefined;
    writeFaults(
      folder,
      faults.flatMap((fault) =>
        fault === hit ? (fault.times > 1 ? [{ ...fault, times: fault.times - 1 }] : []) : [fault],
      ),
    );
    return hit.failure;
  };
}

/** The faults to come. */
export function readFaults(folder: string): Fault[] {
  let text: string;
  try {
    text = readFileSync(join(folder, "faults.json"), "utf8");
  } catch {
    return [];
  }
  const parsed: unknown = JSON.parse(text);
  return Array.isArray(parsed) ? parsed.filter(isFault) : [];
}

/** Sets the faults to come. */
export function writeFaults(folder: string, faults: readonly Fault[]): void {
  writeFileSync(join(folder, "faults.json"), JSON.stringify(faults));
}

function matches(fault: Fault, type: string, id: string): boolean {
  return (fault.type === "*" || type.includes(fault.type)) && (fault.name === undefined || id.includes(fault.name));
}

function isFault(value: unknown): value is Fault {
  return isObject(value) && isComplete(value);
}

function isComplete({ operation, type, failure, times }: Properties): boolean {
  return isOperation(operation) && typeof type === "string" && isFailure(failure) && typeof times === "number";
}

function isOperation(value: unknown): value is Operation {
  return typeof value === "string" && operations.includes(value);
}

function isFailure(value: unknown): value is Failure {
  return typeof value === "string" && Object.hasOwn(failureText, value);
}
