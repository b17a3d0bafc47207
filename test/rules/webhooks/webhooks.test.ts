import { describe, expect, it } from "vitest";
import { UNKNOWN } from "../../../src/model";
import { check } from "../../../src/rules/check";
import { webhookRules } from "../../../src/rules/webhooks/webhooks";

const home = { sku: { name: "Standard" }, location: "westeurope" };
const serviceUri = "https://hooks.example.test/a";
const webhook = (value: object) => ({
  ...home,
  webhooks: { deploy: { serviceUri, actions: ["push"], location: "westeurope", ...value } },
});
const ids = (model: unknown, previous?: unknown) =>
  check(model, { rules: webhookRules, previous }).map(({ severity, rule }) => `${severity} ${rule}`);
const all = (model: unknown) => check(model).map(({ severity, rule }) => `${severity} ${rule}`);

describe("cases of the reference", () => {
  it.each([
    ["C116", webhook({ serviceUri: "http://example.test/hook" }), []],
    ["C117", webhook({ serviceUri: "ftp://example.test" }), ["error WH-02"]],
    ["C119", webhook({ actions: [] }), ["error WH-01"]],
    ["C120", webhook({ actions: ["pull"] }), ["error WH-01"]],
    ["C122", webhook({ scope: "app" }), ["warning WH-04"]],
    ["policies C180", webhook({ scope: "app:*", status: "enabled" }), []],
    ["policies C181", webhook({ serviceUri: "http://hooks.example.test/a", scope: "app:*" }), []],
    ["policies C183", webhook({ serviceUri: "http://hooks.example.test/a", status: "disabled" }), []],
    [
      "A25",
      webhook({
        scope: "mytag:4",
        actions: ["push", "delete"],
        customHeaders: { "Content-Type": "application/xml", "Accept-Charset": "utf-8" },
      }),
      [],
    ],
    [
      "B3",
      webhook({
        serviceUri: "https://www.contoso.com/webhook",
        actions: ["chart_delete", "chart_push", "delete", "push", "quarantine"],
      }),
      ["warning WH-09"],
    ],
  ])("%s", (_id, model, expected) => expect(all(model)).toEqual(expected));
});

describe("the address of a webhook", () => {
  it.each([
    ["https://hooks.example.test", []],
    ["HTTPS://hooks.example.test", []],
    ["https://user:pass@hooks.example.test/a?code=1", []],
    ["", ["error WH-02"]],
    ["hooks.example.test/a", ["error WH-02"]],
    ["https://hooks.example.test/a b", ["error WH-02"]],
    [" https://hooks.example.test/a", ["error WH-02"]],
    ["wss://hooks.example.test/a", ["error WH-02"]],
    [UNKNOWN, []],
  ])("%s gives %j", (uri, expected) => expect(ids(webhook({ serviceUri: uri }))).toEqual(expected));

  it("is required", () => expect(ids(webhook({ serviceUri: undefined }))).toEqual(["error WH-02"]));
  it("is in no finding, nor are the headers", () => {
    const text = JSON.stringify(
      check(
        webhook({
          serviceUri: "ftp://user:hunter2@hooks.example.test/path?code=s3cret",
          customHeaders: { Authorization: "Bearer t0ken" },
        }),
      ),
    );
    expect(text).toContain("WH-02");
    expect(text).not.toMatch(/hunter2|s3cret|t0ken|hooks\.example\.test|path\?/);
  });
});

describe("the actions of a webhook", () => {
  it("are required", () => expect(ids(webhook({ actions: undefined }))).toEqual(["error WH-01"]));
  it("are words of the service, in its spelling", () =>
    expect(ids(webhook({ actions: ["Push"] }))).toEqual(["warning WH-01"]));
  it("are judged one by one", () =>
    expect(ids(webhook({ actions: [UNKNOWN, "pull", "chart_push"] }))).toEqual(["error WH-01", "warning WH-09"]));
  it("that are not known are not missed", () => expect(ids(webhook({ actions: UNKNOWN }))).toEqual([]));
});

describe("the scope of a webhook", () => {
  it.each([
    ["", []],
    ["app:latest", []],
    ["team/app:*", []],
    ["team/app", ["warning WH-04"]],
    ["*", ["warning WH-04"]],
    ["team/*:*", ["warning WH-04"]],
    ["app:v1*", ["warning WH-04"]],
    ["app:v1:v2", ["warning WH-04"]],
    ["app:", ["warning WH-04"]],
    [":latest", ["warning WH-04"]],
    ["app@sha256", []],
    ["app:v1@sha256", ["warning WH-04"]],
    ["app: latest", ["warning WH-04"]],
  ])("%j gives %j", (scope, expected) => expect(ids(webhook({ scope }))).toEqual(expected));
});

describe("the number of webhooks", () => {
  const hooks = (amount: number) =>
    Object.fromEntries(
      Array.from({ length: amount }, (_, index) => [`hook${index}`, { serviceUri, actions: ["push"] }]),
    );
  it.each([
    ["Basic", 2, []],
    ["Basic", 3, ["error WH-06"]],
    ["Standard", 10, []],
    ["Standard", 11, ["error WH-06"]],
    ["Premium", 500, []],
    ["Premium", 501, ["error WH-06"]],
  ])("on %s, %i gives %j", (name, amount, expected) => {
    expect(ids({ sku: { name }, webhooks: hooks(amount) })).toEqual(expected);
  });
});

it("takes no other status", () => {
  expect(ids(webhook({ status: "off" }))).toEqual(["error WH-05"]);
  expect(ids(webhook({ status: "Disabled" }))).toEqual(["warning WH-05"]);
});

describe("a webhook that changes", () => {
  it("is replaced with another location", () => {
    expect(ids(webhook({ location: "northeurope" }), webhook({}))).toEqual(["warning WH-10"]);
  });
  it("is replaced with another name", () => {
    expect(ids(webhook({ webhookName: "deploy2" }), webhook({ webhookName: "deploy1" }))).toEqual(["warning WH-10"]);
  });
  it("stays with another spelling of the same location and name", () => {
    expect(
      ids(webhook({ location: "West Europe", webhookName: "Deploy" }), webhook({ webhookName: "deploy" })),
    ).toEqual([]);
  });
});
