import { describe, expect, it } from "vitest";
import { UNKNOWN } from "../../../src/model";
import { scopeMapRules } from "../../../src/rules/access/scopeMaps";
import { check } from "../../../src/rules/check";

const arm =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/images";
const ids = (model: unknown, previous?: unknown) =>
  check(model, { rules: scopeMapRules.filter(({ id }) => id !== "SCM-11"), previous }).map(
    ({ severity, rule }) => `${severity} ${rule}`,
  );
const map = (...actions: unknown[]) => ({ sku: { name: "Standard" }, scopeMaps: { readers: { actions } } });

describe("cases of the reference", () => {
  it.each([
    [
      "C133 (azurerm alone refuses)",
      { scopeMaps: { m: { scopeMapName: "hello_world", actions: ["repositories/app/content/read"] } } },
    ],
    ["C138", map("repositories/*/content/read")],
    ["C139", map("repositories/sample/*/content/read")],
    [
      "B5",
      {
        sku: { name: "Standard" },
        scopeMaps: {
          testscopemap: {
            scopeMapName: "testscopemap",
            description: "Reads all",
            actions: ["repositories/*/content/read"],
          },
        },
      },
    ],
    ["A19", map("repositories/testrepo/content/read", "repositories/testrepo/content/delete")],
    [
      "T5",
      map(
        "repositories/*/content/read",
        "repositories/*/content/write",
        "repositories/*/content/delete",
        "repositories/*/metadata/read",
        "repositories/*/metadata/write",
      ),
    ],
  ])("%s is accepted", (_id, model) =>
    expect(check({ sku: { name: "Basic" }, location: "westeurope", ...model })).toEqual([]),
  );

  it.each([
    ["C136", "repositories/App/content/read", "error SCM-04"],
    ["C137", "repositories/app/content/pull", "error SCM-02"],
    ["C140", "repositories/sample/*/teamA/content/read", "error SCM-05"],
    ["C141", "repositories/sample/teamA*/content/read", "error SCM-05"],
  ])("%s is refused", (_id, action, expected) => {
    expect(
      check({ location: "westeurope", ...map(action) }).map(({ severity, rule }) => `${severity} ${rule}`),
    ).toEqual([expected]);
  });
});

describe("an action", () => {
  it.each([
    ["repositories/team/app_1.x-y/metadata/write", []],
    ["gateway/factory/config/read", []],
    ["gateway/factory/message/write", []],
    ["gateway/factory/message/delete", ["error SCM-03"]],
    ["gateway/config/read", ["error SCM-03"]],
    ["gateway/Factory/config/read", ["error SCM-04"]],
    ["repositories/app/Content/Read", ["error SCM-04"]],
    ["app/content/read", ["error SCM-02"]],
    ["repositories//content/read", ["error SCM-02"]],
    ["repositories/team//app/content/read", ["error SCM-02"]],
    ["repositories/my app/content/read", ["error SCM-02"]],
    ["repositories/app/metadata/delete", ["error SCM-02"]],
    ["repositories/app", ["error SCM-02"]],
    ["repositories/app:latest/content/read", ["error SCM-02"]],
    ["", ["error SCM-02"]],
    ["repositories/**/content/read", ["error SCM-05"]],
    ["repositories/*/app/*/content/read", ["error SCM-05"]],
    ["*/content/read", ["error SCM-02"]],
    ["registry/catalog/read", ["error SCM-09"]],
    ["repositories/_catalog/content/read", ["warning SCM-09"]],
  ])("%s gives %j", (action, expected) => expect(ids(map(action))).toEqual(expected));

  it("says what was most likely meant", () => {
    const fixes = (action: string) => check(map(action), { rules: scopeMapRules }).map(({ fix }) => fix);
    expect(fixes("app/content/read")).toEqual(['Write "repositories/app/content/read".']);
    expect(fixes("repositories/App/content/read")).toEqual(['Write "repositories/app/content/read".']);
  });
  it("that is not known hides nothing of the others", () => {
    expect(ids(map(UNKNOWN, "app/content/read"))).toEqual(["error SCM-02"]);
  });
});

