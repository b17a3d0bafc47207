import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UNKNOWN } from "../../src/model";
import { rules } from "../../src/rules/book";
import { type CheckOptions, check } from "../../src/rules/check";
import { describeFinding } from "../../src/rules/describe";
import { type Finding, formatPath } from "../../src/rules/finding";
import { anyJson, anyRegistry, type Json, picks, reordered, withSome } from "./arbitrary";

const now = new Date("2026-11-24T00:00:00Z");
const all: CheckOptions = { now, rules };
// Models are large, so shrinking one takes minutes: the seed that a failure prints brings it back instead.
const runs = { numRuns: 300, endOnFailure: true };

/** Findings as rule and place, those of a kind only. */
const marks = (findings: readonly Finding[], of: (finding: Finding) => boolean) =>
  new Set(findings.filter(of).map(({ rule, path }) => `${rule} ${formatPath(path)}`));
/** The places that findings name at all: one about several resources may move to another of them. */
const named = (findings: readonly Finding[], of: (finding: Finding) => boolean) =>
  new Set(
    findings
      .filter(of)
      .flatMap(({ rule, path, related }) => [path, ...related].map((place) => `${rule} ${formatPath(place)}`)),
  );
const added = (after: ReadonlySet<string>, before: ReadonlySet<string>) =>
  [...after].filter((mark) => !before.has(mark));
const isError = ({ severity, rule }: Finding) => severity === "error" && !rule.startsWith("SHAPE");

/** What every list of findings has, whatever was checked. */
function expectFindings(findings: readonly Finding[]): void {
  expect(Array.isArray(findings)).toBe(true);
  for (const finding of findings) {
    expect(finding.message).not.toMatch(/undefined|\[object Object\]|NaN/);
    expect(describeFinding(finding).length).toBeGreaterThan(20);
  }
}

describe("check", { timeout: 120_000 }, () => {
  it("gives findings for any JSON, and never an exception", () => {
    fc.assert(
      fc.property(anyJson, fc.option(anyJson), (model, previous) => {
        expectFindings(check(model, { ...all, previous: previous ?? undefined }));
      }),
      runs,
    );
  });

  it("gives findings for any registry with junk and unknown values anywhere", () => {
    fc.assert(
      fc.property(anyRegistry, anyRegistry, picks, picks, anyJson, (model, previous, junkAt, unknownAt, junk) => {
        const spoilt = withSome(withSome(model, junkAt, junk), unknownAt, UNKNOWN);
        expectFindings(check(spoilt, { ...all, previous: withSome(previous, unknownAt, UNKNOWN) }));
      }),
      runs,
    );
  });

  it("never finds another error because a value is unknown", () => {
    fc.assert(
      fc.property(anyRegistry, fc.option(anyRegistry), picks, (model, previous, unknownAt) => {
        const options = { ...all, previous: previous ?? undefined };
        // A change that is refused speaks for what the configuration alone is refused for: both count as found.
        const before = named([...check(model, options), ...check(model, all)], isError);
        const after = marks(check(withSome(model, unknownAt, UNKNOWN), options), isError);
        expect(added(after, before)).toEqual([]);
      }),
      { ...runs, numRuns: 600 },
    );
  });

  it("never finds another missing tier on a higher tier", () => {
    fc.assert(
      fc.property(anyRegistry, (model) => {
        const [basic, standard, premium] = ["Basic", "Standard", "Premium"].map((name) =>
          marks(check({ ...model, sku: { name } }, all), ({ needs }) => needs !== undefined),
        );
        expect(added(standard ?? new Set(), basic ?? new Set())).toEqual([]);
        expect(added(premium ?? new Set(), standard ?? new Set())).toEqual([]);
        expect([...(premium ?? [])]).toEqual([]);
      }),
      runs,
    );
  });

  it("finds the same in whatever order keys are written", () => {
    fc.assert(
      fc.property(anyRegistry, anyRegistry, picks, fc.nat({ max: 60_000 }), (model, previous, unknownAt, seed) => {
        const marked = withSome(model, unknownAt, UNKNOWN);
        const findings = check(marked, { ...all, previous });
        expect(check(reordered(marked, seed), { ...all, previous: reordered(previous, seed) })).toEqual(findings);
      }),
      runs,
    );
  });

  it("finds the same after a round trip through JSON", () => {
    fc.assert(
      fc.property(anyRegistry, picks, (model, unknownAt) => {
        const marked = withSome(model, unknownAt, UNKNOWN);
        const again: Json = JSON.parse(JSON.stringify(marked));
        expect(check(again, all)).toEqual(check(marked, all));
      }),
      runs,
    );
  });

  it("does not change what it is given", () => {
    fc.assert(
      fc.property(anyRegistry, (model) => {
        const text = JSON.stringify(model);
        check(model, all);
        expect(JSON.stringify(model)).toBe(text);
      }),
      { ...runs, numRuns: 50 },
    );
  });
});
