import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { nearest } from "../../model/nearestWord";
import { isObject } from "../json";
import { resourceTypes } from "../types/resourceTypes";

/** What may be made to fail. */
export type Operation = "create" | "read" | "update" | "delete";

/** How it fails: a status of the service, no answer in time, or a create that stops half way. */
export type Failure = "409" | "429" | "500" | "timeout" | "half-done";

/** A failure to come. */
export interface Fault {
  readonly operation: Operation | "*";
  /** The type, with `*` for any text: `containerregistry:Replication`, `*Replication`, `*`. */
  readonly type: string;
  readonly failure: Failure;
  /** How often it still happens. */
  readonly times: number;
  /** The resource's name in Azure, with `*` for any text; absent for any. */
  readonly name?: string;
}

/** Says whether an operation is to fail, and counts it. */
export type TakeFault = (operation: Operation, type: string, id: string) => Failure | undefined;

/** The texts of the failures, in the form in which azure-native passes them on. */
export const failureText: Readonly<Record<Failure, string>> = {
  "409":
    'Status=409 Code="Conflict" Message="Another operation on the resource is in progress. Please try again later."',
  "429":
    'Status=429 Code="TooManyRequests" Message="The request is being throttled. Please try again after 10 seconds."',
  "500": 'Status=500 Code="InternalServerError" Message="An internal server error occurred."',
  timeout: "operation timed out",
  "half-done": 'Status=500 Code="ProvisioningFailed" Message="The resource was created but its provisioning failed."',
};

const operations: readonly string[] = ["create", "read", "update", "delete", "*"];

/** Reads a fault such as `create containerregistry:Replication 429 2 westeurope`, or says what is wrong with it. */
export function parseFault(words: readonly string[]): Fault | string {
  const [operation = "", type = "", failure = "", times = "1", name] = words;
  if (!isOperation(operation)) return `"${operation}" is not an operation. Allowed: ${operations.join(", ")}.`;
  if (type === "") return "Name the type that fails, for instance containerregistry:Replication, or * for any.";
  const unmatched = unmatchedType(type);
  if (unmatched !== undefined) return unmatched;
  if (!isFailure(failure)) return `"${failure}" is not a failure. Allowed: ${Object.keys(failureText).join(", ")}.`;
  if (failure === "half-done" && operation !== "create") return "Only a create can stop half way.";
  const count = Number(times);
  if (!Number.isInteger(count) || count < 1) {
    return `"${times}" is not how often it happens: give a whole number from 1.`;
  }
  return { operation, type, failure, times: count, ...(name === undefined ? {} : { name }) };
}

/** What is wrong with a type that no resource here has. A type that only azure-native knows is taken as it is. */
function unmatchedType(type: string): string | undefined {
  const known = Object.keys(resourceTypes);
  if (known.some((one) => isLike(one, type))) return undefined;
  const classes = new Map(known.map((one) => [one.split(":")[1] ?? one, one]));
  const bare = type.replace(/^.*:|\*/g, "");
  const near = nearest(type, known) ?? classes.get(nearest(bare, classes.keys()) ?? "");
  if (near !== undefined) return `"${type}" is not the type of any resource. Do you mean ${near}?`;
  return /^[\w*]+:[\w*]+$/.test(type)
    ? undefined
    : `"${type}" is not the type of any resource: write it as containerregistry:Replication, or *Replication.`;
}

/** Reads the faults of the variable `ACR_LOCAL_FAULTS`: as above, with `;` between them. Throws when one is wrong. */
export function parseFaults(text: string): Fault[] {
  return text
    .split(";")
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => {
      const fault = parseFault(part.split(/\s+/));
      if (typeof fault === "string") throw new Error(`ACR_LOCAL_FAULTS: ${fault}`);
      return fault;
    });
}

/** The faults of one run, from the variable, and those of a state folder, which are used up as they happen. */
export function openFaults(folder: string, ofThisRun: readonly Fault[] = []): TakeFault {
  let own = [...ofThisRun];
  return (operation, type, id) => {
    const hits = (fault: Fault) => matches(fault, operation, type, id);
    const hit = own.find(hits);
    if (hit) {
      own = usedUp(own, hit);
      return hit.failure;
    }
    const faults = readFaults(folder);
    const kept = faults.find(hits);
    if (kept) writeFaults(folder, usedUp(faults, kept));
    return kept?.failure;
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

function usedUp(faults: readonly Fault[], hit: Fault): Fault[] {
  return faults.flatMap((fault) => {
    if (fault !== hit) return [fault];
    return fault.times > 1 ? [{ ...fault, times: fault.times - 1 }] : [];
  });
}

function matches(fault: Fault, operation: Operation, type: string, id: string): boolean {
  return (
    (fault.operation === "*" || fault.operation === operation) &&
    isLike(type, fault.type) &&
    (fault.name === undefined || isLike(id.split("/").at(-1) ?? "", fault.name))
  );
}

function isLike(text: string, glob: string): boolean {
  const pattern = glob
    .split("*")
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"))
    .join(".*");
  return new RegExp(`^${pattern}$`, "i").test(text);
}

function isFault(value: unknown): value is Fault {
  if (!isObject(value)) return false;
  const { operation, type, failure, times } = value;
  return isOperation(operation) && typeof type === "string" && isFailure(failure) && typeof times === "number";
}

function isOperation(value: unknown): value is Operation | "*" {
  return typeof value === "string" && operations.includes(value);
}

function isFailure(value: unknown): value is Failure {
  return typeof value === "string" && Object.hasOwn(failureText, value);
}