describe("the list of actions", () => {
  it("is required", () => expect(ids({ scopeMaps: { readers: {} } })).toEqual(["error SCM-01"]));
  it("grants nothing when it is empty", () => expect(ids(map())).toEqual(["warning SCM-01"]));
  it("is not missed while it is unknown", () =>
    expect(ids({ scopeMaps: { readers: { actions: UNKNOWN } } })).toEqual([]));
  it.each([
    [500, []],
    [501, ["error SCM-07"]],
  ])("of %i actions gives %j", (amount, expected) => {
    expect(ids(map(...Array.from({ length: amount }, (_, index) => `repositories/app${index}/content/read`)))).toEqual(
      expected,
    );
  });
});

describe("writing without reading", () => {
  const write = "repositories/team/app/content/write";
  it.each([
    ["alone", [write], ["warning SCM-08"]],
    ["with the same repository read", [write, "repositories/team/app/content/read"], []],
    ["with everything read", [write, "repositories/*/content/read"], []],
    ["with the path above read", [write, "repositories/team/*/content/read"], []],
    ["with a sibling read", [write, "repositories/team/web/content/read"], ["warning SCM-08"]],
    ["with a longer name read", [write, "repositories/tea/*/content/read"], ["warning SCM-08"]],
    [
      "on a wildcard, with one repository read",
      ["repositories/team/*/content/write", "repositories/team/app/content/read"],
      ["warning SCM-08"],
    ],
    [
      "on a wildcard, with the same wildcard read",
      ["repositories/team/*/content/write", "repositories/team/*/content/read"],
      [],
    ],
    ["with an action that is not known", [write, UNKNOWN], []],
  ])("%s", (_name, actions, expected) => expect(ids(map(...actions))).toEqual(expected));
});

it("leaves the service's own scope maps alone", () => {
  const scopeMaps = { pull: { scopeMapName: "_repositories_pull", actions: ["repositories/web/content/read"] } };
  expect(ids({ scopeMaps })).toEqual(["error SCM-10"]);
});

it("warns once of the system scope maps that an export writes (RF-16)", () => {
  const scopeMaps = {
    pull: { scopeMapName: "_repositories_pull", actions: ["repositories/*/content/read"] },
    push: {
      scopeMapName: "_repositories_push",
      actions: ["repositories/*/content/write", "repositories/*/content/read"],
    },
  };
  expect(ids({ scopeMaps })).toEqual(["warning SCM-10"]);
});

it("limits the description only where clients are asked for", () => {
  const model = {
    sku: { name: "Basic" },
    location: "westeurope",
    scopeMaps: { readers: { description: "x".repeat(257), actions: ["repositories/app/content/read"] } },
  };
  expect(check(model)).toEqual([]);
  expect(check(model, { rules: scopeMapRules }).map(({ rule }) => rule)).toEqual(["SCM-11"]);
});

describe("a scope map that goes", () => {
  const before = {
    scopeMaps: { readers: { scopeMapName: "Readers", actions: ["repositories/app/content/read"] } },
    tokens: { robot: { scopeMapId: `${arm}/scopeMaps/readers` } },
  };
  it("leaves a token behind", () => {
    expect(ids({ tokens: before.tokens }, before)).toEqual(["warning SCM-12"]);
  });
  it("leaves nothing behind when its token takes another", () => {
    expect(ids({ tokens: { robot: { scopeMapId: `${arm}/scopeMaps/writers` } } }, before)).toEqual([]);
  });
  it("is not gone under another key", () => {
    const scopeMaps = { other: before.scopeMaps.readers };
    expect(ids({ tokens: before.tokens, scopeMaps }, before)).toEqual([]);
  });
});
