import { describe, expect, it } from "vitest";
import { UNKNOWN } from "../../../src/model";
import { check } from "../../../src/rules/check";
import { readDuration } from "../../../src/rules/writing/durations";

const registryId =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/images/providers/Microsoft.ContainerRegistry/registries/images";
const tokenId = (name: string) => `${registryId}/tokens/${name}`;
const connectedId = (name: string) => `${registryId}/connectedRegistries/${name}`;
const sync = { tokenId: tokenId("factory-sync"), messageTtl: "P30D" };
const factory = { connectedRegistryName: "factory", mode: "ReadOnly", parent: { syncProperties: sync } };
const line = {
  connectedRegistryName: "assembly",
  mode: "ReadOnly",
  parent: { id: connectedId("factory"), syncProperties: { tokenId: tokenId("line-sync"), messageTtl: "P30D" } },
};
const home = { registryName: "images", location: "westeurope", sku: { name: "Premium" }, dataEndpointEnabled: true };
const holding = (connectedRegistries: unknown, rest: object = {}) => ({ ...home, connectedRegistries, ...rest });
const one = (value: object) => holding({ factory: { ...factory, ...value } });
const withSync = (value: object) => one({ parent: { syncProperties: { ...sync, ...value } } });
const withMode = (mode: unknown) => one({ mode });
const list = (model: unknown, previous?: unknown) =>
  check(model, { previous }).map(({ severity, rule }) => `${severity} ${rule}`);
const texts = (model: unknown, previous?: unknown) => check(model, { previous }).map(({ message }) => message);

describe("cases of the reference", () => {
  it.each([
    ["C200", holding({ factory }, { dataEndpointEnabled: false }), ["error CR-02"]],
    ["C202", one({ connectedRegistryName: "edge" }), ["error NAME-14"]],
    ["C203", holding({ factory, line: { ...line, mode: "ReadWrite" } }), ["error CR-04"]],
    ["C205", one({ parent: { syncProperties: { tokenId: sync.tokenId } } }), ["error CR-06"]],
    ["C207", withSync({ messageTtl: "P91D" }), ["error CR-06"]],
    ["C208", withSync({ schedule: "0 12 * * *", syncWindow: "PT30M" }), ["error CR-07"]],
    ["C209", withSync({ schedule: "0 12 * * *", syncWindow: "P8D" }), ["error CR-07"]],
    ["C210", withSync({ schedule: "0 12 * * *", syncWindow: "PT4H" }), []],
    ["C211", one({ clientTokenIds: Array.from({ length: 51 }, (_, index) => tokenId(`c${index}`)) }), ["error CR-10"]],
  ])("%s", (_id, model, expected) => expect(list(model)).toEqual(expected));
});

describe("a connected registry that the service takes", () => {
  it.each([
    ["the smallest one", one({})],
    [
      "a complete one",
      one({
        mode: "ReadWrite",
        clientTokenIds: [tokenId("client1"), tokenId("client2")],
        notificationsList: ["hello-world:*:push"],
        logging: { logLevel: "Debug", auditLogStatus: "Disabled" },
        garbageCollection: { enabled: true, schedule: "0 5 * * SUN" },
      }),
    ],
    ["a tree", holding({ factory: { ...factory, mode: "ReadWrite" }, line: { ...line, mode: "ReadWrite" } })],
    ["a read-only one below one that is written to", holding({ factory: { ...factory, mode: "ReadWrite" }, line })],
    ["50 clients", one({ clientTokenIds: Array.from({ length: 50 }, (_, index) => tokenId(`c${index}`)) })],
    ["the shortest durations", withSync({ messageTtl: "P1D", schedule: "* * * * *", syncWindow: "PT1H" })],
    ["the longest durations", withSync({ messageTtl: "P90D", schedule: "* * * * *", syncWindow: "P7D" })],
    ["durations in other units", withSync({ messageTtl: "PT48H", schedule: "0 0 * * 0", syncWindow: "PT168H" })],
    [
      "one on a private registry whose data endpoint follows the endpoint",
      holding(
        { factory },
        {
          dataEndpointEnabled: undefined,
          privateEndpoints: { hub: { privateLinkServiceConnections: [{ groupIds: ["registry"] }] } },
        },
      ),
    ],
  ])("%s", (_name, model) => expect(list(model).filter((found) => found.includes("CR-"))).toEqual([]));
});

