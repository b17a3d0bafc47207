import { describe, expect, it } from "vitest";
import { UNKNOWN } from "../../../src/model";
import { scopeMapRules } from "../../../src/rules/access/scopeMaps";
import { tokenCredentialRules } from "../../../src/rules/access/tokenCredentials";
import { tokenRules } from "../../../src/rules/access/tokens";
import { check } from "../../../src/rules/check";
import type { Rule } from "../../../src/rules/writing/rule";
import { cpuTime } from "../../cpuTime";

const every = [...tokenRules, ...tokenCredentialRules];

const now = new Date("2026-11-23T12:00:00Z");
const arm =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.ContainerRegistry";
const ids = (model: unknown, previous?: unknown, rules: readonly Rule[] = every) =>
  check(model, { now, rules, previous }).map(({ severity, rule }) => `${severity} ${rule}`);
const token = (value: object) => ({ sku: { name: "Premium" }, location: "westeurope", tokens: { reader: value } });
const passwords = (...slots: object[]) => token({ credentials: { passwords: slots } });

describe("cases of the reference", () => {
  it.each([
    ["C126", { sku: { name: "Basic" }, tokens: { reader: { tokenName: "reader-token" } } }],
    ["C127 (azurerm alone refuses)", token({ tokenName: "5five" })],
    ["C128", token({ tokenName: "five-123" })],
    [
      "C232",
      passwords(
        { name: "password1", expiry: "2028-11-23T12:00:00Z" },
        { name: "password2", expiry: "2027-11-23T12:00:00Z" },
      ),
    ],
    ["C233", passwords()],
    ["A23", passwords({ name: "password1" })],
    [
      "T5",
      {
        sku: { name: "Standard" },
        scopeMaps: {
          readonly: { actions: ["repositories/*/content/read", "repositories/*/metadata/read"] },
          cicd: { actions: ["repositories/myapp/content/read", "repositories/myapp/content/write"] },
        },
        tokens: {
          "readonly-token": {
            scopeMapId: `${arm}/registries/images/scopeMaps/readonly`,
            credentials: { passwords: [{ name: "password1", expiry: "2028-11-23T12:00:00Z" }] },
          },
          "devops-token2": { scopeMapId: `${arm}/registries/images/scopeMaps/devops` },
        },
      },
    ],
  ])("%s is accepted", (_id, model) => expect(check(model, { now })).toEqual([]));

  it.each([
    ["C129", passwords({ name: "password3" }), "error TOK-03"],
    ["C130", passwords({ name: "password1" }, { name: "password1" }), "error TOK-07"],
    ["C131", passwords({ name: "password1", expiry: "tomorrow" }), "error TOK-05"],
  ])("%s is refused", (_id, model, expected) => {
    expect(check(model, { now }).map(({ severity, rule }) => `${severity} ${rule}`)).toEqual([expected]);
  });
});

describe("the scope map of a token", () => {
  it("may be a map of the same registry, in any case of the id", () => {
    const scopeMapId = `${arm}/registries/IMAGES/scopeMaps/_repositories_pull`;
    expect(ids({ registryName: "images", ...token({ scopeMapId }) })).toEqual([]);
  });
  it("is refused when it belongs to another registry", () => {
    const scopeMapId = `${arm}/registries/other/scopeMaps/readers`;
    expect(ids({ registryName: "images", ...token({ scopeMapId }) })).toEqual(["error TOK-01"]);
  });
  it("is refused when it is another resource's id", () => {
    expect(ids(token({ scopeMapId: `${arm}/registries/images/tokens/reader` }))).toEqual(["error TOK-01"]);
  });
  it("is judged by its form while the registry's name is not known", () => {
    expect(ids({ registryName: UNKNOWN, ...token({ scopeMapId: "readers" }) })).toEqual(["error TOK-01"]);
  });
});

