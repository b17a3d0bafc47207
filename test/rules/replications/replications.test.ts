import { describe, expect, it } from "vitest";
import { UNKNOWN } from "../../../src/model";
import { check } from "../../../src/rules/check";
import { replicationRules as rules } from "../../../src/rules/replications/replications";

const premium = (replications: object, rest: object = {}) => ({
  sku: { name: "Premium" },
  location: "westeurope",
  replications,
  ...rest,
});
const replica = (location: string, rest: object = {}) => ({ location, ...rest });

/** What the replication rules say of a model: severity, rule and place. */
const verdicts = (model: object, previous?: object) =>
  check(model, { rules, previous }).map(({ rule, severity, path }) => `${severity} ${rule} ${path.join(".")}`);

describe("cases of the reference", () => {
  it.each<[string, object, string[]]>([
    [
      "C108",
      { sku: { name: "Standard" }, replications: { westus: replica("westus") } },
      ["error REP-01 replications.westus"],
    ],
    [
      "C112",
      premium({ westus: replica("westus", { zoneRedundancy: "Enabled" }) }),
      ["warning REP-08 replications.westus.zoneRedundancy"],
    ],
    ["C114", premium({ westus: replica("westus"), eastus2: replica("eastus2") }), []],
    [
      "C231",
      premium({
        a: replica("australiaeast", { zoneRedundancy: "Enabled" }),
        b: replica("australiacentral", { zoneRedundancy: "Disabled" }),
      }),
      ["warning REP-08 replications.a.zoneRedundancy"],
    ],
    ["A6", premium({ westus: replica("westus", { regionEndpointEnabled: true }) }), []],
    [
      "M2",
      premium({
        francecentral: replica("francecentral"),
        northeurope: replica("northeurope"),
        westeurope: replica("westeurope"),
      }),
      ["warning REP-02 replications.westeurope.location"],
    ],
  ])("%s", (_case, model, expected) => expect(verdicts(model)).toEqual(expected));

  it("A8 a replica that moves is replaced, and the others are left alone", () => {
    const before = premium({ a: replica("northeurope"), b: replica("eastus") });
    const after = premium({ a: replica("uksouth"), b: replica("eastus", { tags: { foo: "bar" } }) });
    expect(verdicts(after, before)).toEqual(["warning REP-05 replications.a.location"]);
  });
});

describe("regions", () => {
  it.each<[string, object, string[]]>([
    [
      "the home region in other words",
      premium({ home: replica("West Europe") }),
      ["warning REP-02 replications.home.location"],
    ],
    ["an unknown home region", premium({ home: replica("westeurope") }, { location: UNKNOWN }), []],
    [
      "one region twice",
      premium({ a: replica("northeurope"), b: replica("North Europe") }),
      ["error REP-04 replications.b.location"],
    ],
    [
      "one region thrice",
      premium({ a: replica("eastus"), b: replica("eastus"), c: replica("eastus") }),
      ["error REP-04 replications.b.location", "error REP-04 replications.c.location"],
    ],
    [
      "twice beside an unknown one",
      premium({ u: replica(UNKNOWN), a: replica("eastus"), b: replica("eastus") }),
      ["error REP-04 replications.b.location"],
    ],
    [
      "a region of another cloud",
      premium({ us: replica("USGov Virginia") }),
      ["error REP-13 replications.us.location"],
    ],
    ["all in Government", premium({ us: replica("usgovtexas") }, { location: "usgovvirginia" }), []],
    ["an unknown tier", premium({ a: replica("northeurope") }, { sku: { name: UNKNOWN } }), []],
    ["none on Basic", { sku: { name: "Basic" }, replications: {} }, []],
  ])("%s", (_name, model, expected) => expect(verdicts(model)).toEqual(expected));

  it("names the other replica of the region", () => {
    const [finding] = check(premium({ a: replica("northeurope"), b: replica("North Europe") }), { rules });
    expect(finding?.related).toEqual([["replications", "a", "location"]]);
  });
});

describe("routing", () => {
  const off = (location: string) => replica(location, { regionEndpointEnabled: false });
  it.each<[string, object, string[]]>([
    [
      "off everywhere",
      premium({ home: off("westeurope"), north: off("northeurope") }),
      ["warning REP-02 replications.home.location", "warning REP-07 replications"].sort(),
    ],
    ["off in every replica but the home region", premium({ north: off("northeurope") }), []],
    [
      "on in one",
      premium({ home: off("westeurope"), north: replica("northeurope") }),
      ["warning REP-02 replications.home.location"],
    ],
  ])("%s", (_name, model, expected) => expect(verdicts(model).sort()).toEqual(expected));
});

describe("over time", () => {
  it("refuses to delete the replica of the home region", () => {
    const before = premium({ home: replica("westeurope"), north: replica("northeurope") });
    expect(verdicts(premium({ north: replica("northeurope") }), before)).toEqual(["error REP-03 replications.home"]);
    expect(verdicts(premium({ home: replica("westeurope") }), before)).toEqual([
      "warning REP-02 replications.home.location",
    ]);
  });
  it("takes two spellings of a region for one", () => {
    expect(verdicts(premium({ a: replica("North Europe") }), premium({ a: replica("northeurope") }))).toEqual([]);
  });
});
