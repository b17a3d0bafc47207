import type { Properties } from "../json";
import type { Store, StoredResource } from "./store";

/** A refusal of the service: its status, its code and its text, as azure-native shows them. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly text: string,
  ) {
    super(`Status=${status} Code="${code}" Message="${text}"`);
  }
}

/** A refusal, with HTTP 400 unless told otherwise. */
export function refuse(code: string, text: string, status = 400): Refusal {
  return new Refusal(status, code, text);
}

/** A write that the service is asked for. */
export interface Write {
  readonly type: string;
  readonly id: string;
  readonly inputs: Properties;
  /** The resource as it was; `undefined` when it is new. */
  readonly before: StoredResource | undefined;
  readonly store: Store;
  /** The registry that it is a child of. */
  readonly registry: StoredResource | undefined;
}

/** Looks at a write and says what the service has against it. */
export type Check = (write: Write) => Refusal | undefined;

/** Whether a tier is Premium. The service reads tiers whatever their case. */
export function isPremium(tier: string): boolean {
  return tier.toLowerCase() === "premium";
}

/** Whether a status such as `enabled` or `Enabled` is on. */
export function isOn(value: unknown): boolean {
  return typeof value === "string" && value.toLowerCase() === "enabled";
}

/** Whether a status such as `disabled` or `Disabled` is given and off. */
export function isOff(value: unknown): boolean {
  return typeof value === "string" && value.toLowerCase() === "disabled";
}
