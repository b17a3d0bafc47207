import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { UNKNOWN } from "../../../src/model";
import { link } from "../../../src/readers/link/link";
import { check } from "../../../src/rules/check";
import { exportPolicyRules } from "../../../src/rules/policies/exportPolicy";
import { transferRunRules } from "../../../src/rules/transfer/runs";
import { transferStorageRules } from "../../../src/rules/transfer/storage";
import { transferRules } from "../../../src/rules/transfer/transfer";

const rules = [...transferRules, ...transferStorageRules, ...transferRunRules];

const registryId =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/contoso";
const identityId =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/a";
const uri = "https://contosotransfer.blob.core.windows.net/transfer";
const keyVaultUri = "https://contoso.vault.azure.net/secrets/sas";
const digest = `sha256:${"0a".repeat(32)}`;
const home = { registryName: "contoso", sku: { name: "Premium" }, location: "westeurope" };
const end = { type: "AzureStorageBlobContainer", uri, keyVaultUri };
const identity = { type: "SystemAssigned" };
const version = (apiVersion: string) => ({ origin: { apiVersion } });
const old = version("v20250501preview");
const modern = version("v20250601preview");

const exporting = (changes: object) => ({
  ...home,
  exportPipelines: { nightly: { exportPipelineName: "nightly", identity, target: end, ...changes } },
});
const importing = (changes: object) => ({
  ...home,
  importPipelines: { inbound: { importPipelineName: "inbound", identity, source: end, ...changes } },
});
const run = (request: unknown, changes: object = {}) => ({
  ...home,
  pipelineRuns: { first: { pipelineRunName: "first1", request, ...changes } },
});
const exportRun = (request: object) =>
  run({
    pipelineResourceId: `${registryId}/exportPipelines/nightly`,
    target: { name: "images" },
    artifacts: ["app:v1"],
    ...request,
  });
const importRun = (request: object) =>
  run({ pipelineResourceId: `${registryId}/importPipelines/inbound`, source: { name: "images" }, ...request });

const errors = (model: unknown, previous?: unknown) =>
  check(model, { previous })
    .filter(({ severity }) => severity === "error")
    .map(({ rule }) => rule);
const found = (model: unknown, previous?: unknown) => check(model, { rules, previous });
const ids = (model: unknown) => found(model).map(({ severity, rule }) => `${severity} ${rule}`);
/** Where what is wrong is, and how much. */
const places = (model: unknown) =>
  found(model).map(({ severity, rule, path }) => `${severity} ${rule} ${path.join(".")}`);

describe("cases of the reference", () => {
  const many = (amount: number) => Array.from({ length: amount }, (_, index) => `app:v${index}`);
  it.each<[string, object, string[]]>([
    ["C214", { ...exporting({}), sku: { name: "Standard" } }, ["XFER-01"]],
    ["C215", exporting(version("v20251101")), ["XFER-01"]],
    ["C215 as ARM writes the version", exporting(version("2025-11-01")), ["XFER-01"]],
    ["C216", exporting({ exportPipelineName: "my-export" }), ["NAME-15"]],
    ["C217", exporting({ ...old, target: { type: end.type, uri } }), ["XFER-03"]],
    ["C217 as ARM writes the version", exporting({ ...version("2025-05-01-preview"), target: { uri } }), ["XFER-03"]],
    ["C218", exporting({ ...modern, target: { uri, storageAccessMode: "ManagedIdentity" } }), []],
    ["C219", exporting({ target: { uri, storageAccessMode: "SasToken", keyVaultUri: null } }), ["XFER-04"]],
    ["C221", exportRun({ artifacts: many(51) }), ["XFER-09"]],
    ["C221, one less", exportRun({ artifacts: many(50) }), []],
    ["C222", exporting({ options: ["Overwrite"] }), ["XFER-06"]],
  ])("%s", (_id, model, expected) => expect(errors(model)).toEqual(expected));

  it("XFER-13 is POL-17: no export pipeline while exports are off", () => {
    const sealed = { publicNetworkAccess: "Disabled", policies: { exportPolicy: { status: "disabled" } } };
    expect(errors({ ...exporting({}), ...sealed })).toEqual(["POL-17"]);
    expect(errors({ ...importing({}), ...sealed })).toEqual([]);
    expect(exportPolicyRules.find(({ id }) => id === "POL-17")?.also).toContain("XFER-13");
  });
});

