// How long check() takes, how it grows, and what dominates: `npm run build && node bench/check.mjs`.
import { execFileSync } from "node:child_process";
import { cpus } from "node:os";
import { join } from "node:path";
import { loadTypeScript } from "./typescript.mjs";

const { check, rules, normalise } = await loadTypeScript("bench/inside.ts");

const now = new Date("2026-11-24T00:00:00Z");
const subscription = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers";
const own = (rest) => `${subscription}/Microsoft.ContainerRegistry/registries/contoso/${rest}`;
const regions =
  "northeurope westus eastus eastus2 uksouth francecentral swedencentral japaneast koreacentral brazilsouth";
const map = (amount, key, make) =>
  Object.fromEntries(Array.from({ length: amount }, (_, n) => [`${key}${n}`, make(n)]));

const tokens = (amount) => ({
  tokens: map(amount, "token", (n) => ({
    tokenName: `token-${n}`,
    scopeMapId: own(`scopeMaps/map-${n}`),
    status: "enabled",
    credentials: { passwords: [{ name: "password1", expiry: "2027-01-01T00:00:00Z" }] },
  })),
});
const scopeMaps = (amount) => ({
  scopeMaps: map(amount, "map", (n) => ({
    scopeMapName: `map-${n}`,
    actions: [`repositories/team${n}/app/content/read`, `repositories/team${n}/app/metadata/read`],
  })),
});
const cacheRules = (amount) => ({
  cacheRules: map(amount, "rule", (n) => ({
    cacheRuleName: `rule-${n}`,
    sourceRepository: n % 2 ? `mcr.microsoft.com/team${n}/*` : `mcr.microsoft.com/team${n}/app`,
    targetRepository: n % 2 ? `cache/team${n}/*` : `cache/team${n}/app`,
  })),
});
const webhooks = (amount) => ({
  webhooks: map(amount, "hook", (n) => ({
    webhookName: `hook${n}hook`,
    location: "westeurope",
    serviceUri: "https://example.test/hook",
    actions: ["push"],
    scope: `team${n}/app:*`,
    status: "enabled",
  })),
});
const tasks = (amount) => ({
  tasks: map(amount, "task", (n) => ({
    taskName: `task-${n}`,
    location: "westeurope",
    platform: { os: "Linux", architecture: "amd64" },
    identity: { type: "SystemAssigned" },
    timeout: 3600,
    step: {
      type: "Docker",
      contextPath: "https://github.com/contoso/app.git#main",
      dockerFilePath: "Dockerfile",
      imageNames: [`app${n}:{{.Run.ID}}`],
      arguments: [{ name: "VERSION", value: "1" }],
    },
    trigger: { timerTriggers: [{ name: "nightly", schedule: "0 21 * * *" }] },
  })),
});
const privateEndpoints = (amount) => ({
  privateEndpoints: map(amount, "endpoint", (n) => ({
    location: "westeurope",
    subnet: { id: `${subscription}/Microsoft.Network/virtualNetworks/v${n}/subnets/s` },
    subnetPrefixes: [`10.${n}.0.0/24`],
    privateLinkServiceConnections: [{ name: "registry", groupIds: ["registry"] }],
    privateDnsZoneGroups: {
      default: {
        privateDnsZoneConfigs: [
          { name: "acr", privateDnsZoneId: `${subscription}/Microsoft.Network/privateDnsZones/privatelink.azurecr.io` },
        ],
      },
    },
  })),
});
const replications = () => ({
  replications: Object.fromEntries(
    regions.split(" ").map((region) => [region, { replicationName: region, location: region }]),
  ),
});
const premium = (...parts) =>
  Object.assign(
    {
      registryName: "contoso",
      resourceGroupName: "rg",
      location: "westeurope",
      sku: { name: "Premium" },
      publicNetworkAccess: "Disabled",
      networkRuleBypassAllowedForTasks: true,
      dataEndpointEnabled: true,
      identity: { type: "SystemAssigned" },
      tags: { team: "images" },
    },
    ...parts,
  );

