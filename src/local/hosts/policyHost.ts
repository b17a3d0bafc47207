import { createRequire } from "node:module";
import { join } from "node:path";

// Runs a policy pack with the SDK that the pack itself brings, else with the one beside this package: what the Node.js
// language host of the full CLI does. The engine starts it as `pulumi-analyzer-policy-nodejs <engine> <pack>`.
const places = [join(process.cwd(), "package.json"), __filename];
const runner = places.map(resolveRunner).find((path) => path !== undefined);
if (runner === undefined) {
  process.stderr.write("@pulumi/pulumi is not installed beside the policy pack: run npm install there.\n");
  process.exitCode = 1;
} else {
  process.env.PULUMI_NODEJS_TYPESCRIPT ??= "true";
  process.argv[1] = runner;
  createRequire(__filename)(runner);
}

function resolveRunner(from: string): string | undefined {
  try {
    return createRequire(from).resolve("@pulumi/pulumi/cmd/run-policy-pack");
  } catch {
    return undefined;
  }
}