describe("pipelines as the service's own templates make them", () => {
  it.each<[string, object]>([
    ["an export", exporting({ options: ["OverwriteBlobs", "ContinueOnErrors"] })],
    [
      "an import",
      importing({
        options: ["OverwriteTags", "DeleteSourceBlobOnSuccess", "ContinueOnErrors"],
        trigger: { sourceTrigger: { status: "Enabled" } },
      }),
    ],
    [
      "a user-assigned identity",
      exporting({ identity: { type: "UserAssigned", userAssignedIdentities: { [identityId]: {} } } }),
    ],
    ["a SAS token that is said", exporting({ ...modern, target: { ...end, storageAccessMode: "SasToken" } })],
    ["a run of an export", exportRun({ artifacts: ["samples/hello-world:v1", `app@${digest}`, "nginx"] })],
    ["a run of an import", importRun({ artifacts: [] })],
    [
      "a run with its other end left empty",
      exportRun({ source: { type: "", name: "" }, target: { type: "AzureStorageBlob", name: "images" } }),
    ],
    ["a run whose pipeline is made with it", exportRun({ pipelineResourceId: UNKNOWN })],
  ])("%s", (_title, model) => expect(ids(model)).toEqual([]));
});

describe("the tier and the API version", () => {
  const all = { ...exporting({}), ...importing({}), ...exportRun({}) };
  it.each(["Basic", "Standard"])("%s has none of the three kinds", (name) => {
    expect(places({ ...all, sku: { name } })).toEqual([
      "error XFER-01 exportPipelines.nightly",
      "error XFER-01 importPipelines.inbound",
      "error XFER-01 pipelineRuns.first",
    ]);
    expect(found({ ...all, sku: { name } }).map(({ needs }) => needs)).toEqual(["Premium", "Premium", "Premium"]);
  });
  it("is not judged while it is not known", () => expect(ids({ ...all, sku: UNKNOWN })).toEqual([]));
  it("of each kind, only previews have them", () => {
    const stable = version("v20230701");
    expect(places({ ...exporting(stable), ...importing(stable), pipelineRuns: { first: stable } })).toEqual([
      "error XFER-01 exportPipelines.nightly",
      "error XFER-01 importPipelines.inbound",
      "error XFER-01 pipelineRuns.first",
    ]);
    expect(ids(exporting(version("v20190501preview")))).toEqual(["error XFER-01"]);
    expect(ids(exporting(version("v20191201preview")))).toEqual([]);
    expect(ids(exporting(version("")))).toEqual([]);
    expect(ids(exporting(version(UNKNOWN)))).toEqual([]);
  });
  it("of a registry that moves down are one finding, not two", () => {
    const lower = { ...exporting({}), sku: { name: "Standard" } };
    expect(errors(lower, exporting({}))).toEqual(["DG-11"]);
  });
});

describe("the container of a pipeline", () => {
  it.each<[unknown, string[]]>([
    ["https://a1.blob.core.windows.net/transfer", []],
    ["https://a1.blob.core.windows.net/transfer/", []],
    ["https://a1.blob.core.windows.net:443/transfer", []],
    ["https://A1.Blob.core.windows.net/transfer", []],
    ["https://a1.z12.blob.storage.azure.net/transfer", []],
    ["https://a1.blob.core.usgovcloudapi.net/transfer", []],
    ["https://a1.blob.core.chinacloudapi.cn/transfer", []],
    ["https://a1.blob.core.cloud.example/transfer", []],
    ["https://a1.blob.core.windows.net/$root", []],
    [UNKNOWN, []],
    [undefined, ["warning XFER-02"]],
    ["", ["error XFER-02"]],
    ["transfer", ["error XFER-02"]],
    ["https://a1.blob.core.windows.net", ["error XFER-02"]],
    ["https://a1.blob.core.windows.net/", ["error XFER-02"]],
    ["https://a1.blob.core.windows.net/two--dashes", ["error XFER-02"]],
    ["https://a1.blob.core.windows.net/Transfer", ["error XFER-02"]],
    ["https://a1.blob.core.windows.net/transfer/images.tar", ["error XFER-02"]],
    ["http://a1.blob.core.windows.net/transfer", ["error XFER-02"]],
    ["https://a1.file.core.windows.net/transfer", ["error XFER-02"]],
    ["https://a1.dfs.core.windows.net/transfer", ["error XFER-02"]],
    ["https://blob.core.windows.net/transfer", ["error XFER-02"]],
    ["https://a1.blob/transfer", ["error XFER-02"]],
    ["https://a1.blob.core.windows.net/transfer?sv=2024-11-04&sig=hunter2", ["error XFER-02"]],
    ["https://user:hunter2@a1.blob.core.windows.net/transfer", ["error XFER-02"]],
    ["DefaultEndpointsProtocol=https;AccountName=a1;AccountKey=hunter2", ["error XFER-02"]],
  ])("%s gives %j on either kind, and never shows a secret", (given, expected) => {
    for (const model of [
      exporting({ target: { ...end, uri: given } }),
      importing({ source: { ...end, uri: given } }),
    ]) {
      expect(ids(model)).toEqual(expected);
      expect(JSON.stringify(found(model))).not.toContain("hunter2");
    }
  });
  it.each([
    ["https://a1.blob.core.windows.net/Transfer/dir/", "https://a1.blob.core.windows.net/transfer"],
    ["http://a1.blob.core.windows.net/transfer", "https://a1.blob.core.windows.net/transfer"],
  ])("%s was meant as %s", (given, right) => {
    expect(found(importing({ source: { ...end, uri: given } }))[0]?.fix).toBe(`Write "${right}".`);
  });
  it("is not asked for where nothing is said of the end at all", () => {
    expect(ids(exporting({ target: undefined }))).toEqual([]);
  });
});

