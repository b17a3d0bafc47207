// Pairs acr-review with checkov on the same ARM templates in one run, and measures acr-review alone on plain lists.
// Needs `npm run build`. checkov: the command on PATH or the one that CHECKOV names (pip install checkov==3.3.30).
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const main = resolve("dist/reviewCommand/main.js");
const checkov = process.env.CHECKOV ?? "checkov";
const runs = Number(process.env.RUNS ?? 5);
const folder = mkdtempSync(join(tmpdir(), "acr-bench-"));

// Runs in the measured process: its peak of memory goes to the last line of its standard error.
const probe = join(folder, "probe.cjs");
writeFileSync(probe, 'process.on("exit", () => process.stderr.write("\\n" + process.resourceUsage().maxRSS));');

/** An ARM template of registries that break a few rules each. */
function template(amount) {
  const resources = Array.from({ length: amount }, (_, index) => ({
    type: "Microsoft.ContainerRegistry/registries",
    apiVersion: "2023-07-01",
    name: `contoso${index}`,
    location: "westeurope",
    sku: { name: ["Basic", "Standard", "Premium"][index % 3] },
    properties: { adminUserEnabled: index % 2 === 0, publicNetworkAccess: index % 3 === 2 ? "Disabled" : "Enabled" },
  }));
  const $schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#";
  return { $schema, contentVersion: "1.0.0.0", resources };
}

/** A plain list of registries with ten children each. */
function list(amount) {
  const acr = (type, name, inputs) => ({ type: `azure-native:containerregistry:${type}`, name, inputs });
  return Array.from({ length: amount }, (_, index) => {
    const named = { registryName: `contoso${index}`, resourceGroupName: "rg" };
    return [
      acr("Registry", `r${index}`, { ...named, location: "westeurope", sku: { name: "Premium" } }),
      ...Array.from({ length: 3 }, (_, child) =>
        acr("Webhook", `w${index}-${child}`, {
          ...named,
          location: "westeurope",
          serviceUri: "https://hooks.example.com/",
          actions: ["push"],
        }),
      ),
      ...Array.from({ length: 3 }, (_, child) =>
        acr("CacheRule", `c${index}-${child}`, {
          ...named,
          sourceRepository: `mcr.microsoft.com/a/b${child}`,
          targetRepository: `b${child}`,
        }),
      ),
      ...["northeurope", "eastus"].map((location) =>
        acr("Replication", `p${index}-${location}`, { ...named, location }),
      ),
      ...["nightly", "weekly"].map((name) =>
        acr("Task", `t${index}-${name}`, {
          ...named,
          location: "westeurope",
          platform: { os: "Linux" },
          step: {
            type: "Docker",
            contextPath: "https://github.com/example/shop.git#main",
            dockerFilePath: "Dockerfile",
          },
        }),
      ),
    ];
  }).flat();
}

function write(name, content) {
  const file = join(folder, name);
  writeFileSync(file, JSON.stringify(content));
  return file;
}

/** Seconds of each run, and the last run's output. */
function measure(command, args, times) {
  const seconds = [];
  let output = { stdout: "", stderr: "" };
  for (let run = 0; run < times; run++) {
    const start = performance.now();
    const result = spawnSync(command, args, { encoding: "utf8", maxBuffer: 2 ** 30 });
    seconds.push((performance.now() - start) / 1000);
    if (result.error || result.status === 2 || result.status === null) return undefined;
    output = result;
  }
  return { seconds: seconds.sort((a, b) => a - b), ...output };
}

const median = (sorted) => sorted[Math.floor(sorted.length / 2)];
const shown = ({ seconds }) =>
  `${median(seconds).toFixed(2)} s (${seconds[0].toFixed(2)} to ${seconds[seconds.length - 1].toFixed(2)})`;

function ours(file) {
  const result = measure(process.execPath, ["-r", probe, main, "--profile", "all", "--format", "json", file], runs);
  if (!result) throw new Error("acr-review failed: is the package built?");
  const { summary } = JSON.parse(result.stdout);
  const megabytes = Math.round(Number(result.stderr.split("\n").pop()) / 1024);
  return { ...result, rules: summary.rules, findings: summary.errors + summary.warnings, megabytes };
}

function theirs(file) {
  const args = ["--framework", "arm", "-f", file, "-o", "json", "--compact"];
  const result = measure(checkov, args, Math.min(runs, 3));
  if (!result) return undefined;
  const parsed = JSON.parse(result.stdout);
  const { passed_checks = [], failed_checks = [] } = parsed.results ?? {};
  const ids = new Set([...passed_checks, ...failed_checks].map(({ check_id }) => check_id));
  return { ...result, rules: ids.size, findings: parsed.summary?.failed ?? failed_checks.length };
}

for (const amount of [10, 1000]) {
  const file = write(`template-${amount}.json`, template(amount));
  const mine = ours(file);
  console.log(`ARM template of ${amount} registries`);
  console.log(`  acr-review  ${shown(mine)}, ${mine.megabytes} MB, ${mine.rules} rules, ${mine.findings} findings`);
  const other = theirs(file);
  if (!other) {
    console.log("  checkov     not found: pip install checkov==3.3.30, or name it in CHECKOV");
    continue;
  }
  console.log(`  checkov     ${shown(other)}, ${other.rules} rules that apply, ${other.findings} findings`);
  console.log(`  ratio       ${(median(other.seconds) / median(mine.seconds)).toFixed(1)} times as fast`);
}
for (const amount of [10, 1000]) {
  const mine = ours(write(`list-${amount}.json`, list(amount)));
  console.log(`Plain list of ${amount} registries with 10 children each`);
  console.log(`  acr-review  ${shown(mine)}, ${mine.megabytes} MB, ${mine.rules} rules, ${mine.findings} findings`);
}
rmSync(folder, { recursive: true });
