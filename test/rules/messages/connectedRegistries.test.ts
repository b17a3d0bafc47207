import { expect, it } from "vitest";
import { check } from "../../../src/rules/check";
import { describeFinding } from "../../../src/rules/describe";

const registryId =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/images";
const sync = { tokenId: `${registryId}/tokens/factory-sync`, messageTtl: "P30D" };
const factory = { connectedRegistryName: "factory", mode: "ReadOnly", parent: { syncProperties: sync } };
const line = {
  connectedRegistryName: "assembly",
  mode: "ReadOnly",
  parent: {
    id: `${registryId}/connectedRegistries/factory`,
    syncProperties: { ...sync, tokenId: `${registryId}/tokens/line` },
  },
};
const texts = (connectedRegistries: object, rest: object = {}, previous?: object) => {
  const home = { registryName: "images", location: "westeurope", sku: { name: "Premium" }, dataEndpointEnabled: true };
  return check(
    { ...home, connectedRegistries, ...rest },
    previous ? { previous: { ...home, connectedRegistries: previous, ...rest } } : {},
  ).map((finding) => describeFinding(finding));
};
const docs = "https://learn.microsoft.com/azure/container-registry/intro-connected-registry";

it("CR-01: on Standard", () => {
  expect(texts({ factory }, { sku: { name: "Standard" }, dataEndpointEnabled: undefined })).toEqual([
    `error CR-01 at connectedRegistries.factory: The connected registry "factory" needs the Premium tier; this registry is Standard.
  allowed: Connected registries: on Premium only.
  fix:     Set sku: "Premium", or remove connectedRegistries.
  docs:    ${docs}`,
    `error CR-02 at dataEndpointEnabled: The registry has connected registries, but its data endpoint is left off, which is the default.
  allowed: true, while there are connected registries.
  fix:     Set dataEndpointEnabled: true.
  with:    connectedRegistries.factory
  docs:    ${docs}`,
  ]);
});

it("CR-02: the data endpoint is off", () => {
  expect(texts({ factory }, { dataEndpointEnabled: false })).toEqual([
    `error CR-02 at dataEndpointEnabled: The registry has connected registries, but its data endpoint is off.
  given:   false
  allowed: true, while there are connected registries.
  fix:     Set dataEndpointEnabled: true.
  with:    connectedRegistries.factory
  docs:    ${docs}`,
  ]);
});

it("CR-03: no mode, and an older one", () => {
  expect(texts({ factory: { ...factory, mode: undefined }, line: { ...line, mode: "Mirror" } })).toEqual([
    `error CR-03 at connectedRegistries.factory.mode: The connected registry "factory" has no mode.
  allowed: "ReadWrite", "ReadOnly"
  fix:     Set mode: "ReadOnly", or "ReadWrite" for a site that pushes.
  docs:    ${docs}`,
    `warning CR-03 at connectedRegistries.line.mode: "Mirror" is the mode of older connected registries.
  given:   "Mirror"
  allowed: "ReadWrite", "ReadOnly"
  fix:     Set mode: "ReadOnly".
  docs:    ${docs}`,
  ]);
});

it("CR-04: a child that is written to below a read-only parent", () => {
  expect(texts({ factory, line: { ...line, mode: "ReadWrite" } })).toEqual([
    `error CR-04 at connectedRegistries.line.mode: The connected registry "line" is ReadWrite, but its parent "factory" is ReadOnly.
  given:   "ReadWrite"
  allowed: "ReadOnly"
  fix:     Set mode: "ReadOnly", or make the parent "ReadWrite" when it is created.
  with:    connectedRegistries.factory.mode
  docs:    ${docs}`,
  ]);
});

it("CR-05, CR-06, CR-07: what synchronisation needs", () => {
  const syncProperties = { tokenId: "factory-sync", syncWindow: "PT30M", schedule: "0 12 * * *" };
  expect(texts({ factory: { ...factory, parent: { syncProperties } } })).toEqual([
    `error CR-06 at connectedRegistries.factory.parent.syncProperties.messageTtl: The connected registry "factory" has no messageTtl.
  allowed: A duration of 1 to 90 days: "P1D" to "P90D".
  fix:     Set parent.syncProperties.messageTtl: "P30D".
  docs:    ${docs}`,
    `error CR-07 at connectedRegistries.factory.parent.syncProperties.syncWindow: The syncWindow "PT30M" of the connected registry "factory" is too short.
  given:   "PT30M"
  allowed: A duration of 1 hour to 7 days: "PT1H" to "P7D".
  fix:     Set syncWindow: "PT4H" beside a schedule, or leave out both.
  docs:    ${docs}`,
    `error CR-05 at connectedRegistries.factory.parent.syncProperties.tokenId: The sync token of the connected registry "factory" is not the ARM id of a token, but a name.
  given:   "factory-sync"
  allowed: /subscriptions/<subscription>/resourceGroups/<group>/providers/Microsoft.ContainerRegistry/registries/<registry>/tokens/<name>
  fix:     Write the id of a token, token.id: "/subscriptions/<subscription>/resourceGroups/<group>/providers/Microsoft.ContainerRegistry/registries/<registry>/tokens/factory-sync".
  docs:    ${docs}`,
  ]);
});

