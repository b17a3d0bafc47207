import { getClientConfigOutput } from "@pulumi/azure-native/authorization";
import { Key, Vault } from "@pulumi/azure-native/keyvault";
import { Subnet, VirtualNetwork } from "@pulumi/azure-native/network";
import { ResourceGroup } from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import * as acr from "pulumi-acr";

const config = new pulumi.Config();
const location = config.require("location");

const group = new ResourceGroup("images", { location });

const network = new VirtualNetwork("hub", {
  resourceGroupName: group.name,
  location,
  addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
});
const subnet = new Subnet("endpoints", {
  resourceGroupName: group.name,
  virtualNetworkName: network.name,
  addressPrefix: "10.0.1.0/24",
});

const vault = new Vault("registrykeys", {
  resourceGroupName: group.name,
  location,
  properties: {
    tenantId: getClientConfigOutput().tenantId,
    sku: { family: "A", name: "standard" },
    enableRbacAuthorization: true,
    enablePurgeProtection: true,
  },
});
const key = new Key("registry", {
  resourceGroupName: group.name,
  vaultName: vault.name,
  keyName: "registry",
  properties: { kty: "RSA", keySize: 3072 },
});

// With a customer-managed key the service keeps run logs for a day only: these go into the registry.
const logTemplate = "acr/tasks:{{.Run.ID}}";

const registry = new acr.Registry("images", {
  resourceGroupName: group.name,
  location,
  sku: acr.parseSku(config.require("sku")),
  publicNetworkAccess: "Disabled",
  dataEndpointEnabled: true,
  replications: Object.fromEntries(config.requireObject<string[]>("replicaRegions").map((region) => [region, {}])),
  encryption: { keyVaultId: vault.id, keyName: key.name },
  privateEndpoints: {
    hub: { subnetId: subnet.id, privateDns: { virtualNetworkIds: { hub: network.id } } },
  },
  policies: { retentionPolicy: { status: "enabled", days: 30 } },
  tasks: {
    rebuild: {
      step: acr.dockerBuild({
        contextPath: "https://github.com/Azure-Samples/acr-build-helloworld-node.git#master",
        imageNames: ["hello:{{.Run.ID}}"],
      }),
      triggers: { timers: { nightly: "0 3 * * *" }, baseImage: {} },
      logTemplate,
    },
    clean: {
      step: acr.encodedTask({
        task: "version: v1.1.0\nsteps:\n  - cmd: acr purge --filter 'hello:.*' --ago 30d\n    disableWorkingDirectoryOverride: true\n    timeout: 3600\n",
      }),
      triggers: { timers: { weekly: "0 4 * * Sun" } },
      logTemplate,
    },
  },
});

export const loginServer = registry.loginServer;
export const dataEndpoints = registry.dataEndpointHostNames;
export const image = registry.imageReference({ repository: "hello", tag: "v1" });