describe("tier and data endpoint", () => {
  it.each(["Basic", "Standard"])("needs Premium, not %s", (name) => {
    expect(list(holding({ factory }, { sku: { name } }))).toContain("error CR-01");
  });
  it("needs the data endpoint, which is off when it is left out", () => {
    expect(texts(holding({ factory }, { dataEndpointEnabled: undefined }))).toEqual([
      "The registry has connected registries, but its data endpoint is left off, which is the default.",
    ]);
  });
  it("says nothing of a data endpoint that is not known", () => {
    expect(list(holding({ factory }, { dataEndpointEnabled: UNKNOWN }))).toEqual([]);
    expect(list({ elsewhere: true, connectedRegistries: { factory } })).toEqual([]);
  });
  it("says nothing without connected registries", () => {
    expect(list(holding({}, { dataEndpointEnabled: false }))).toEqual([]);
  });
  it("stops at 50", () => {
    const sites = (amount: number) =>
      Object.fromEntries(
        Array.from({ length: amount }, (_, index) => [
          `s${index}`,
          { mode: "ReadOnly", parent: { syncProperties: { ...sync, tokenId: tokenId(`s${index}`) } } },
        ]),
      );
    expect(list(holding(sites(50)))).toEqual([]);
    expect(list(holding(sites(51)))).toEqual(["error CR-11"]);
  });
});

describe("mode", () => {
  it.each([
    [undefined, ["error CR-03"]],
    ["", ["error CR-03"]],
    ["Write", ["error CR-03"]],
    ["readonly", ["warning CR-03"]],
    ["Mirror", ["warning CR-03"]],
    ["Registry", ["warning CR-03"]],
    [UNKNOWN, []],
  ])("%j", (mode, expected) => expect(list(withMode(mode))).toEqual(expected));
  it("keeps its old name where it has always had it", () => {
    expect(list(withMode("Mirror"), withMode("Mirror"))).toEqual([]);
  });
  it("is read-only below an older mirror as well", () => {
    const old = holding({ factory: { ...factory, mode: "Mirror" }, line: { ...line, mode: "ReadWrite" } });
    expect(list(old, old)).toEqual(["error CR-04"]);
  });
  it("is not compared while the parent's is not known", () => {
    const child = { ...line, mode: "ReadWrite" };
    expect(list(holding({ factory: { ...factory, mode: UNKNOWN }, line: child }))).toEqual([]);
    expect(list(holding({ factory: { ...factory, connectedRegistryName: UNKNOWN }, line: child }))).toEqual([]);
    expect(list(holding({ factory, line: { ...child, parent: { ...line.parent, id: UNKNOWN } } }))).toEqual([]);
  });
});

describe("parents", () => {
  const under = (id: string) => holding({ factory, line: { ...line, parent: { ...line.parent, id } } });
  it.each([
    ["a registry", registryId],
    ["a name", "factory"],
    ["a token", tokenId("factory")],
    [
      "a connected registry of another registry",
      connectedId("factory").replace("registries/images/", "registries/other/"),
    ],
  ])("are not %s", (_name, id) => expect(list(under(id))).toEqual(["error CR-09"]));
  it("are found whatever case their ids have", () => {
    expect(list(under(connectedId("FACTORY").toUpperCase()))).toEqual([]);
  });
  it("form no circle", () => {
    const self = { ...line, parent: { ...line.parent, id: connectedId("assembly") } };
    expect(texts(holding({ line: self }))).toEqual(['The connected registry "line" is its own parent.']);
    const circle = { factory: { ...factory, parent: { syncProperties: sync, id: connectedId("assembly") } }, line };
    expect(texts(holding(circle))).toEqual([
      'The connected registries "factory" and "line" are below each other, in a circle.',
    ]);
  });
  it("stay while others are below them", () => {
    expect(list(holding({ line }), holding({ factory, line }))).toEqual(["error CR-18"]);
    expect(list(holding({}), holding({ factory, line }))).toEqual([]);
    expect(list(holding({ plant: factory, line }), holding({ factory, line }))).toEqual([]);
  });
});