describe("the way into the container", () => {
  const secret = (value: unknown) => exporting({ target: { ...end, keyVaultUri: value } });
  it.each<[unknown, string[]]>([
    [`${keyVaultUri}/0123456789abcdef0123456789abcdef`, []],
    [`${keyVaultUri}/`, []],
    ["https://Contoso.vault.azure.cn/secrets/sas", []],
    [UNKNOWN, []],
    ["https://contoso.vault.azure.net", ["error XFER-03"]],
    ["https://contoso.vault.azure.net/keys/sas", ["error XFER-03"]],
    ["https://contoso.managedhsm.azure.net/secrets/sas", ["error XFER-03"]],
    ["http://contoso.vault.azure.net/secrets/sas", ["error XFER-03"]],
    ["?sv=2024-11-04&sig=hunter2", ["error XFER-03"]],
  ])("with keyVaultUri %s gives %j, and never shows a token", (value, expected) => {
    expect(ids(secret(value))).toEqual(expected);
    expect(JSON.stringify(found(secret(value)))).not.toContain("hunter2");
  });

  const managed = { uri, storageAccessMode: "ManagedIdentity" };
  it.each<[string, object, string[]]>([
    ["neither, version not said", { target: { uri } }, ["error XFER-03 keyVaultUri"]],
    ["neither, default version", { origin: {}, target: { uri } }, ["error XFER-03 keyVaultUri"]],
    ["neither, old version", { ...old, target: { uri } }, ["error XFER-03 keyVaultUri"]],
    ["neither, new version", { ...modern, target: { uri } }, ["warning XFER-04 storageAccessMode"]],
    ["neither, unknown version", { origin: { apiVersion: UNKNOWN }, target: { uri } }, []],
    ["a secret, default version", { origin: {}, target: end }, []],
    ["a secret, new version", { ...modern, target: end }, ["warning XFER-04 storageAccessMode"]],
    ["an identity, version not said", { target: managed }, []],
    ["an identity, default version", { origin: {}, target: managed }, ["error XFER-03 keyVaultUri"]],
    ["an identity, old version", { ...old, target: managed }, ["error XFER-03 keyVaultUri"]],
    [
      "an identity and a secret, new version",
      { ...modern, target: { ...end, ...managed } },
      ["warning XFER-04 storageAccessMode"],
    ],
    [
      "an identity and a secret, old version",
      { ...old, target: { ...end, ...managed } },
      ["warning XFER-04 storageAccessMode"],
    ],
    [
      "a token without a secret, new version",
      { ...modern, target: { uri, storageAccessMode: "SasToken" } },
      ["error XFER-04 keyVaultUri"],
    ],
    [
      "a token without a secret, old version",
      { ...old, target: { uri, storageAccessMode: "SasToken" } },
      ["error XFER-03 keyVaultUri"],
    ],
    ["a token and a secret, old version", { ...old, target: { ...end, storageAccessMode: "SasToken" } }, []],
    ["a token, secret not known", { target: { uri, storageAccessMode: "SasToken", keyVaultUri: UNKNOWN } }, []],
    ["a mode that is not known", { target: { uri, storageAccessMode: UNKNOWN } }, []],
    [
      "another word",
      { ...modern, target: { ...end, storageAccessMode: "AccountKey" } },
      ["error XFER-04 storageAccessMode"],
    ],
    [
      "another spelling",
      { ...modern, target: { ...end, storageAccessMode: "sastoken" } },
      ["warning XFER-04 storageAccessMode"],
    ],
    ["a version without pipelines", { ...version("v20251101"), target: { uri } }, ["error XFER-01"]],
  ])("%s", (_title, changes, expected) => {
    const at = (model: unknown, side: string) =>
      places(model).map((place) =>
        place
          .replace(/ \w+\.\w+(\.|$)/, " ")
          .replace(`${side}.`, "")
          .trim(),
      );
    expect(at(exporting(changes), "target")).toEqual(expected);
    const { target, ...rest } = { target: undefined, ...changes };
    expect(at(importing({ ...rest, source: target }), "source")).toEqual(expected);
  });

  it.each(["exportPipeline", "importPipeline"])("knows the default version of azure-native's %s", (file) => {
    const declared = readFileSync(require.resolve(`@pulumi/azure-native/containerregistry/${file}.d.ts`), "utf8");
    const [, sdk = "none"] = /Uses Azure REST API version (\S+?)\./.exec(declared) ?? [];
    const [finding] = found(exporting({ origin: {}, target: managed }));
    expect(finding?.message).toContain(`API version ${sdk} requires`);
  });

  it("takes a resource that a reader found for one of azure-native's default version", () => {
    const pipeline = (type: string) => [
      { type: "azure-native:containerregistry:Registry", name: "contoso", inputs: home },
      {
        type,
        name: "nightly",
        inputs: { registryName: "contoso", resourceGroupName: "rg", identity, target: managed },
      },
    ];
    const verdicts = (type: string) => link(pipeline(type)).flatMap(({ model }) => ids(model));
    expect(verdicts("azure-native:containerregistry:ExportPipeline")).toEqual(["error XFER-03"]);
    expect(verdicts("azure-native:containerregistry/v20250601preview:ExportPipeline")).toEqual([]);
  });
});

