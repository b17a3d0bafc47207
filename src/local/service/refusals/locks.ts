import { textAt } from "../../json";
import { type Refusal, refuse } from "../refusal";
import { key, type Store, type StoredResource } from "../store";

/** The refusal of an operation on a scope that a lock keeps: every lock keeps from deletions, ReadOnly from writes too. */
export function lockRefusal(id: string, operation: "delete" | "write", store: Store): Refusal | undefined {
  const found = store.all().find((lock) => isLock(lock) && keeps(lock, operation) && covers(lock, id));
  return (
    found &&
    refuse(
      "ScopeLocked",
      `The scope '${id}' cannot perform ${operation} operation because following scope(s) are locked: '${scopeOf(found)}'. Please remove the lock and try again.`,
      409,
    )
  );
}

function isLock({ type }: StoredResource): boolean {
  return type.startsWith("authorization:ManagementLock");
}

function keeps({ inputs }: StoredResource, operation: "delete" | "write"): boolean {
  return operation === "delete" || textAt(inputs, "level").toLowerCase() === "readonly";
}

// Locks themselves can always be written and removed.
function covers(lock: StoredResource, id: string): boolean {
  const scope = key(scopeOf(lock));
  return (
    (key(id) === scope || key(id).startsWith(`${scope}/`)) && !/\/Microsoft\.Authorization\/locks\/[^/]+$/i.test(id)
  );
}

function scopeOf({ id }: StoredResource): string {
  return id.split(/\/providers\/Microsoft\.Authorization\//i)[0] ?? id;
}