describe("synchronisation", () => {
  it.each([
    ["no sync properties", one({ parent: {} }), ["error CR-06", "error CR-05"]],
    ["a token's name", withSync({ tokenId: "factory-sync" }), ["error CR-05"]],
    [
      "a token of another registry",
      withSync({ tokenId: sync.tokenId.replace("images/tokens", "other/tokens") }),
      ["error CR-05"],
    ],
    ["a token that is not known", withSync({ tokenId: UNKNOWN }), []],
    ["days as a number", withSync({ messageTtl: "30" }), ["error CR-06"]],
    ["less than a day", withSync({ messageTtl: "PT23H59M" }), ["error CR-06"]],
    ["a time span", withSync({ messageTtl: "30.00:00:00" }), ["error CR-06"]],
    ["a window without a schedule", withSync({ syncWindow: "PT4H" }), ["error CR-07"]],
    ["a window below an hour", withSync({ schedule: "0 1 * * *", syncWindow: "PT59M59S" }), ["error CR-07"]],
    ["a window above a week", withSync({ schedule: "0 1 * * *", syncWindow: "P7DT1S" }), ["error CR-07"]],
    ["six fields", withSync({ schedule: "0 0 1 * * *" }), ["error CR-08"]],
    ["a field that tasks do not read", withSync({ schedule: "0 1 * * 7" }), ["warning CR-08"]],
    ["a schedule that is not known", withSync({ schedule: UNKNOWN, syncWindow: UNKNOWN }), []],
  ])("%s", (_name, model, expected) => expect(list(model)).toEqual(expected));

  it.each([
    ["P30D", 30 * 24],
    ["PT1H", 1],
    ["P1W", 7 * 24],
    ["P1DT12H", 36],
    ["P3M", 90 * 24],
    ["P1Y", 365 * 24],
    ["PT90M", 1.5],
    ["PT5400.0S", 1.5],
  ])("reads %s", (text, hours) => expect(readDuration(text)).toBe(hours * 3_600_000));
  it.each(["", "P", "PT", "P1DT", "1D", "p1d", "P-1D", "P1H", "PT1D", " P1D", "P1D "])("does not read %j", (text) => {
    expect(readDuration(text)).toBeUndefined();
  });
});

describe("tokens", () => {
  it.each([
    ["a client's name", ["client1"], ["error CR-10"]],
    ["a scope map", [`${registryId}/scopeMaps/client1`], ["error CR-10"]],
    ["a client of another registry", [tokenId("client1").replace("images/tokens", "other/tokens")], ["error CR-10"]],
    ["its own sync token", [tokenId("Factory-Sync")], ["error G26"]],
    ["one that is not known", [UNKNOWN], []],
  ])("%s as a client token", (_name, clientTokenIds, expected) => {
    expect(list(one({ clientTokenIds }))).toEqual(expected);
  });
  it("serve one connected registry each", () => {
    const twin = { ...line, parent: { ...line.parent, syncProperties: sync } };
    expect(texts(holding({ factory, line: twin }))).toEqual([
      'The connected registries "factory" and "line" have the same sync token.',
    ]);
  });
  it("of one connected registry are no clients of another", () => {
    expect(texts(holding({ factory, line: { ...line, clientTokenIds: [sync.tokenId] } }))).toEqual([
      'A client token of the connected registry "line" is the sync token of "factory".',
    ]);
  });
  it("go with their connected registry", () => {
    const tokens = { sync: { tokenName: "factory-sync" } };
    expect(list(holding({}, { tokens }), holding({ factory }, { tokens }))).toEqual(["warning CR-22"]);
    expect(list(holding({}, { tokens: {} }), holding({ factory }, { tokens }))).toEqual([]);
    expect(list(holding({ factory }, { tokens }), holding({ factory }, { tokens }))).toEqual([]);
  });
});

