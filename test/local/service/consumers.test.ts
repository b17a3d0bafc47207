import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Properties } from "../../../src/local/json";
import { inventedAnswer } from "../../../src/local/provider/inventedAnswer";
import { previewOutputs, propertiesOf } from "../../../src/local/provider/wire";
import { invoke } from "../../../src/local/service/functions";
import { account } from "../../../src/local/types/armIds";
import { UNKNOWN } from "../../../src/model/unknown";
import { group, groupPath, type Place, place } from "../place";

// real-files.md section 6, LA-2 and LA-3: what public programs read of what they make beside a registry.

async function made(type: string, inputs: Properties): Promise<Properties> {
  const azure = await place();
  expect(await azure.write(type, inputs)).toBeUndefined();
  return azure.store.all(type)[0]?.outputs ?? {};
}

describe("LA-3: a resource shows what every resource of Azure shows", () => {
  it.each<[string, Properties, string, string]>([
    ["containerservice:ManagedCluster", { resourceName: "aks" }, "aks", "Microsoft.ContainerService/managedClusters"],
    ["web:WebApp", { name: "shop" }, "shop", "Microsoft.Web/sites"],
    ["logic:Workflow", { workflowName: "flow" }, "flow", "Microsoft.Logic/workflows"],
    ["batch:BatchAccount", { accountName: "jobs" }, "jobs", "Microsoft.Batch/batchAccounts"],
  ])("%s", async (type, inputs, name, arm) => {
    const outputs = await made(type, { ...inputs, location: "West Europe", identity: { type: "SystemAssigned" } });
    expect(outputs).toMatchObject({
      name,
      type: arm,
      location: "westeurope",
      identity: {
        type: "SystemAssigned",
        principalId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        tenantId: account.tenantId,
      },
    });
    expect(outputs).not.toHaveProperty("resourceGroupName");
  });

  it("with a made-up name where none was given", async () => {
    const azure = await place();
    await azure.write("logic:Workflow", {});
    const [found] = azure.store.all("logic:Workflow");
    expect(found?.id).toMatch(new RegExp(`^${groupPath}/providers/Microsoft.Logic/workflows/resource[0-9a-f]{8}$`));
  });
});

describe("LA-3a: what pulls from a registry shows", () => {
  it("a cluster, the identity of its nodes, which may be granted a role", async () => {
    const azure = await place();
    const cluster = { resourceName: "aks", dnsPrefix: "aks", identity: { type: "SystemAssigned" } };
    await azure.write("containerservice:ManagedCluster", cluster);
    const outputs = azure.store.all("containerservice:ManagedCluster")[0]?.outputs;
    const kubelet = {
      resourceId: expect.stringContaining(
        "/resourceGroups/MC_platform_aks_westeurope/providers/Microsoft.ManagedIdentity/",
      ),
      clientId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      objectId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    };
    expect(outputs).toMatchObject({ identityProfile: { kubeletidentity: kubelet } });
    const first = JSON.stringify(outputs);
    await azure.write("containerservice:ManagedCluster", cluster);
    expect(JSON.stringify(azure.store.all("containerservice:ManagedCluster")[0]?.outputs)).toBe(first);
  });

  it("a web app its host", async () => {
    expect(await made("web:WebApp", { name: "shop" })).toMatchObject({ defaultHostName: "shop.azurewebsites.net" });
  });

  it("a container app its host in its environment, and no value of a secret", async () => {
    const azure = await place();
    await azure.write("app:ManagedEnvironment", { environmentName: "apps" });
    const environment = azure.store.all("app:ManagedEnvironment")[0];
    const domain = String(environment?.outputs.defaultDomain);
    expect(domain).toMatch(/^[a-z0-9-]+\.westeurope\.azurecontainerapps\.io$/);
    await azure.write("app:ContainerApp", {
      containerAppName: "web",
      managedEnvironmentId: environment?.id,
      configuration: { ingress: { external: true, targetPort: 80 }, secrets: [{ name: "pwd", value: "planted" }] },
    });
    const outputs = azure.store.all("app:ContainerApp")[0]?.outputs ?? {};
    expect(outputs).toMatchObject({ configuration: { ingress: { fqdn: `web.${domain}` } } });
    expect(outputs.latestRevisionFqdn).toMatch(new RegExp(`^web--[0-9a-f]{7}\\.${domain}$`));
    expect(JSON.stringify(outputs)).not.toContain("planted");
  });

  it("a container group its address", async () => {
    const ipAddress = { type: "Public", ports: [{ port: 80 }], dnsNameLabel: "web" };
    const outputs = await made("containerinstance:ContainerGroup", {
      containerGroupName: "web",
      containers: [],
      ipAddress,
    });
    expect(outputs.ipAddress).toMatchObject({
      ip: expect.stringMatching(/^203\.0\.113\.\d+$/),
      fqdn: "web.westeurope.azurecontainer.io",
    });
  });
});

