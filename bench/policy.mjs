// What the policy pack adds to a preview of 100 registries, against no pack and against an empty one:
//   npm run build && node bench/policy.mjs [rounds] [--answers]
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const rounds = Number(process.argv[2] ?? 5);
const state = mkdtempSync(join(tmpdir(), "acr-bench-"));
const packs = {
  "no pack": undefined,
  "empty pack": join(here, "policy/empty"),
  "pulumi-acr pack": join(here, "../policy-pack"),
  "acrPolicies() in a pack": join(here, "policy/own"),
};

function preview(pack) {
  const args = [join(here, "../dist/local/main.js"), "preview", "--non-interactive", "--suppress-progress"];
  const started = performance.now();
  const run = spawnSync(process.execPath, [...args, ...(pack ? ["--policy-pack", pack] : [])], {
    cwd: join(here, "policy"),
    env: { ...process.env, ACR_LOCAL_STATE: state },
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  const seconds = (performance.now() - started) / 1000;
  if (run.status !== 0 && !/Policies:/.test(run.stdout)) throw new Error(run.stdout + run.stderr);
  return seconds;
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
function previews() {
  const times = Object.fromEntries(Object.keys(packs).map((name) => [name, []]));
  preview(undefined);
  for (let round = 0; round < rounds; round++) {
    // Each round in another order, so that no pack always runs first.
    const names = Object.keys(packs);
    for (const name of round % 2 ? names.reverse() : names) times[name].push(preview(packs[name]));
  }

  const empty = median(times["empty pack"]);
  console.log(`preview of ${process.env.REGISTRIES ?? 100} registries with a replica each, ${rounds} rounds, seconds`);
  for (const [name, values] of Object.entries(times)) {
    const middle = median(values);
    const spread = `${Math.min(...values).toFixed(2)} to ${Math.max(...values).toFixed(2)}`;
    console.log(
      `${name.padEnd(24)} median ${middle.toFixed(2)} (${spread}), against the empty pack ${(middle - empty >= 0 ? "+" : "") + (middle - empty).toFixed(2)}`,
    );
  }
}
if (!process.argv.includes("--answers")) previews();

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
