import { type Properties, textAt } from "../json";
import type { Made, StandIn } from "./standIn";

const parts = (at: Date): Properties => ({
  year: at.getUTCFullYear(),
  month: at.getUTCMonth() + 1,
  day: at.getUTCDate(),
  hour: at.getUTCHours(),
  minute: at.getUTCMinutes(),
  second: at.getUTCSeconds(),
  unix: Math.floor(at.getTime() / 1000),
});

/** RFC 3339 without fractions, as the provider writes it. */
const rfc3339 = (at: Date) => `${at.toISOString().slice(0, 19)}Z`;

function baseOf(inputs: Properties, name: string): Date {
  const given = textAt(inputs, name);
  const base = given === "" ? new Date() : new Date(given);
  if (Number.isNaN(base.getTime())) throw new Error(`${name}: "${given}" is not a time as RFC 3339 writes it.`);
  return base;
}

/** A time that is so many years, months, … after another. */
function later(base: Date, inputs: Properties, prefix: string): Date {
  const of = (unit: string) => Number(inputs[`${prefix}${unit}`] ?? 0);
  const moved = new Date(base);
  moved.setUTCFullYear(moved.getUTCFullYear() + of("Years"), moved.getUTCMonth() + of("Months"));
  const seconds = ((of("Days") * 24 + of("Hours")) * 60 + of("Minutes")) * 60 + of("Seconds");
  return new Date(moved.getTime() + seconds * 1000);
}

function fixed(inputs: Properties): Made {
  const at = baseOf(inputs, "rfc3339");
  return { id: rfc3339(at), outputs: { rfc3339: rfc3339(at), ...parts(at) } };
}

function offset(inputs: Properties): Made {
  const base = baseOf(inputs, "baseRfc3339");
  const at = later(base, inputs, "offset");
  return { id: rfc3339(base), outputs: { baseRfc3339: rfc3339(base), rfc3339: rfc3339(at), ...parts(at) } };
}

function rotating(inputs: Properties): Made {
  const base = baseOf(inputs, "rfc3339");
  const end = textAt(inputs, "rotationRfc3339") || rfc3339(later(base, inputs, "rotation"));
  return { id: rfc3339(base), outputs: { rfc3339: rfc3339(base), rotationRfc3339: end, ...parts(base) } };
}

/** The provider time. Nothing waits: in the local Azure nothing takes any time. */
export const time: Readonly<Record<string, StandIn>> = {
  Static: { make: fixed },
  Offset: { make: offset },
  Rotating: {
    make: rotating,
    isOver: (outputs) => new Date(textAt(outputs, "rotationRfc3339")).getTime() < Date.now(),
  },
  Sleep: { make: () => ({ id: rfc3339(new Date()), outputs: {} }) },
};
