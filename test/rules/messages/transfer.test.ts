import { expect, it } from "vitest";
import { check } from "../../../src/rules/check";
import { describeFinding } from "../../../src/rules/describe";

const arm =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries";
const pages = "https://learn.microsoft.com/azure/container-registry/container-registry-transfer";
const uri = "https://contosotransfer.blob.core.windows.net/transfer";
const keyVaultUri = "https://contoso.vault.azure.net/secrets/sas";
const identity = { type: "SystemAssigned" };
const modern = { apiVersion: "v20250601preview" };
const texts = (model: object) =>
  check({ registryName: "contoso", sku: { name: "Premium" }, location: "westeurope", ...model }).map((finding) =>
    describeFinding(finding),
  );
const exporting = (changes: object) => ({
  exportPipelines: { nightly: { identity, target: { uri, keyVaultUri }, ...changes } },
});
const importing = (changes: object) => ({
  importPipelines: { inbound: { identity, source: { uri, keyVaultUri }, ...changes } },
});
const run = (request: object) => ({ pipelineRuns: { first: { request } } });

it("XFER-01: an import pipeline below Premium", () => {
  expect(texts({ ...importing({}), sku: { name: "Standard" } })).toEqual([
    `error XFER-01 at importPipelines.inbound: The import pipeline "inbound" needs the Premium tier; this registry is Standard.
  allowed: Transfer pipelines: on Premium only.
  fix:     Set sku: "Premium", or remove importPipelines.
  docs:    ${pages}-prerequisites`,
  ]);
});

it("XFER-01: a stable API version", () => {
  expect(texts(exporting({ origin: { apiVersion: "v20251101" } }))).toEqual([
    `error XFER-01 at exportPipelines.nightly: API version v20251101 has no export pipelines: only previews have them.
  given:   "v20251101"
  allowed: 2019-12-01-preview and later previews.
  fix:     Use azure-native's default version of the resource, or a preview such as 2025-06-01-preview.
  docs:    ${pages}-prerequisites`,
  ]);
});

it("XFER-02: a SAS token in the address", () => {
  expect(texts(exporting({ target: { uri: `${uri}?sv=2024-11-04&sig=hunter2`, keyVaultUri } }))).toEqual([
    `error XFER-02 at exportPipelines.nightly.target.uri: The target.uri of the export pipeline "nightly" has a query, a user or a fragment, as an address with a SAS token does.
  allowed: https://<account>.blob.core.windows.net/<container>; in other clouds their own suffix.
  fix:     Write the container's URI alone, and keep the token in the key vault secret that keyVaultUri names.
  docs:    ${pages}-arm-template`,
  ]);
});

it("XFER-02: a blob in place of its container", () => {
  expect(texts(importing({ source: { uri: `${uri}/images.tar`, keyVaultUri } }))).toEqual([
    `error XFER-02 at importPipelines.inbound.source.uri: The source.uri of the import pipeline "inbound" is a place inside the container "transfer", not the container.
  given:   "https://contosotransfer.blob.core.windows.net/transfer/images.tar"
  allowed: https://<account>.blob.core.windows.net/<container>; in other clouds their own suffix.
  fix:     Write "https://contosotransfer.blob.core.windows.net/transfer".
  docs:    ${pages}-arm-template`,
  ]);
});

it("XFER-03: an identity's access in an API version that has none", () => {
  expect(texts(exporting({ origin: {}, target: { uri, storageAccessMode: "ManagedIdentity" } }))).toEqual([
    `error XFER-03 at exportPipelines.nightly.target.keyVaultUri: The export pipeline "nightly" has no keyVaultUri, which API version 2023-01-01-preview requires; storageAccessMode, which that version does not have, is dropped.
  allowed: https://<vault>.vault.azure.net/secrets/<name>; in other clouds their own suffix.
  fix:     Set target.keyVaultUri to the URI of the secret with the SAS token, or use API version 2025-06-01-preview with storageAccessMode: "ManagedIdentity".
  docs:    ${pages}-prerequisites`,
  ]);
});