describe("what the sync token lets its connected registry do", () => {
  const gateway = (name: string) =>
    ["config/read", "config/write", "message/read", "message/write"].map((verb) => `gateway/${name}/${verb}`);
  const web = (verbs: string[]) => verbs.map((verb) => `repositories/web/${verb}`);
  const read = ["content/read", "metadata/read"];
  const write = [...read, "content/write", "content/delete", "metadata/write"];
  const synced = (connected: object, actions: Record<string, unknown>) =>
    holding(connected, {
      tokens: Object.fromEntries(
        Object.keys(actions).map((name) => [name, { tokenName: name, scopeMapId: `${registryId}/scopeMaps/${name}` }]),
      ),
      scopeMaps: Object.fromEntries(
        Object.entries(actions).map(([name, own]) => [name, { scopeMapName: name, actions: own }]),
      ),
    });
  const own = (actions: unknown) => synced({ factory }, { "factory-sync": actions });

  it("has all that it needs", () => {
    expect(list(own([...gateway("factory"), ...web(read)]))).toEqual([]);
    const written = { factory: { ...factory, mode: "ReadWrite" } };
    expect(list(synced(written, { "factory-sync": [...gateway("factory"), ...web(write)] }))).toEqual([]);
  });
  it("lacks gateway actions", () => {
    expect(texts(own([...gateway("factory").slice(1), ...web(read)]))).toEqual([
      'The scope map "factory-sync" of the sync token of "factory" lacks actions that it needs: "gateway/factory/config/read".',
    ]);
  });
  it("lacks actions on a repository, which depend on the mode", () => {
    expect(list(own([...gateway("factory"), "repositories/web/content/read"]))).toEqual(["warning CR-21"]);
    const written = { factory: { ...factory, mode: "ReadWrite" } };
    expect(list(synced(written, { "factory-sync": [...gateway("factory"), ...web(read)] }))).toEqual(["warning CR-21"]);
  });
  it("lacks the gateway actions of those below it", () => {
    const actions = {
      "factory-sync": [...gateway("factory"), ...web(read)],
      "line-sync": [...gateway("assembly"), ...web(read)],
    };
    expect(texts(synced({ factory, line }, actions))).toEqual([
      `The scope map "factory-sync" of the sync token of "factory" lacks actions that "line" below it needs: ${gateway(
        "assembly",
      )
        .map((action) => `"${action}"`)
        .join(", ")}.`,
    ]);
    const whole = { ...actions, "factory-sync": [...actions["factory-sync"], ...gateway("assembly")] };
    expect(list(synced({ factory, line }, whole))).toEqual([]);
  });
  it("is not judged while an action or the scope map is not known", () => {
    expect(list(own(["repositories/web/content/read", UNKNOWN])).filter((found) => found.includes("CR-21"))).toEqual(
      [],
    );
    expect(list(holding({ factory }))).toEqual([]);
  });
});

describe("logs and clean-up", () => {
  it.each([
    [{ logging: { logLevel: "Verbose" } }, ["error CR-13"]],
    [{ logging: { logLevel: "debug" } }, ["warning CR-13"]],
    [{ logging: { auditLogStatus: "On" } }, ["error CR-13"]],
    [{ garbageCollection: { enabled: true } }, []],
    [{ garbageCollection: { enabled: true, schedule: "weekly" } }, ["error CR-14"]],
    [
      { garbageCollection: { enabled: true, schedule: "0 5 * * SUN" }, origin: { apiVersion: "v20230801preview" } },
      ["warning CR-14"],
    ],
    [{ garbageCollection: { enabled: true, schedule: "0 5 * * SUN" }, origin: { apiVersion: "v20250401" } }, []],
    [{ loginServer: { host: "factory.contoso.com" } }, ["warning CR-23"]],
    [{ loginServer: {} }, []],
  ])("%j", (value, expected) => expect(list(one(value))).toEqual(expected));
});

describe("what is fixed", () => {
  const before = holding({ factory, line });
  it.each([
    ["mode", { line: { ...line, mode: "ReadWrite" }, factory }, ["error CR-04", "error CR-12"]],
    [
      "sync token",
      { factory, line: { ...line, parent: { ...line.parent, syncProperties: { ...sync, tokenId: tokenId("new") } } } },
      ["error CR-12"],
    ],
    ["parent", { factory, line: { ...line, parent: { syncProperties: line.parent.syncProperties } } }, ["error CR-12"]],
    [
      "case of the parent's id",
      { factory, line: { ...line, parent: { ...line.parent, id: connectedId("Factory") } } },
      [],
    ],
    [
      "time to live",
      {
        factory,
        line: {
          ...line,
          parent: { ...line.parent, syncProperties: { ...line.parent.syncProperties, messageTtl: "P10D" } },
        },
      },
      [],
    ],
    ["parent that is not known", { factory, line: { ...line, parent: { ...line.parent, id: UNKNOWN } } }, []],
  ])("%s", (_name, connected, expected) => expect(list(holding(connected), before)).toEqual(expected));
  it("says what a parent was and would become", () => {
    const moved = { factory, line: { ...line, parent: { syncProperties: line.parent.syncProperties } } };
    expect(texts(holding(moved), before)).toEqual([
      `The parent.id of the connected registry "line" was "${connectedId("factory")}" and cannot change to the registry itself.`,
    ]);
  });
});
