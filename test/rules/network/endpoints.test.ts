import { describe, expect, it } from "vitest";
import { UNKNOWN } from "../../../src/model";
import { check } from "../../../src/rules/check";
import { endpointRules as rules } from "../../../src/rules/network/endpoints";

const premium = (rest: object = {}) => ({ sku: { name: "Premium" }, ...rest });
const dual = (rest: object = {}) => premium({ endpointProtocol: "IPv4AndIPv6", dataEndpointEnabled: true, ...rest });
const hub = { privateEndpoints: { hub: {} } };

/** What the endpoint rules say of a model: severity, rule and place. */
const verdicts = (model: object, previous?: object) =>
  check(model, { rules, previous }).map(({ rule, severity, path }) => `${severity} ${rule} ${path.join(".")}`);

describe("cases of the reference", () => {
  it.each<[string, object, string[]]>([
    ["C043", dual({ dataEndpointEnabled: false }), ["error EP-05 endpointProtocol"]],
    ["C045", premium({ endpointProtocol: "IPv6" }), ["error EP-06 endpointProtocol"]],
    ["C047", premium({ regionalEndpoints: "Enabled", replications: {} }), []],
    ["C048", { sku: { name: "Basic" }, regionalEndpoints: "Enabled" }, ["error EP-10 regionalEndpoints"]],
    ["C058", { sku: { name: "Basic" }, dataEndpointEnabled: false }, []],
    ["C107", premium({ publicNetworkAccess: "Disabled", dataEndpointEnabled: true, ...hub }), []],
    ["M2", premium({ dataEndpointEnabled: true, replications: { a: { location: "francecentral" } } }), []],
    ["M29 without data endpoint", dual({ dataEndpointEnabled: undefined }), ["error EP-05 endpointProtocol"]],
    [
      "M29 below Premium",
      { sku: { name: "Standard" }, endpointProtocol: "IPv4AndIPv6" },
      ["error EP-05 endpointProtocol"],
    ],
    [
      "C009 of the policies",
      { sku: { name: "Standard" }, dataEndpointEnabled: true },
      ["error EP-01 dataEndpointEnabled"],
    ],
  ])("%s", (_case, model, expected) => expect(verdicts(model)).toEqual(expected));
});

describe("data endpoint", () => {
  it.each<[string, object, string[]]>([
    [
      "off with a private endpoint",
      premium({ dataEndpointEnabled: false, ...hub }),
      ["warning EP-02 dataEndpointEnabled"],
    ],
    ["left out with a private endpoint", premium(hub), []],
    ["off with unknown endpoints", premium({ dataEndpointEnabled: false, privateEndpoints: UNKNOWN }), []],
    [
      "on where nothing public gets in",
      premium({ dataEndpointEnabled: true, publicNetworkAccess: "Disabled" }),
      ["warning EP-11 dataEndpointEnabled"],
    ],
    [
      "on for a connected registry",
      premium({ dataEndpointEnabled: true, publicNetworkAccess: "Disabled", connectedRegistries: { edge: {} } }),
      [],
    ],
    ["on for IPv6", dual({ publicNetworkAccess: "Disabled" }), []],
    ["of a registry of unknown tier", { sku: { name: UNKNOWN }, dataEndpointEnabled: true }, []],
  ])("%s", (_name, model, expected) => expect(verdicts(model)).toEqual(expected));
});

describe("IPv6", () => {
  it.each<[string, object, string[]]>([
    ["alone", dual(), []],
    ["with a task", dual({ tasks: { build: {} } }), ["warning EP-08 endpointProtocol"]],
    ["with a run", dual({ taskRuns: { once: {} } }), ["warning EP-08 endpointProtocol"]],
    ["with a private endpoint", dual(hub), ["warning EP-09 endpointProtocol"]],
    ["with the data endpoint unknown", dual({ dataEndpointEnabled: UNKNOWN }), []],
    ["with the tier unknown", dual({ sku: { name: UNKNOWN }, dataEndpointEnabled: false }), []],
    ["IPv4 below Premium", { sku: { name: "Basic" }, endpointProtocol: "IPv4" }, []],
  ])("%s", (_name, model, expected) => expect(verdicts(model)).toEqual(expected));

  it.each<[string, object, string[]]>([
    ["cannot lose its data endpoint", dual({ dataEndpointEnabled: false }), ["error EP-07 dataEndpointEnabled"]],
    ["may not lose both at once", premium({ endpointProtocol: "IPv4" }), ["warning EP-07 dataEndpointEnabled"]],
    ["goes back to IPv4", dual({ endpointProtocol: "IPv4" }), []],
    ["stays as it is", dual(), []],
  ])("a registry with it %s", (_name, after, expected) => expect(verdicts(after, dual())).toEqual(expected));
});

describe("regional endpoints", () => {
  const from = (apiVersion: string) => premium({ origin: { apiVersion }, regionalEndpoints: "Enabled" });
  it.each<[string, object, string[]]>([
    ["another word", premium({ regionalEndpoints: "On" }), ["error EP-10 regionalEndpoints"]],
    ["off below Premium", { sku: { name: "Basic" }, regionalEndpoints: "Disabled" }, []],
    ["the first version with them", from("v20260101preview"), []],
    ["a version before", from("v20251101"), ["error EP-10 regionalEndpoints"]],
  ])("%s", (_name, model, expected) => expect(verdicts(model)).toEqual(expected));
});
