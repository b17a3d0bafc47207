import { describe, expect, it } from "vitest";
import { UNKNOWN } from "../../src/model";
import { readText, UnreadableFile } from "../../src/readers/file";
import { link } from "../../src/readers/link/link";
import { planOf } from "../../src/reviewCommand/planOption";
import { review } from "../../src/reviewCommand/review";

// What Azure itself says of registries: RF-11 and RF-12 of real files.

const now = new Date("2026-11-24T12:00:00Z");
const group = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg";
const id = `${group}/providers/Microsoft.ContainerRegistry/registries/contosoimages`;
const type = "Microsoft.ContainerRegistry/registries";
const answer = (properties: object = {}, sku = "Premium") => ({
  id,
  name: "contosoimages",
  type,
  location: "westeurope",
  sku: { name: sku, tier: sku },
  properties: { provisioningState: "Succeeded", ...properties },
});

const read = (document: unknown) => readText(typeof document === "string" ? document : JSON.stringify(document));
const models = (document: unknown) => link(read(document).resources).map(({ model }) => model);
const reviewed = (document: unknown, profile = "all") =>
  review([{ file: "live.json", content: read(document) }], { plan: planOf(profile, undefined), now });
const rulesOf = (document: unknown, profile?: string) => reviewed(document, profile).findings.map(({ rule }) => rule);

function refusal(document: unknown): string {
  try {
    read(document);
  } catch (error) {
    if (error instanceof UnreadableFile) return error.message;
    throw error;
  }
  return "";
}