it("CR-09: the registry itself as the parent", () => {
  expect(texts({ line: { ...line, parent: { ...line.parent, id: registryId } } })).toEqual([
    `error CR-09 at connectedRegistries.line.parent.id: The parent of the connected registry "line" is the id of a registry, not of a connected registry.
  given:   "${registryId}"
  allowed: /subscriptions/<subscription>/resourceGroups/<group>/providers/Microsoft.ContainerRegistry/registries/<registry>/connectedRegistries/<name>
  fix:     Leave parent.id out: the connected registry is then below the registry itself.
  docs:    ${docs}`,
  ]);
});

it("CR-10 and G26: too many clients, one of them the sync token", () => {
  const clientTokenIds = Array.from({ length: 51 }, (_, index) => `${registryId}/tokens/client${index}`);
  clientTokenIds[7] = sync.tokenId;
  expect(texts({ factory: { ...factory, clientTokenIds } })).toEqual([
    `error CR-10 at connectedRegistries.factory.clientTokenIds: The connected registry "factory" has 51 client tokens.
  given:   "51 tokens"
  allowed: At most 50.
  fix:     Keep at most 50 ids of tokens of this registry.
  docs:    ${docs}`,
    `error G26 at connectedRegistries.factory.clientTokenIds[7]: A client token of the connected registry "factory" is the sync token of the same one.
  given:   "${sync.tokenId}"
  fix:     Make a token of its own for each connected registry and for each client.
  with:    connectedRegistries.factory.parent.syncProperties.tokenId
  docs:    ${docs}`,
  ]);
});

it("CR-12: a mode that changes", () => {
  expect(texts({ factory: { ...factory, mode: "ReadWrite" } }, {}, { factory })).toEqual([
    `error CR-12 at connectedRegistries.factory.mode: The mode of the connected registry "factory" was "ReadOnly" and cannot change to "ReadWrite".
  given:   "ReadWrite"
  allowed: "ReadOnly"
  fix:     Keep them, or declare another connected registry under a key of its own and remove this one.
  docs:    ${docs}`,
  ]);
});

it("CR-14: a schedule that is none, and one that tasks would not take", () => {
  const cleaned = (schedule: string) => ({ factory: { ...factory, garbageCollection: { enabled: true, schedule } } });
  expect(texts(cleaned("weekly"))).toEqual([
    `error CR-14 at connectedRegistries.factory.garbageCollection.schedule: The garbage collection of the connected registry "factory" is "weekly": it has 1 field.
  given:   "weekly"
  allowed: 5 fields: minute, hour, day of month, month, day of week.
  fix:     Set garbageCollection: { enabled: true, schedule: "0 5 * * SUN" }.
  docs:    ${docs}`,
  ]);
  expect(texts(cleaned("0 5 * * 7"))).toEqual([
    `warning CR-14 at connectedRegistries.factory.garbageCollection.schedule: The garbage collection of the connected registry "factory" is "0 5 * * 7": "7" is outside 0 to 6 as the service reads the schedules of tasks (unverified here).
  given:   "0 5 * * 7"
  allowed: 0 to 6, or names such as Mon: *, lists (1,2), ranges (1-3) and steps (*/2).
  fix:     Set garbageCollection: { enabled: true, schedule: "0 5 * * SUN" }.
  docs:    ${docs}`,
  ]);
});

it("CR-18 and CR-22: a parent that goes, and a token that stays", () => {
  expect(texts({ line }, { tokens: { sync: { tokenName: "factory-sync" } } }, { factory, line })).toEqual([
    `error CR-18 at connectedRegistries.factory: The connected registry "factory" is removed, but "line" is still below it.
  fix:     Remove the connected registries below it as well.
  with:    connectedRegistries.line.parent.id
  docs:    ${docs}`,
    `warning CR-22 at tokens.sync: The connected registry "factory" is removed, but its sync token "sync" stays and still gives access.
  fix:     Remove the token and its scope map as well.
  with:    connectedRegistries.factory
  docs:    ${docs}`,
  ]);
});

it("CR-21: a scope map with a gap", () => {
  const rest = {
    tokens: { sync: { tokenName: "factory-sync", scopeMapId: `${registryId}/scopeMaps/factory` } },
    scopeMaps: {
      factory: {
        scopeMapName: "factory",
        actions: ["config/read", "config/write", "message/read"].map((verb) => `gateway/factory/${verb}`),
      },
    },
  };
  expect(texts({ factory }, rest)).toEqual([
    `warning CR-21 at scopeMaps.factory.actions: The scope map "factory" of the sync token of "factory" lacks actions that it needs: "gateway/factory/message/write".
  fix:     Add "gateway/factory/message/write".
  with:    connectedRegistries.factory
  docs:    ${docs}`,
  ]);
});

it("CR-23: a login server as an input", () => {
  expect(texts({ factory: { ...factory, loginServer: { host: "factory.contoso.com" } } })).toEqual([
    `warning CR-23 at connectedRegistries.factory.loginServer.host: The loginServer of the connected registry "factory" is what its site reports, and has no effect as an input.
  given:   "factory.contoso.com"
  fix:     Remove loginServer, and set the host where the connected registry is installed.
  docs:    ${docs}`,
  ]);
});