it("XFER-04: a SAS token without its secret", () => {
  expect(texts(importing({ origin: modern, source: { uri, storageAccessMode: "SasToken" } }))).toEqual([
    `error XFER-04 at importPipelines.inbound.source.keyVaultUri: The import pipeline "inbound" opens its container with a SAS token, but has no keyVaultUri from which to read it.
  allowed: https://<vault>.vault.azure.net/secrets/<name>; in other clouds their own suffix.
  fix:     Set source.keyVaultUri to the secret's URI, or storageAccessMode: "ManagedIdentity".
  with:    importPipelines.inbound.source.storageAccessMode
  docs:    ${pages}-prerequisites`,
  ]);
});

it("XFER-04: a secret that nobody reads", () => {
  const target = { uri, keyVaultUri, storageAccessMode: "ManagedIdentity" };
  expect(texts(exporting({ origin: modern, target }))).toEqual([
    `warning XFER-04 at exportPipelines.nightly.target.storageAccessMode: The export pipeline "nightly" opens its container with its identity, so its keyVaultUri has no effect.
  given:   "ManagedIdentity"
  fix:     Remove target.keyVaultUri.
  with:    exportPipelines.nightly.target.keyVaultUri
  docs:    ${pages}-prerequisites`,
  ]);
});

it("XFER-05: an export that names its blob as a source", () => {
  const request = { pipelineResourceId: `${arm}/contoso/exportPipelines/nightly`, artifacts: ["app:v1"] };
  expect(texts(run({ ...request, source: { name: "images" } }))).toEqual([
    `warning XFER-05 at pipelineRuns.first.request.target.name: The pipeline run "first" is an export, which looks for its blob under target, not under source.
  fix:     Set target: { name: "images" }, and remove source.
  with:    pipelineRuns.first.request.source.name
  docs:    ${pages}-arm-template`,
  ]);
});

it("XFER-06: a misspelt option, and one of the other kind", () => {
  expect(texts(exporting({ options: ["OverwriteBlob", "OverwriteTags"] }))).toEqual([
    `error XFER-06 at exportPipelines.nightly.options[0]: "OverwriteBlob" is not an option of the export pipeline "nightly".
  given:   "OverwriteBlob"
  allowed: "OverwriteBlobs", "ContinueOnErrors"
  fix:     Write "OverwriteBlobs", or remove it.
  docs:    ${pages}-arm-template`,
    `warning XFER-06 at exportPipelines.nightly.options[1]: The option "OverwriteTags" is for imports: it has nothing to do on the export pipeline "nightly".
  given:   "OverwriteTags"
  allowed: "OverwriteBlobs", "ContinueOnErrors"
  fix:     Remove it.
  docs:    ${pages}-arm-template`,
  ]);
});

it("XFER-09: 51 artifacts", () => {
  const artifacts = Array.from({ length: 51 }, (_, index) => `app:v${index}`);
  expect(texts(run({ artifacts }))).toEqual([
    `error XFER-09 at pipelineRuns.first.request.artifacts: 51 artifacts are more than the 50 that a pipeline run takes.
  given:   "51 artifacts"
  allowed: At most 50 artifacts.
  fix:     Make a second run for the rest.
  docs:    ${pages}-prerequisites`,
  ]);
});

it("XFER-11: a trigger without a status", () => {
  expect(texts(importing({ trigger: { sourceTrigger: {} } }))).toEqual([
    `error XFER-11 at importPipelines.inbound.trigger.sourceTrigger.status: The source trigger of the import pipeline "inbound" has no status.
  allowed: "Enabled", "Disabled"
  fix:     Set trigger: { sourceTrigger: { status: "Enabled" } } or "Disabled".
  docs:    ${pages}-troubleshooting`,
  ]);
});