describe("LA-3c: in a preview", () => {
  it("what only the service knows inside of a given object is unknown", () => {
    expect(previewOutputs("containerinstance:ContainerGroup", { ipAddress: { type: "Public" } })).toEqual({
      ipAddress: { type: "Public", ip: UNKNOWN, fqdn: UNKNOWN },
    });
    expect(previewOutputs("app:ContainerApp", { configuration: { ingress: { targetPort: 80 } } })).toEqual({
      configuration: { ingress: { targetPort: 80, fqdn: UNKNOWN } },
    });
    expect(previewOutputs("containerservice:ManagedCluster", { agentPoolProfiles: [{ name: "a" }] })).toEqual({
      agentPoolProfiles: [{ name: "a", nodeImageVersion: UNKNOWN }],
    });
  });

  it("the identity of a type that is not known is unknown, and its name is left to the service", () => {
    expect(previewOutputs("logic:Workflow", { workflowName: "flow", identity: { type: "SystemAssigned" } })).toEqual({
      identity: { type: "SystemAssigned", principalId: UNKNOWN, tenantId: UNKNOWN },
    });
  });
});

describe("LA-2: a function that gives keys", () => {
  const ask = ({ store }: Place, token: string, args: Properties) =>
    invoke(store, `azure-native:${token}`, { resourceGroupName: group, ...args }, account.subscriptionId);

  it.each<[string, Properties, string, Properties, string]>([
    [
      "operationalinsights:Workspace",
      { workspaceName: "a" },
      "operationalinsights:getSharedKeys",
      {},
      "primarySharedKey",
    ],
    [
      "operationalinsights:Workspace",
      { workspaceName: "a" },
      "operationalinsights:getWorkspaceSharedKeys",
      {},
      "secondarySharedKey",
    ],
    [
      "storage:StorageAccount",
      { accountName: "a", kind: "StorageV2", sku: {} },
      "storage:listStorageAccountKeys",
      {},
      "keys",
    ],
    [
      "servicebus:Namespace",
      { namespaceName: "a" },
      "servicebus:listNamespaceKeys",
      { authorizationRuleName: "r" },
      "primaryConnectionString",
    ],
    [
      "containerservice:ManagedCluster",
      { resourceName: "a" },
      "containerservice:listManagedClusterUserCredentials",
      {},
      "kubeconfigs",
    ],
    [
      "containerservice:ManagedCluster",
      { resourceName: "a" },
      "containerservice:listManagedClusterAdminCredentials",
      {},
      "kubeconfigs",
    ],
    ["web:WebApp", { name: "a" }, "web:listWebAppPublishingCredentials", {}, "publishingPassword"],
  ])("%s: %j answers %s", async (type, inputs, token, args, property) => {
    const azure = await place();
    expect(() => ask(azure, token, { ...inputs, ...args })).toThrow("was not found");
    await azure.write(type, inputs);
    const answer = ask(azure, token, { ...inputs, ...args });
    expect(answer?.[property]).toMatchObject({
      "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
    });
    expect(ask(azure, token, { ...inputs, ...args })).toEqual(answer);
  });

  it("gives a kubeconfig that names the cluster's address", async () => {
    const azure = await place();
    await azure.write("containerservice:ManagedCluster", { resourceName: "aks" });
    const answer = ask(azure, "containerservice:listManagedClusterUserCredentials", { resourceName: "aks" });
    const kubeconfigs = JSON.stringify(answer);
    const [, value = ""] = /"name":"clusterUser","value":"([^"]+)"/.exec(kubeconfigs) ?? [];
    const fqdn = String(azure.store.all("containerservice:ManagedCluster")[0]?.outputs.fqdn);
    expect(Buffer.from(value, "base64").toString()).toContain(`server: "https://${fqdn}:443"`);
  });

  it("that is not known answers made-up values in the shape of its declaration", () => {
    const project = mkdtempSync(join(tmpdir(), "acr-shape-"));
    onTestFinished(() => rmSync(project, { recursive: true, force: true }));
    const folder = join(project, "node_modules/@pulumi/azure-native");
    for (const name of ["demo", "types"]) mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, "package.json"), "{}");
    writeFileSync(
      join(folder, "demo/listThings.d.ts"),
      "export interface ListThingsResult {\n    /**\n     * Text.\n     */\n    readonly name?: string;\n    readonly things: outputs.demo.Thing[];\n}\n",
    );
    writeFileSync(
      join(folder, "types/output.d.ts"),
      "\nexport declare namespace demo {\n    interface Thing {\n        value: string;\n        size?: number;\n    }\n}\n",
    );
    const answer = inventedAnswer("azure-native:demo:listThings", {}, project);
    expect(Object.keys(answer)).toEqual(["name", "things"]);
    expect(propertiesOf({ toJavaScript: () => answer })).toEqual({
      name: expect.stringMatching(/^.{44}$/),
      things: [{ value: expect.stringMatching(/^.{44}$/), size: 1 }],
    });
    expect(inventedAnswer("azure-native:demo:listThings", {}, project)).toEqual(answer);
    expect(inventedAnswer("azure-native:demo:listOthers", {}, project)).toEqual({});
    expect(inventedAnswer("azure-native:demo:listThings", {}, tmpdir())).toEqual({});
  });
});
