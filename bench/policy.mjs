// What the policy pack adds to a preview of 100 registries, against no pack and against an empty one:
//   npm run build && node bench/policy.mjs [rounds] [--answers]
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { acrLocal } from "./acrLocal.mjs";
import { inTurn, median, spread } from "./figures.mjs";

const here = import.meta.dirname;
const rounds = Number(process.argv[2] ?? 5);
const state = mkdtempSync(join(tmpdir(), "acr-bench-"));
const packs = {
  "no pack": undefined,
  "empty pack": join(here, "policy/empty"),
  "pulumi-acr pack": join(here, "../policy-pack"),
  "acrPolicies() in a pack": join(here, "policy/own"),
};

function preview(pack) {
  const args = ["preview", "--non-interactive", "--suppress-progress", ...(pack ? ["--policy-pack", pack] : [])];
  const { status, stdout, stderr, seconds } = acrLocal(join(here, "policy"), args, { ACR_LOCAL_STATE: state });
  if (status !== 0 && !/Policies:/.test(stdout)) throw new Error(stdout + stderr);
  return seconds;
}

async function previews() {
  const times = await inTurn(
    Object.fromEntries(Object.entries(packs).map(([name, pack]) => [name, () => preview(pack)])),
    rounds,
  );
  const empty = median(times["empty pack"]);
  console.log(`preview of ${process.env.REGISTRIES ?? 100} registries with a replica each, ${rounds} rounds`);
  for (const [name, values] of Object.entries(times)) {
    const more = median(values) - empty;
    console.log(
      `${name.padEnd(24)} ${spread(values, 2, "s")}, against the empty pack ${(more >= 0 ? "+" : "") + more.toFixed(2)} s`,
    );
  }
}
if (!process.argv.includes("--answers")) await previews();

// The wall time of a preview is noisy; the same questions asked of the pack alone are not.
const sdk = createRequire(join(here, "../node_modules/@pulumi/pulumi/package.json"));
const grpc = sdk("@grpc/grpc-js");
const { AnalyzerClient } = sdk("./proto/analyzer_grpc_pb.js");
const proto = sdk("./proto/analyzer_pb.js");
const { Struct } = sdk("google-protobuf/google/protobuf/struct_pb.js");

async function answers(pack) {
  const started = performance.now();
  const child = spawn(process.execPath, [sdk.resolve("./cmd/run-policy-pack"), "127.0.0.1:1", "."], {
    cwd: pack,
    env: { ...process.env, PULUMI_NODEJS_TYPESCRIPT: "false" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [port] = await once(child.stdout, "data");
  const ready = performance.now();
  const client = new AnalyzerClient(`127.0.0.1:${String(port).trim()}`, grpc.credentials.createInsecure());
  const call = (method, request) =>
    new Promise((done, fail) => client[method](request, (error, value) => (error ? fail(error) : done(value))));
  const resources = Array.from({ length: Number(process.env.REGISTRIES ?? 100) }, (_, index) => index).flatMap(
    (index) => [
      ["Registry", `registry${index}`, { registryName: `bench${index}registry`, sku: { name: "Premium" } }],
      ["Replication", `replica${index}`, { registryName: `bench${index}registry`, location: "northeurope" }],
    ],
  );
  const fill = (message, [type, name, props]) => {
    message.setType(`azure-native:containerregistry:${type}`);
    message.setName(name);
    message.setUrn(`urn:pulumi:dev::bench::azure-native:containerregistry:${type}::${name}`);
    message.setProperties(Struct.fromJavaScript({ resourceGroupName: "bench", location: "westeurope", ...props }));
    message.setOptions(new proto.AnalyzerResourceOptions());
    return message;
  };
  const asked = performance.now();
  for (const resource of resources) {
    await call("remediate", fill(new proto.AnalyzeRequest(), resource));
    await call("analyze", fill(new proto.AnalyzeRequest(), resource));
  }
  const stack = new proto.AnalyzeStackRequest();
  stack.setResourcesList(resources.map((resource) => fill(new proto.AnalyzerResource(), resource)));
  await call("analyzeStack", stack);
  const ended = performance.now();
  client.close();
  child.kill();
  return { start: ready - started, answers: ended - asked };
}

console.log("\nthe pack alone, milliseconds");
for (const [name, pack] of Object.entries(packs)) {
  if (!pack) continue;
  const runs = [];
  for (let round = 0; round < rounds; round++) runs.push(await answers(pack));
  const start = median(runs.map((run) => run.start)).toFixed(0);
  console.log(`${name.padEnd(24)} start ${start}, all answers ${median(runs.map((run) => run.answers)).toFixed(0)}`);
}
rmSync(state, { recursive: true, force: true });
