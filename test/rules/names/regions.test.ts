import { describe, expect, it } from "vitest";
import { UNKNOWN } from "../../../src/model";
import { check } from "../../../src/rules";

const found = (model: object) =>
  check({ sku: { name: "Premium" }, ...model })
    .filter(({ rule }) => rule === "LOC-04")
    .map(({ severity, path, fix }) => `${severity} ${path.join(".")}: ${fix}`);

describe("F10, a region that is not known", () => {
  it.each<[object, readonly string[]]>([
    [{ location: "WestEurop" }, ['warning location: Write "westeurope".']],
    [
      { location: "westeurope", replications: { eastus22: { location: "eastus22" } } },
      ['warning replications.eastus22.location: Write "eastus2".'],
    ],
    [
      { replications: { europe: { location: "europe" } } },
      ['warning replications.europe.location: Write "northeurope" or "westeurope".'],
    ],
    [{ location: "us gov virgina" }, ['warning location: Write "usgovvirginia".']],
    [
      { location: "mars-1" },
      ['warning location: Write the region\'s name, for instance "westeurope" or "West Europe".'],
    ],
    [
      { location: "WestEurop", tasks: { build: { location: "West Europ" } } },
      ['warning location: Write "westeurope".'],
    ],
  ])("%j", (model, expected) => expect(found(model)).toEqual(expected));

  it.each(["West Europe", "uk south", "eastus2euap", "China North 3", "USGov Arizona", UNKNOWN, ""])(
    "%s passes",
    (location) => expect(found({ location })).toEqual([]),
  );
});
