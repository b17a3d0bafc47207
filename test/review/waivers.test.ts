import { describe, expect, it } from "vitest";
import { holds, matchesGlob, type Waiver, waiverOf } from "../../src/review/waivers";
import { expiryOf } from "../../src/rules/expiry";
import { cpuTime } from "../cpuTime";

const now = new Date("2026-11-24T09:00:00Z");
const waiver: Waiver = { resource: "images", rule: "R01", reason: "legacy client", expires: "2026-11-24" };
const finding = { rule: "R01", also: [], policy: "acr-admin-user-disabled" };

describe("a glob", () => {
  it.each([
    ["images", "images", true],
    ["Images", "images", true],
    ["images", "images2", false],
    ["im*", "images", true],
    ["*ages", "images", true],
    ["*", "", true],
    ["b*", "abc", false],
    ["*b", "abc", false],
    ["i*a*s", "images", true],
    ["i*g*a*s", "images", false],
    ["ab*ba", "aba", false],
    ["urn:*::images", "urn:pulumi:dev::shop::azure-native:containerregistry:Registry::images", true],
    ["a.c", "abc", false],
    ["[a-z]+", "abc", false],
  ])("%s on %s: %s", (pattern, name, fits) => expect(matchesGlob(pattern, name)).toBe(fits));

  it("takes no more time for a hostile pattern", () => {
    const started = cpuTime();
    expect(matchesGlob(`${"*a".repeat(5_000)}b`, "a".repeat(100_000))).toBe(false);
    expect(cpuTime() - started).toBeLessThan(500);
  });
});

describe("an expiry date", () => {
  it("holds through the whole of its day", () => {
    expect(holds(waiver, new Date("2026-11-24T23:59:59Z"))).toBe(true);
    expect(holds(waiver, new Date("2026-11-25T00:00:00Z"))).toBe(false);
  });
  it.each(["2026-02-31", "2026-13-01", "soon", "24.11.2026", "2026-1-1", ""])("%s is none", (text) =>
    expect(expiryOf(text)).toBeUndefined(),
  );
  it("may have a time", () => expect(expiryOf("2026-11-24T12:00:00Z")?.toISOString()).toBe("2026-11-24T12:00:00.000Z"));
});

describe("a waiver covers", () => {
  it("its rule on its resource", () => expect(waiverOf(finding, ["images"], [waiver], now)).toBe(waiver));
  it("a rule by policy name or another id", () => {
    const byPolicy = { ...waiver, rule: "acr-admin-user-disabled" };
    const byOther = { ...waiver, rule: "g12" };
    expect(waiverOf(finding, ["images"], [byPolicy], now)).toBe(byPolicy);
    expect(waiverOf({ ...finding, also: ["G12"] }, ["images"], [byOther], now)).toBe(byOther);
  });
  it("no other resource, no other rule, and nothing after its date", () => {
    expect(waiverOf(finding, ["other"], [waiver], now)).toBeUndefined();
    expect(waiverOf({ ...finding, rule: "R02", policy: "p" }, ["images"], [waiver], now)).toBeUndefined();
    expect(waiverOf(finding, ["images"], [waiver], new Date("2026-11-26T00:00:00Z"))).toBeUndefined();
  });
});