describe("a token's status", () => {
  it.each([
    ["enabled", []],
    ["disabled", []],
    ["Enabled", ["warning TOK-02"]],
    ["off", ["error TOK-02"]],
  ])("%s gives %j", (status, expected) => expect(ids(token({ status }))).toEqual(expected));
});

describe("the expiry of a credential", () => {
  it.each([
    ["2027-02-28T00:00:00Z", []],
    ["2027-02-28T00:00:00.123+01:00", []],
    ["2027-02-30T00:00:00Z", ["error TOK-05"]],
    ["2027-02-28", ["warning TOK-05"]],
    ["2026-11-23T12:00:00Z", ["error TOK-05"]],
    ["2026-11-23T12:00:01Z", []],
    ["2026-11-23T13:00:00+02:00", ["error TOK-05"]],
    ["", ["error TOK-05"]],
  ])("%s gives %j", (expiry, expected) => expect(ids(passwords({ name: "password1", expiry }))).toEqual(expected));

  it("is judged for certificates too", () => {
    const certificates = [{ name: "certificate1", expiry: "2020-01-01T00:00:00Z" }];
    expect(ids(token({ credentials: { certificates } }))).toEqual(["error TOK-05"]);
  });
  it("that lapsed after it was deployed is no error of this deployment", () => {
    const model = passwords({ name: "password1", expiry: "2026-06-01T00:00:00Z" });
    expect(ids(model, model)).toEqual([]);
    expect(ids(model, passwords({ name: "password1", expiry: "2026-05-01T00:00:00Z" }))).toEqual(["error TOK-05"]);
  });
  it("in the past is no error while it is not known what was deployed", () => {
    const model = passwords({ name: "password1", expiry: "2026-06-01T00:00:00Z" });
    expect(ids(model, passwords({ name: "password1", expiry: UNKNOWN }))).toEqual([]);
    expect(ids(model, token({ credentials: UNKNOWN }))).toEqual([]);
  });
  it("that is not known hides nothing of the other slot", () => {
    const model = passwords({ name: "password1", expiry: UNKNOWN }, { name: "password2", expiry: "never" });
    expect(ids(model)).toEqual(["error TOK-05"]);
  });
});

describe("the slots of a token", () => {
  it("have fixed names", () => {
    const certificates = [{ name: "certificate3" }];
    expect(ids(token({ credentials: { certificates } }))).toEqual(["error TOK-04"]);
  });
  it("take no value, and the value is in no message", () => {
    const findings = check(passwords({ name: "password1", value: "hunter2" }), { now, rules: every });
    expect(findings.map(({ severity, rule }) => `${severity} ${rule}`)).toEqual(["warning TOK-03"]);
    expect(JSON.stringify(findings)).not.toContain("hunter2");
  });
  it("stand once for each kind", () => {
    const certificates = [{ name: "certificate1" }, { name: "certificate2" }, { name: "certificate1" }];
    expect(ids(token({ credentials: { certificates } }))).toEqual(["error TOK-07"]);
  });
});

describe("the numbers of tokens and scope maps", () => {
  const named = (amount: number) => Object.fromEntries(Array.from({ length: amount }, (_, index) => [`t${index}`, {}]));
  it.each([
    ["Basic", 100, []],
    ["Basic", 101, ["error TOK-08"]],
    ["Standard", 500, []],
    ["Standard", 501, ["error TOK-08"]],
    ["Premium", 50_000, []],
    ["Premium", 50_001, ["error TOK-08"]],
  ])("on %s, %i gives %j", (name, amount, expected) => {
    const counts = every.filter(({ id }) => id === "TOK-08");
    expect(ids({ sku: { name }, tokens: named(amount) }, undefined, counts)).toEqual(expected);
    expect(ids({ sku: { name }, scopeMaps: named(amount) }, undefined, counts)).toEqual(expected);
  });
  it("are judged apart when one of them is not known", () => {
    expect(ids({ sku: { name: "Basic" }, tokens: UNKNOWN, scopeMaps: named(101) })).toEqual(["error TOK-08"]);
  });
  it("name the lowest tier that takes them", () => {
    const [finding] = check({ sku: { name: "Basic" }, tokens: named(400) }, { now, rules: every });
    expect(finding?.needs).toBe("Standard");
  });
});

