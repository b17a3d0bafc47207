import { describe, expect, it } from "vitest";
import { levelIn, type ProfileName, profileNames, profiles, profilesOf } from "../../src/review/profiles";
import { rules } from "../../src/rules/book";

const rule = (id: string) => {
  const found = rules.find((each) => each.id === id);
  if (!found) throw new Error(`no rule ${id}`);
  return found;
};
const level = (profile: ProfileName, id: string) => levelIn(profile, rule(id));

describe("the profiles", () => {
  it.each<[ProfileName, string, string]>([
    ["baseline", "mandatory", "R01 R02 R27 G20 G23 G31 G36 G42 G46 G48"],
    ["baseline", "advisory", "R03 R05 R11 R22 R24 R30 R34 R35 R41 G10 G21 G22 G30 G32 G33 G60 G63 G65 G77"],
    ["baseline", "disabled", "R04 R06 R14 R15 R16 R20 R21 R23 R39 R40 R43 R44"],
    ["baseline", "disabled", "R10 R12 R13 R17 R25 R26 R31 R32 G15 G24 G37 G38 G40 G41 G49 G50 G54 G64 G66 G70 G72 G78"],
    ["private", "mandatory", "R01 G46 R10 R11 R12 R13 R14"],
    ["private", "advisory", "R03 R15 R16 R17 G38 G49 G50"],
    ["resilient", "mandatory", "R01 R14 R31"],
    ["resilient", "advisory", "R11 R32"],
    ["regulated", "mandatory", "R01 R20 R21 R34 R41"],
    ["regulated", "advisory", "R11 R32 R39 R40 G54 G78"],
    ["abac", "mandatory", "R01"],
    ["abac", "advisory", "R11 G64"],
    ["all", "mandatory", "R01 R02 G20"],
    ["all", "advisory", "R10 R16 R23 R24 R25 R39 R44 G37 G79"],
    ["none", "disabled", "R01 R10 R20 G20"],
  ])("%s: %s %s", (profile, expected, ids) => {
    expect(ids.split(" ").filter((id) => level(profile, id) !== expected)).toEqual([]);
  });
});

it("every profile but `none` contains the baseline", () => {
  for (const name of profileNames.filter((each) => each !== "none")) {
    for (const each of rules.filter(({ posture }) => posture)) {
      const [ours, theirs] = [levelIn(name, each), levelIn("baseline", each)];
      if (theirs !== "disabled") expect([name, each.id, ours]).not.toContain("disabled");
      if (theirs === "mandatory") expect([name, each.id, ours]).toContain("mandatory");
    }
  }
});

it("gives validity rules the level of their own severity in every profile", () => {
  for (const name of profileNames) {
    expect(level(name, "NET-02")).toBe("mandatory");
    expect(level(name, "ZR-04")).toBe("advisory");
  }
});

it("names every id of a profile after a rule", () => {
  const called = new Set(rules.flatMap(({ id, also = [] }) => [id, ...also]));
  const named = profileNames.flatMap((name) => [...profiles[name].mandatory, ...profiles[name].advisory]);
  expect([...new Set(named)].filter((id) => !called.has(id))).toEqual([]);
});

it("tells which profiles raise a rule", () => {
  expect(profilesOf(rule("R10"))).toEqual([
    { profile: "private", level: "mandatory" },
    { profile: "all", level: "advisory" },
  ]);
});