const full = premium(
  replications(),
  privateEndpoints(20),
  tasks(50),
  webhooks(50),
  tokens(100),
  scopeMaps(100),
  cacheRules(100),
);
const small = (n) =>
  premium({ registryName: `contoso${n}` }, tasks(3), webhooks(3), tokens(2), scopeMaps(1), cacheRules(1));
const fleet = Array.from({ length: 1000 }, (_, n) => small(n));

/** The middle of many runs and how far they spread, in milliseconds. */
function measured(run, times) {
  for (let warm = 0; warm < 3; warm++) run();
  const taken = Array.from({ length: times }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  }).sort((a, b) => a - b);
  const at = (share) => taken[Math.min(taken.length - 1, Math.floor(share * taken.length))];
  return { median: at(0.5), low: at(0.1), high: at(0.9) };
}

const ms = (value) => `${value < 10 ? value.toFixed(3) : value.toFixed(1)} ms`;
const spread = ({ median, low, high }) => `${ms(median)} (10 % ${ms(low)}, 90 % ${ms(high)})`;
const print = (label, text) => console.log(`${label.padEnd(58)} ${text}`);

console.log(
  `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? "unknown processor"}, ${rules.length} rules\n`,
);

const whole = measured(() => check(full, { now }), 60);
print("check() of the full Premium registry (430 children)", spread(whole));
const all = measured(() => fleet.map((model) => check(model, { now })), 12);
print("check() of 1,000 registries of 10 children, all", spread(all));
print("  the same, one registry", spread({ median: all.median / 1000, low: all.low / 1000, high: all.high / 1000 }));
const allRules = measured(() => fleet.map((model) => check(model, { now, rules })), 8);
print("  the same with every rule, posture too", ms(allRules.median / 1000));

console.log("\nWhat dominates");
const copying = measured(() => normalise(full), 60).median;
print(
  "  copying and masking the full registry (normalise)",
  `${ms(copying)}, ${((100 * copying) / whole.median).toFixed(0)} %`,
);
const perRule = rules
  .map((rule) => ({ id: rule.id, took: measured(() => check(full, { now, rules: [rule] }), 15).median - copying }))
  .sort((a, b) => b.took - a.took);
for (const { id, took } of perRule.slice(0, 8)) print(`  ${id}`, ms(took));

console.log("\nGrowth: n, 2n, 4n; n log n allows a factor of about 2.2 for each doubling");
for (const [label, make, n] of [
  ["tokens", tokens, 12_500],
  ["scope maps", scopeMaps, 12_500],
  ["tokens with their scope maps", (amount) => ({ ...tokens(amount), ...scopeMaps(amount) }), 12_500],
  ["cache rules", cacheRules, 250],
  ["webhooks", webhooks, 125],
]) {
  const steps = [n, 2 * n, 4 * n].map((amount) => {
    const model = premium(make(amount));
    return measured(() => check(model, { now }), n > 1000 ? 5 : 30).median;
  });
  const factors = steps.slice(1).map((step, index) => (step / steps[index]).toFixed(2));
  print(`  ${label}, from ${n}`, `${steps.map(ms).join(", ")}  (× ${factors.join(", × ")})`);
}

console.log("\nLoading");
const script = `const t = process.hrtime.bigint(); require(${JSON.stringify(join(import.meta.dirname, "../dist/rules/index.js"))});
process.stdout.write(String(Number(process.hrtime.bigint() - t) / 1e6));`;
const loads = Array.from({ length: 21 }, () =>
  Number(execFileSync(process.execPath, ["-e", script], { encoding: "utf8" })),
);
loads.sort((a, b) => a - b);
print("  require dist/rules in a fresh process", spread({ median: loads[10], low: loads[2], high: loads[18] }));