describe("the types of ends", () => {
  it.each<[string, object, string[]]>([
    ["no type", exporting({ target: { uri, keyVaultUri } }), []],
    ["a blob as a pipeline's end", importing({ source: { ...end, type: "AzureStorageBlob" } }), ["error XFER-05"]],
    ["another spelling", exporting({ target: { ...end, type: "azurestorageblobcontainer" } }), ["warning XFER-05"]],
    [
      "a container as a run's end",
      exportRun({ target: { type: "AzureStorageBlobContainer", name: "images" } }),
      ["error XFER-05"],
    ],
    ["an unknown type", importRun({ source: { type: UNKNOWN, name: "images" } }), []],
  ])("%s gives what it should", (_title, model, expected) => expect(ids(model)).toEqual(expected));
});

describe("the options of a pipeline", () => {
  it.each<[string, string[], string[]]>([
    ["OverwriteBlobs", [], ["warning XFER-06"]],
    ["ContinueOnErrors", [], []],
    ["OverwriteTags", ["warning XFER-06"], []],
    ["DeleteSourceBlobOnSuccess", ["warning XFER-06"], []],
    ["DeleteBlobOnSuccess", ["error XFER-06"], ["error XFER-06"]],
    ["continueOnErrors", ["warning XFER-06"], ["warning XFER-06"]],
    ["overwritetags", ["warning XFER-06"], ["warning XFER-06"]],
    ["", ["error XFER-06"], ["error XFER-06"]],
    [UNKNOWN, [], []],
  ])("%s gives %j on an export and %j on an import", (option, onExport, onImport) => {
    expect(ids(exporting({ options: [option] }))).toEqual(onExport);
    expect(ids(importing({ options: [option] }))).toEqual(onImport);
  });
  it("names the one that a misspelt option is nearest to", () => {
    expect(found(exporting({ options: ["OverwriteBlob"] }))[0]?.fix).toBe('Write "OverwriteBlobs", or remove it.');
  });
  it("is judged beside one that is not known", () => {
    expect(places(exporting({ options: [UNKNOWN, "Force"] }))).toEqual([
      "error XFER-06 exportPipelines.nightly.options.1",
    ]);
  });
});

describe("the identity of a pipeline", () => {
  it.each<[unknown, string[]]>([
    [{ type: "SystemAssigned, UserAssigned" }, []],
    [{ type: "UserAssigned", userAssignedIdentities: { [identityId]: {} } }, []],
    [{ type: "UserAssigned", userAssignedIdentities: UNKNOWN }, []],
    [{ type: UNKNOWN }, []],
    [UNKNOWN, []],
    [undefined, ["warning XFER-07"]],
    [{}, ["warning XFER-07"]],
    [{ type: "None" }, ["warning XFER-07"]],
    [{ type: "UserAssigned" }, ["warning XFER-07"]],
  ])("%j gives %j", (value, expected) => {
    expect(ids(exporting({ identity: value }))).toEqual(expected);
    expect(ids(importing({ identity: value }))).toEqual(expected);
  });
});

