import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import * as grpc from "@grpc/grpc-js";
import { InputPropertiesError } from "@pulumi/pulumi/proto/errors_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { ConstructRequest } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Monitor, startMonitor } from "./monitor";

// A component provider of somebody else, with our registry in it, in a process of its own.
const provider = `
const { main } = require("@pulumi/pulumi/provider/server");
const acr = require(${JSON.stringify(join(__dirname, "../../dist/index.js"))});
main({
  version: "1.0.0",
  construct: async (name, type, inputs, options) => {
    const registry = new acr.Registry(name, { resourceGroupName: "images", ...inputs }, options);
    return { urn: registry.urn, state: { loginServer: registry.loginServer } };
  },
}, process.argv.slice(1));
`;

let monitor: Monitor;
let plugin: ChildProcess;
let client: ResourceProviderClient;

beforeAll(async () => {
  monitor = await startMonitor();
  plugin = spawn(process.execPath, ["-e", provider, "--", monitor.address], {
    cwd: join(__dirname, "../.."),
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (!plugin.stdout) throw new Error("the provider has no output");
  const [port] = await once(plugin.stdout, "data");
  client = new ResourceProviderClient(`127.0.0.1:${String(port).trim()}`, grpc.credentials.createInsecure());
}, 30_000);

afterAll(() => {
  client.close();
  plugin.kill();
  monitor.close();
});

function construct(inputs: Parameters<typeof Struct.fromJavaScript>[0], ofOutputs: readonly string[] = []) {
  const request = new ConstructRequest();
  request.setProject("test");
  request.setStack("test");
  request.setMonitorendpoint(monitor.address);
  request.setType("platform:index:Images");
  request.setName("images");
  request.setParallel(4);
  request.setInputs(Struct.fromJavaScript(inputs));
  for (const name of ofOutputs) {
    const dependencies = new ConstructRequest.PropertyDependencies();
    dependencies.setUrnsList(["urn:pulumi:test::test::azure-native:resources:ResourceGroup::images"]);
    request.getInputdependenciesMap().set(name, dependencies);
  }
  return new Promise<{ code: number; properties: Record<string, string> }>((settle) => {
    client.construct(request, (error) => {
      const properties: Record<string, string> = {};
      for (const binary of error?.metadata.get("grpc-status-details-bin") ?? []) {
        for (const detail of Status.deserializeBinary(new Uint8Array(Buffer.from(binary))).getDetailsList()) {
          for (const found of InputPropertiesError.deserializeBinary(detail.getValue_asU8()).getErrorsList()) {
            properties[found.getPropertyPath()] = found.getReason();
          }
        }
      }
      settle({ code: error?.code ?? 0, properties });
    });
  });
}

it("reports plain values as input-property errors", async () => {
  const { code, properties } = await construct({ sku: "Basic", dataEndpointEnabled: true, zoneRedundancy: "Enabled" });
  expect(code).toBe(grpc.status.INVALID_ARGUMENT);
  expect(Object.keys(properties).sort()).toEqual(["dataEndpointEnabled", "zoneRedundancy"]);
  expect(properties.zoneRedundancy).toContain("ZR-03");
});

it("reports outputs as input-property errors when they resolve", async () => {
  const { code, properties } = await construct({ sku: "Basic", dataEndpointEnabled: true }, ["dataEndpointEnabled"]);
  expect(code).toBe(grpc.status.INVALID_ARGUMENT);
  expect(properties.dataEndpointEnabled).toContain("EP-01");
});
