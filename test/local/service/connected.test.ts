import { describe, expect, it } from "vitest";
import type { Properties } from "../../../src/local/json";
import { elsewherePath, type Place, place, registryPath, writeRegistry } from "../place";

// Cases of the reference by id: connected registries and transfer pipelines.

const registry = { registryName: "images" };
const elsewhere = `${elsewherePath}/providers/Microsoft.ContainerRegistry/registries/other`;

function expectSaid(said: string | undefined, expected: string | undefined): void {
  if (expected === undefined) expect(said).toBeUndefined();
  else expect(said).toContain(expected);
}

/** A Premium registry with data endpoints and the token that a connected registry synchronises with. */
async function connectable(more: Properties = {}): Promise<Place> {
  const azure = await place();
  await writeRegistry(azure, { dataEndpointEnabled: true, ...more });
  await azure.write("containerregistry:Token", { ...registry, tokenName: "sync-token" });
  return azure;
}

const tokenId = `${registryPath}/tokens/sync-token`;
const connect = (azure: Place, connectedRegistryName: string, more: Properties = {}, sync: Properties = {}) =>
  azure.write("containerregistry:ConnectedRegistry", {
    ...registry,
    connectedRegistryName,
    mode: "ReadWrite",
    ...more,
    parent: { syncProperties: { tokenId, messageTtl: "P2D", ...sync }, ...(more.parent ?? {}) },
  });

describe("a connected registry", () => {
  it.each<[string, Properties, Properties, string | undefined]>([
    ["C210", {}, { schedule: "0 12 * * *", syncWindow: "PT4H", messageTtl: "P30D" }, undefined],
    ["CR-06, bounds", {}, { messageTtl: "P90D" }, undefined],
    ["CR-07, bounds", {}, { schedule: "0 12 * * *", syncWindow: "P7D" }, undefined],
    ["CR-07, in minutes", {}, { schedule: "0 12 * * *", syncWindow: "PT60M" }, undefined],
    ["C205", {}, { messageTtl: undefined }, "missing required property 'parent.syncProperties.messageTtl'"],
    ["C207", {}, { messageTtl: "P91D" }, "from 1 to 90 days"],
    ["CR-06, form", {}, { messageTtl: "2 days" }, "ISO 8601"],
    ["C208", {}, { schedule: "0 12 * * *", syncWindow: "PT30M" }, "from 1 hour to 7 days"],
    ["C209", {}, { schedule: "0 12 * * *", syncWindow: "P8D" }, "from 1 hour to 7 days"],
    ["CR-07, schedule", {}, { syncWindow: "PT4H" }, "needs a schedule"],
    [
      "C211",
      { clientTokenIds: Array.from({ length: 51 }, (_, index) => `${elsewhere}/tokens/t${index}`) },
      {},
      "at most 50 client tokens",
    ],
    ["CR-03", { mode: "WriteOnly" }, {}, "'WriteOnly'"],
    ["CR-05", {}, { tokenId: `${registryPath}/tokens/none` }, 'Code="TokenNotFound"'],
    ["CR-05, elsewhere", {}, { tokenId: tokenId.replace("images", "others") }, 'Code="TokenNotFound"'],
    [
      "CR-09",
      { parent: { id: `${registryPath}/connectedRegistries/none`, syncProperties: { tokenId, messageTtl: "P2D" } } },
      {},
      'Code="ConnectedRegistryNotFound"',
    ],
  ])("%s", async (_id, inputs, sync, expected) => {
    expectSaid(await connect(await connectable(), "onprem", inputs, sync), expected);
  });

  it("C200: needs data endpoints", async () => {
    const azure = await connectable({ dataEndpointEnabled: false });
    expect(await connect(azure, "onprem")).toContain("dedicated data endpoints");
  });

  it("C203: below one that is read only is read only, and CR-18: goes before it", async () => {
    const azure = await connectable();
    await connect(azure, "factory", { mode: "ReadOnly" });
    const below = { id: `${registryPath}/connectedRegistries/factory`, syncProperties: { tokenId, messageTtl: "P2D" } };
    expect(await connect(azure, "machine", { parent: below })).toContain("must be ReadOnly");
    expect(await connect(azure, "machine", { mode: "ReadOnly", parent: below })).toBeUndefined();
    expect(await azure.remove("containerregistry:ConnectedRegistry", below.id)).toContain("Delete 'machine' first");
  });

  it("EP-04, TOK-09, DG-02: holds data endpoints, its token and the tier", async () => {
    const azure = await connectable();
    await connect(azure, "onprem");
    expect(await writeRegistry(azure, { dataEndpointEnabled: false })).toContain("has connected registries");
    expect(await writeRegistry(azure, { sku: "Standard" })).toContain("ConnectedRegistry 'onprem'");
    expect(await azure.remove("containerregistry:Token", tokenId)).toContain('Code="TokenInUse"');
  });

  it("CR-12: keeps its mode", async () => {
    const azure = await connectable();
    await connect(azure, "onprem");
    expect(await connect(azure, "onprem", { mode: "ReadOnly" })).toContain("'mode' cannot be changed");
  });
});