describe("RF-11: a registry that exists", () => {
  it("is not judged for what an answer does not hold, and a note says so", () => {
    const { findings, notes } = reviewed(answer());
    const rules = findings.map(({ rule }) => rule);
    for (const absent of ["R34", "R41", "R31"]) expect(rules).not.toContain(absent);
    expect(notes.find(({ kind }) => kind === "live")).toMatchObject({ names: ["contosoimages"], file: "live.json" });
  });

  it("is judged for the children that the file holds", () => {
    const replica = { id: `${id}/replications/uk`, name: "uk", type: `${type}/replications`, location: "uksouth" };
    expect(models([answer(), replica])).toMatchObject([{ replications: { uk: { location: "uksouth" } } }]);
    expect(models([{ ...answer(), resources: [replica] }])).toMatchObject([{ replications: { uk: {} } }]);
  });

  const connection = (status: string) => ({
    properties: { privateEndpoint: { id: "/x" }, privateLinkServiceConnectionState: { status } },
  });

  it("is believed about its private endpoints", () => {
    const closed = (connections: unknown) =>
      rulesOf(answer({ publicNetworkAccess: "Disabled", ...Object(connections) }));
    expect(closed({ privateEndpointConnections: [connection("Approved")] })).not.toContain("NET-03");
    expect(closed({ privateEndpointConnections: [] })).toContain("NET-03");
    expect(closed({ privateEndpointConnections: [connection("Rejected")] })).toContain("NET-03");
    // An answer that does not tell is no answer.
    expect(closed({})).not.toContain("NET-03");
  });

  it("has what it has: content trust that was on is R22, and no error", () => {
    const { findings } = reviewed(answer({ policies: { trustPolicy: { type: "Notary", status: "enabled" } } }));
    const rules = findings.map(({ rule }) => rule);
    expect(rules).toContain("R22");
    expect(rules).not.toContain("POL-11");
    expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  it("is believed about every word that the service took, and still told what breaks in use (K16)", () => {
    const { findings } = reviewed(
      {
        ...answer({ zoneRedundancy: "Enabled", publicNetworkAccess: "Disabled", privateEndpointConnections: [] }),
        identity: { type: "systemAssigned, userAssigned", userAssignedIdentities: { [`${group}/x/i`]: {} } },
      },
      "none",
    );
    expect(findings.map(({ rule }) => rule)).toEqual(["NET-03"]);
  });

  it("shows no change, since nothing is deployed", () => {
    expect(reviewed(answer({ adminUserEnabled: true })).registries[0]?.changes).toEqual([]);
  });
});

describe("RF-12: what the tools of Azure print", () => {
  const expected = {
    registryName: "contosoimages",
    resourceGroupName: "rg",
    sku: { name: "Basic" },
    adminUserEnabled: true,
  };
  const one = answer({ adminUserEnabled: true }, "Basic");
  const { properties, ...head } = one;
  const flat = { ...head, ...properties, resourceGroup: "rg" };
  const powershell = {
    ResourceId: id,
    Id: id,
    ResourceName: "contosoimages",
    Name: "contosoimages",
    ResourceType: type,
    Type: type,
    ResourceGroupName: "rg",
    Location: "westeurope",
    Properties: { adminUserEnabled: true },
    Sku: { Name: "Basic", Tier: "Basic" },
    Tags: null,
  };

  it.each([
    ["az acr show", flat],
    ["az acr list", [flat]],
    ["az resource show", one],
    ["a page of a REST list", { value: [one] }],
    ["az graph query", { count: 1, data: [{ ...one, type: type.toLowerCase() }], skip_token: null, total_records: 1 }],
    [
      "a table of Resource Graph",
      {
        data: {
          columns: ["id", "name", "type", "location", "sku", "properties"].map((name) => ({ name, type: "string" })),
          rows: [[id, "contosoimages", type.toLowerCase(), "westeurope", one.sku, one.properties]],
        },
      },
    ],
    ["Get-AzResource -ExpandProperties", powershell],
    ["Get-AzResource -ExpandProperties, several", [powershell]],
  ])("is read: %s", (_tool, document) => {
    expect(models(document)).toMatchObject([expected]);
    expect(read(document).kind).toBe("Azure resources");
  });

  it("is unknown, and told of, where a list leaves out the properties", () => {
    const { properties: _left, ...bare } = one;
    for (const listed of [{ ...bare, properties: null, kind: null, managedBy: null }, bare]) {
      expect(models([listed])).toMatchObject([
        { sku: { name: "Basic" }, publicNetworkAccess: UNKNOWN, policies: UNKNOWN },
      ]);
      const { findings, notes } = reviewed([listed], "all");
      expect(findings.map(({ rule }) => rule)).not.toEqual(expect.arrayContaining(["R03"]));
      expect(notes).toContainEqual(expect.objectContaining({ kind: "partial", names: ["contosoimages"] }));
    }
    expect(reviewed([one]).notes.map(({ kind }) => kind)).not.toContain("partial");
  });

  it("is partial where a list goes on in another page", () => {
    const document = { value: [one], nextLink: "https://management.azure.com/next" };
    expect(read(document)).toMatchObject({ partial: true });
    expect(reviewed(document).notes.map(({ kind }) => kind)).toContain("partial");
  });

  it("is unknown where PowerShell was not deep enough to print it", () => {
    const shallow = {
      ...powershell,
      Properties: { adminUserEnabled: true, policies: "@{trustPolicy=; exportPolicy=}" },
    };
    expect(models(shallow)).toMatchObject([{ policies: UNKNOWN }]);
    expect(rulesOf(shallow, "none")).not.toContain("SHAPE-01");
  });

  it("names the command to run instead of Get-AzContainerRegistry", () => {
    expect(refusal([{ Id: id, Name: "contosoimages", Type: type, SkuName: "Basic" }])).toContain("Get-AzResource");
  });
});

describe("RF-12: a what-if result", () => {
  const change = (changeType: string, before: object | null, after: object | null, resourceId = id) => ({
    resourceId,
    changeType,
    before,
    after,
  });
  const result = (...changes: object[]) => ({ status: "Succeeded", changes, potentialChanges: [], diagnostics: [] });

  it("is what will be, and what was", () => {
    const [registry] = link(read(result(change("Modify", answer({}, "Premium"), answer({}, "Basic")))).resources);
    expect(registry?.model).toMatchObject({ sku: { name: "Basic" } });
    expect(registry?.previous).toMatchObject({ sku: { name: "Premium" } });
  });

  it("is read as the service sends it too", () => {
    const document = { status: "Succeeded", properties: { changes: [change("Create", null, answer({}, "Basic"))] } };
    expect(models(document)).toMatchObject([{ sku: { name: "Basic" } }]);
  });

  it("links children and locks by their ids", () => {
    const child = {
      id: `${id}/webhooks/deploy`,
      type: `${type}/webhooks`,
      name: "deploy",
      properties: { status: "enabled" },
    };
    const lock = {
      id: `${id}/providers/Microsoft.Authorization/locks/keep`,
      type: "Microsoft.Authorization/locks",
      name: "keep",
      properties: { level: "CanNotDelete" },
    };
    const document = result(
      change("Create", null, answer()),
      change("Create", null, child, child.id),
      change("Create", null, lock, lock.id),
    );
    expect(models(document)).toMatchObject([
      { webhooks: { deploy: { webhookName: "deploy" } }, managementLocks: { keep: { level: "CanNotDelete" } } },
    ]);
  });

  it("leaves open what Azure could not work out", () => {
    const after = answer({ publicNetworkAccess: "[reference('other').outputs.access.value]" });
    expect(models(result(change("Create", null, after)))).toMatchObject([{ publicNetworkAccess: UNKNOWN }]);
  });

  it("says what is deleted", () => {
    expect(reviewed(result(change("Delete", answer(), null))).deleted).toHaveLength(1);
  });

  it("reviews no registry that stands beside the deployment", () => {
    const { registries, findings } = reviewed(result(change("Ignore", answer({ adminUserEnabled: true }), null)));
    expect(registries).toMatchObject([{ elsewhere: true }]);
    expect(findings.map(({ rule }) => rule)).not.toContain("R01");
  });

  it("without content is refused, and in part partial", () => {
    expect(refusal(result(change("Deploy", null, null)))).toContain("FullResourcePayloads");
    const mixed = result(change("Create", null, answer()), change("Unsupported", null, null, `${id}/webhooks/x`));
    expect(read(mixed)).toMatchObject({ partial: true, notes: [{ kind: "partial", names: [`${id}/webhooks/x`] }] });
  });

  it("that failed is refused", () => {
    const failed = { status: "Failed", error: { code: "InvalidTemplate", message: "hunter2" }, changes: null };
    expect(refusal(failed)).toBe("is a what-if that failed, so it says nothing of resources");
  });
});

describe("RF-12: what Bicep writes", () => {
  it("is read: a snapshot", () => {
    const predictedResources = [
      { ...answer({}, "Basic"), apiVersion: "2023-07-01" },
      {
        id: `${id}/webhooks/deploy`,
        type: `${type}/webhooks`,
        name: "contosoimages/deploy",
        apiVersion: "2023-07-01",
        properties: { serviceUri: "[reference('app').url]" },
      },
    ];
    expect(models({ predictedResources, diagnostics: [] })).toMatchObject([
      { sku: { name: "Basic" }, webhooks: { deploy: { serviceUri: UNKNOWN } } },
    ]);
  });

  it("is read: a template and its parameters together", () => {
    const template = {
      $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
      contentVersion: "1.0.0.0",
      parameters: { sku: { type: "string", defaultValue: "Basic" } },
      resources: [{ type, apiVersion: "2023-07-01", name: "contosoimages", sku: { name: "[parameters('sku')]" } }],
    };
    const document = {
      templateJson: JSON.stringify(template),
      parametersJson: JSON.stringify({ parameters: { sku: { value: "Premium" } } }),
      templateSpecId: null,
    };
    expect(models(document)).toMatchObject([{ sku: { name: "Premium" } }]);
    for (const spec of [{ mainTemplate: template }, { properties: { mainTemplate: template } }, { template }]) {
      expect(models(spec)).toMatchObject([{ sku: { name: "Basic" } }]);
    }
  });
});

describe("RF-12, RF-13: a file in a form that is not read", () => {
  it.each([
    ["main.bicep", "param x string\n", 'run "az bicep build --file main.bicep"'],
    ["main.bicepparam", "using 'main.bicep'\n", "bicep build-params main.bicepparam --stdout"],
    ["main.tf", 'resource "azurerm_container_registry" "r" {}', "Terraform"],
    ["terraform.tfstate", "{", "Terraform"],
    ["index.ts", "import * as acr from 'pulumi-acr';", "acr-review -- pulumi preview"],
    ["-", "resource r 'Microsoft.ContainerRegistry/registries@2023-07-01' = {\n}", "az bicep build"],
    ["-", 'terraform {\n}\nresource "a" "b" {}', "Terraform"],
    [
      "plan.json",
      JSON.stringify({ format_version: "1.2", planned_values: {}, resource_changes: [] }),
      "Terraform plan",
    ],
    ["state.json", JSON.stringify({ version: 4, terraform_version: "1.9.0", resources: [] }), "Terraform state"],
    ["state.json", JSON.stringify({ format_version: "1.0", values: { root_module: {} } }), "Terraform state"],
    ["p.json", JSON.stringify({ parameters: { sku: { value: "Basic" } } }), "--parameters"],
    ["package.json", JSON.stringify({ name: "x", type: "commonjs", dependencies: {} }), "manifest"],
    ["x.json", JSON.stringify({ type: "x" }), "neither"],
  ])("gets one sentence that says what to do: %s", (file, text, words) => {
    let message = "";
    try {
      readText(text, { file });
    } catch (error) {
      message = error instanceof UnreadableFile ? error.message : "";
    }
    expect(message).toContain(words);
    expect(message).not.toMatch(/\n|\.$/);
  });
});
