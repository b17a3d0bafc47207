import { known, type Path } from "../../model";
import {
  armApiVersion,
  hasProperty,
  isNeutral,
  type VersionedProperty,
  versionedProperties,
  versionsWith,
} from "../../model/apiVersions";
import type { Report, Severity } from "./rule";

/** The date of an API version as a number: 20251101 of `v20251101`, as type tokens write it, and of `2025-11-01`, as ARM does. */
export function dateOfVersion(version: string): number {
  return Number(version.replace(/\D/g, ""));
}

/** Whether an API version has a property that only previews have, from one on; `since` is a date as a number. */
export function isPreviewSince(version: string, since: number): boolean {
  return /preview/i.test(version) && dateOfVersion(version) >= since;
}

/** A part of the model, with what tells its API version. */
interface Versioned {
  readonly origin?: { readonly apiVersion?: string | undefined } | undefined;
}

/**
 * Reports a property that is set although the API version of its resource lacks it: it is not sent, and every other rule
 * takes it for not set. Nothing where the version is not known, or where the value says what leaving it out says.
 *
 * @param written the registry, or the child, as it was written
 * @param place where that is, seen from what the rule looks at
 */
export function reportUnsent(
  property: VersionedProperty,
  written: Versioned | undefined,
  place: Path,
  report: (report: Report) => void,
  severity?: Severity,
): void {
  known(() => {
    const version = written?.origin?.apiVersion;
    if (!version || hasProperty(property, version)) return;
    const steps = property.path.split(".");
    const value = steps.reduce(itemOf, written);
    if (isNeutral(property, value)) return;
    const { neutral, stable, preview, path } = property;
    const [word] = typeof neutral === "object" ? Object.keys(neutral) : [];
    const given = word === undefined ? value : itemOf(value, word);
    report({
      path: [...place, ...steps],
      ...(typeof given === "object" || given === undefined ? {} : { given }),
      message: `API version ${armApiVersion(version)} has no ${path}, so it is not sent.`,
      allowed: versionsWith(property),
      fix: `Use API version ${stable ?? `${preview}-preview`} or later.`,
      ...(severity === undefined ? {} : { severity }),
    });
  });
}

/** A row of the table of properties that not every API version has. */
export function versioned(of: VersionedProperty["of"], path: string): VersionedProperty {
  const row = versionedProperties.find((property) => property.of === of && property.path === path);
  if (!row) throw new Error(`${of} ${path} is in every API version`);
  return row;
}

function itemOf(value: unknown, step: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, step) : undefined;
}