describe("the artifacts of a run", () => {
  it.each<[string, string[]]>([
    ["nginx", []],
    ["mcr.microsoft.com/dotnet/runtime:8.0", []],
    ["team_a/my-app__x:V1.0_rc", []],
    [`app@${digest}`, []],
    [`app:v1@${digest}`, []],
    [UNKNOWN, []],
    ["", ["error XFER-09"]],
    ["app:", ["error XFER-09"]],
    ["App:v1", ["error XFER-09"]],
    ["app:*", ["error XFER-09"]],
    ["app@sha256:abc123", ["error XFER-09"]],
    ["https://contoso.azurecr.io/app:v1", ["error XFER-09"]],
  ])("%s gives %j", (artifact, expected) => expect(ids(exportRun({ artifacts: [artifact] }))).toEqual(expected));

  it("are not shown with a password in them", () => {
    const findings = found(exportRun({ artifacts: ["https://robot:hunter2@contoso.azurecr.io/app:v1"] }));
    expect(findings.map(({ rule }) => rule)).toEqual(["XFER-09"]);
    expect(JSON.stringify(findings)).not.toContain("hunter2");
  });
  it("are for exports, which need some", () => {
    expect(places(importRun({ artifacts: ["app:v1"] }))).toEqual([
      "error XFER-09 pipelineRuns.first.request.artifacts",
    ]);
    expect(ids(exportRun({ artifacts: [] }))).toEqual(["warning XFER-09"]);
    expect(ids(exportRun({ artifacts: undefined }))).toEqual(["warning XFER-09"]);
    expect(ids(exportRun({ artifacts: UNKNOWN }))).toEqual([]);
  });
  it("are counted while their pipeline is not known", () => {
    const artifacts = Array.from({ length: 51 }, () => UNKNOWN);
    expect(ids(exportRun({ artifacts, pipelineResourceId: UNKNOWN }))).toEqual(["error XFER-09"]);
  });
});

describe("the pipeline and the blob of a run", () => {
  it.each<[string, object, string[]]>([
    ["a pipeline's name in place of its id", run({ pipelineResourceId: "nightly" }), ["error XFER-09"]],
    ["another resource's id", run({ pipelineResourceId: `${registryId}/tasks/nightly` }), ["error XFER-09"]],
    [
      "another registry's pipeline",
      exportRun({ pipelineResourceId: `${registryId}2/exportPipelines/nightly` }),
      ["warning XFER-09"],
    ],
    [
      "an id in other letters",
      exportRun({
        pipelineResourceId: `${registryId.toUpperCase().replace("RESOURCEGROUPS", "resourceGroups")}/EXPORTPIPELINES/nightly`,
      }),
      [],
    ],
    ["a registry whose name is not known", { ...exportRun({}), registryName: UNKNOWN }, []],
    ["no request at all", run(undefined), []],
    ["an export without a blob", exportRun({ target: undefined }), ["warning XFER-05"]],
    ["an export whose blob is not known", exportRun({ target: { name: UNKNOWN } }), []],
    [
      "an export with its blob as source",
      exportRun({ target: undefined, source: { name: "images" } }),
      ["warning XFER-05"],
    ],
    ["an import with both ends", importRun({ target: { name: "images" } }), ["warning XFER-05"]],
    ["an import without a blob", importRun({ source: { name: "" } }), ["warning XFER-05"]],
  ])("%s", (_title, model, expected) => expect(ids(model)).toEqual(expected));
});

describe("the trigger of an import", () => {
  it.each<[unknown, string[]]>([
    [undefined, []],
    [{}, []],
    [{ sourceTrigger: { status: "Enabled" } }, []],
    [{ sourceTrigger: { status: "Disabled" } }, []],
    [{ sourceTrigger: { status: UNKNOWN } }, []],
    [UNKNOWN, []],
    [{ sourceTrigger: {} }, ["error XFER-11"]],
    [{ sourceTrigger: { status: "On" } }, ["error XFER-11"]],
    [{ sourceTrigger: { status: "enabled" } }, ["warning XFER-11"]],
  ])("%j gives %j", (trigger, expected) => expect(ids(importing({ trigger }))).toEqual(expected));
});

it("one kind that is not known leaves the other judged", () => {
  const model = { ...importing({ options: ["Force"] }), exportPipelines: UNKNOWN, pipelineRuns: { first: UNKNOWN } };
  expect(ids(model)).toEqual(["error XFER-06"]);
});