describe("the sync token of a connected registry", () => {
  const connectedRegistries = {
    factory: { parent: { syncProperties: { tokenId: `${arm}/registries/images/tokens/Sync` } } },
  };
  const before = { connectedRegistries, tokens: { sync: { tokenName: "sync" } } };
  it("may not go before it", () => expect(ids({ connectedRegistries }, before)).toEqual(["error TOK-09"]));
  it("may move to another key", () => {
    expect(ids({ connectedRegistries, tokens: { other: { tokenName: "sync" } } }, before)).toEqual([]);
  });
  it("may go with it", () => expect(ids({ tokens: {}, connectedRegistries: {} }, before)).toEqual([]));
  it("is not missed while a token's name is not known", () => {
    expect(ids({ connectedRegistries, tokens: { other: { tokenName: UNKNOWN } } }, before)).toEqual([]);
  });
  it("is not missed in a registry that is made elsewhere", () => {
    expect(ids({ elsewhere: true, connectedRegistries }, before)).toEqual([]);
  });
});

describe("50,000 tokens", () => {
  const tokenOf = (index: number) => ({
    tokenName: `token${index}`,
    scopeMapId: `${arm}/registries/images/scopeMaps/map${index}`,
    credentials: { passwords: [{ name: "password1", expiry: "2027-01-01T00:00:00Z" }] },
  });
  const numbers = Array.from({ length: 50_000 }, (_, index) => index);
  const tokens = Object.fromEntries(numbers.map((index) => [`t${index}`, tokenOf(index)]));
  const scopeMaps = Object.fromEntries(
    numbers.map((index) => [
      `m${index}`,
      { scopeMapName: `map${index}`, actions: [`repositories/app${index}/content/read`] },
    ]),
  );
  const registry = { sku: { name: "Premium" }, registryName: "images", tokens, scopeMaps };

  // Past the check, which copies the model for every call: what is measured is the rules.
  it.each([...tokenRules, ...tokenCredentialRules, ...scopeMapRules].map((rule) => [rule.id, rule] as const))(
    "cost %s no second look at each other",
    (_id, rule) => {
      const found: unknown[] = [];
      const context = {
        registry,
        written: registry,
        previous: { ...registry, tokens: {}, scopeMaps: {} },
        now,
        option: () => undefined,
      };
      const start = cpuTime();
      if (rule.on === "registry") rule.check(registry, (report) => found.push(report), context);
      else if (rule.on === "tokens") {
        for (const [key, child] of Object.entries(tokens)) {
          rule.check(child, (report) => found.push(report), { ...context, key, previousChild: undefined });
        }
      } else if (rule.on === "scopeMaps") {
        for (const [key, child] of Object.entries(scopeMaps)) {
          rule.check(child, (report) => found.push(report), { ...context, key, previousChild: undefined });
        }
      }
      expect(found).toEqual([]);
      // A linear scan within a linear scan takes tens of seconds here.
      expect(cpuTime() - start).toBeLessThan(6000);
    },
  );

  it("of which many go are found by name", () => {
    const rule = scopeMapRules.find(({ id }) => id === "SCM-12");
    const found: unknown[] = [];
    const start = cpuTime();
    if (rule?.on === "registry") {
      rule.check({ ...registry, scopeMaps: {} }, (report) => found.push(report), {
        registry,
        written: registry,
        previous: registry,
        now,
        option: () => undefined,
      });
    }
    expect(found).toHaveLength(50_000);
    expect(cpuTime() - start).toBeLessThan(6000);
  });
});