const uri = "https://account.blob.core.windows.net/container";
const keyVaultUri = "https://vault.vault.azure.net/secrets/sas";
const identityVersion = "2025-06-01-preview";
const exporting = (azure: Place, target: Properties, more: Properties = {}, version?: string) =>
  azure.write(
    "containerregistry:ExportPipeline",
    { ...registry, exportPipelineName: "exporting", identity: { type: "SystemAssigned" }, target, ...more },
    version,
  );

describe("an export pipeline", () => {
  it.each<[string, Properties, Properties, string | undefined, string | undefined]>([
    ["with a SAS token", { uri, keyVaultUri }, {}, undefined, undefined],
    ["C216", { uri, keyVaultUri }, { exportPipelineName: "my-export" }, undefined, "does not match expression"],
    ["C217", { uri }, {}, "2025-05-01-preview", "missing required property 'target.keyVaultUri'"],
    ["C218", { uri, storageAccessMode: "ManagedIdentity" }, {}, identityVersion, undefined],
    ["C219", { uri, storageAccessMode: "SasToken" }, {}, identityVersion, "needs the URI of a key vault secret"],
    [
      "XFER-04",
      { uri, keyVaultUri, storageAccessMode: "ManagedIdentity" },
      {},
      identityVersion,
      "takes no key vault secret",
    ],
    ["XFER-02", { uri: `${uri}/blob`, keyVaultUri }, {}, undefined, "blob container"],
    ["XFER-05", { uri, keyVaultUri, type: "AzureStorageBlob" }, {}, undefined, "'AzureStorageBlob'"],
    ["C222", { uri, keyVaultUri }, { options: ["Overwrite"] }, undefined, "'Overwrite'"],
  ])("%s", async (_id, target, more, version, expected) => {
    const azure = await place();
    await writeRegistry(azure);
    expectSaid(await exporting(azure, target, more, version), expected);
  });

  it("C214: needs a Premium registry", async () => {
    const azure = await place();
    await writeRegistry(azure, { sku: "Standard" });
    expect(await exporting(azure, { uri, keyVaultUri })).toContain('Code="SkuNotSupported"');
  });

  it("C070, XFER-13: and disabled exports exclude each other", async () => {
    const azure = await place();
    const closed = { publicNetworkAccess: "Disabled", policies: { exportPolicy: { status: "disabled" } } };
    await writeRegistry(azure);
    await exporting(azure, { uri, keyVaultUri });
    expect(await writeRegistry(azure, closed)).toContain("while the registry has export pipelines");
    await azure.remove("containerregistry:ExportPipeline", `${registryPath}/exportPipelines/exporting`);
    expect(await writeRegistry(azure, closed)).toBeUndefined();
    expect(await exporting(azure, { uri, keyVaultUri }, { exportPipelineName: "another" })).toContain(
      "exports disabled",
    );
  });

  it("C221: runs with at most 50 artifacts, and only when it is there", async () => {
    const azure = await place();
    await writeRegistry(azure);
    const run = (artifacts: number) =>
      azure.write("containerregistry:PipelineRun", {
        ...registry,
        pipelineRunName: "firstrun",
        request: {
          pipelineResourceId: `${registryPath}/exportPipelines/exporting`,
          artifacts: Array.from({ length: artifacts }, (_, index) => `app:${index}`),
        },
      });
    expect(await run(1)).toContain('Code="PipelineNotFound"');
    await exporting(azure, { uri, keyVaultUri });
    expect(await run(51)).toContain("at most 50 artifacts");
    expect(await run(50)).toBeUndefined();
  });
});

it("XFER-11: an import pipeline's trigger says whether it is on", async () => {
  const azure = await place();
  await writeRegistry(azure);
  const importing = (trigger: Properties) =>
    azure.write("containerregistry:ImportPipeline", {
      ...registry,
      importPipelineName: "importing",
      source: { uri, keyVaultUri },
      trigger,
    });
  expect(await importing({ sourceTrigger: {} })).toContain("'trigger.sourceTrigger.status'");
  expect(await importing({ sourceTrigger: { status: "Enabled" } })).toBeUndefined();
});
