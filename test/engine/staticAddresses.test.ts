import { afterAll, expect, it } from "vitest";
import { makeProject } from "./project";

// K4: a registry whose private endpoint has static addresses gets one more replica, deployment by deployment.

const project = makeProject(
  "static-addresses",
  `
const acr = require("pulumi-acr");
const { ResourceGroup } = require("@pulumi/azure-native/resources/resourceGroup.js");
const { Subnet } = require("@pulumi/azure-native/network/subnet.js");
const { VirtualNetwork } = require("@pulumi/azure-native/network/virtualNetwork.js");
const location = "westeurope";
const resourceGroupName = new ResourceGroup("registries", { location }).name;
const virtualNetworkName = new VirtualNetwork("hub", { resourceGroupName, location,
  addressSpace: { addressPrefixes: ["10.0.0.0/16"] } }).name;
const subnetId = new Subnet("endpoints", { resourceGroupName, virtualNetworkName, addressPrefix: "10.0.1.0/24" }).id;
const { addresses, replicas } = JSON.parse(process.env.STEP);
new acr.Registry("images", { resourceGroupName, location, sku: "Premium",
  replications: Object.fromEntries(replicas.map((region) => [region, {}])),
  privateEndpoints: { hub: { subnetId, staticAddresses: addresses && Object.fromEntries(
    addresses.map((member, index) => [member, "10.0.1." + (index + 4)])) } } });
`,
);
afterAll(() => project.remove());

const deploy = (line: string, addresses: readonly string[] | undefined, replicas: readonly string[]) =>
  project.run(`${line} --color never --non-interactive`, { STEP: JSON.stringify({ addresses, replicas }) });
const up = "up --skip-preview --yes";
const two = ["registry", "registry_data_westeurope"];
const three = [...two, "registry_data_northeurope"];

it("K4: a replica beside static addresses is refused in the preview, and made in the three deployments that it says", {
  timeout: 180_000,
}, async () => {
  expect(await deploy(up, two, [])).toMatchObject({ code: 0 });

  const refused = await deploy("preview", three, ["northeurope"]);
  expect(refused.code).not.toBe(0);
  expect(refused.text).toContain("error PE-09 at replications.northeurope");
  expect(refused.text).toContain(
    'fix:     Do it in three deployments: 1. take the static addresses out of private endpoint "hub", 2. add the replica, 3. give the static addresses again, with one for registry_data_northeurope.',
  );

  expect(await deploy(up, undefined, [])).toMatchObject({ code: 0 });
  expect(await deploy(up, undefined, ["northeurope"])).toMatchObject({ code: 0 });
  expect(await deploy(up, three, ["northeurope"])).toMatchObject({ code: 0 });
  expect((await deploy(`${up} --expect-no-changes`, three, ["northeurope"])).code).toBe(0);
});
