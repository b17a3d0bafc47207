// The main job, shown: `npm run demo` previews the program at the root, deploys it to the local Azure, deploys it again
// (nothing changes) and prints its outputs. `-- --destroy` takes it down, `-- --sku Basic` breaks it on purpose.
import { spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

const root = join(import.meta.dirname, "..");

/** Runs acr-local in the root project; gives its exit code and, where it is not shown as it comes, its output. */
function acrLocal(args, output = "shown") {
  if (output === "shown") console.log(`\n$ acr-local ${args.join(" ")}`);
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [join(root, "dist/local/main.js"), ...args], {
      cwd: root,
      stdio: ["ignore", output === "shown" ? "inherit" : "pipe", "inherit"],
    });
    let text = "";
    child.stdout?.setEncoding("utf8").on("data", (part) => {
      text += part;
    });
    child.once("error", fail);
    child.once("close", (code) => done({ code: code ?? 1, text }));
  });
}

/** Runs acr-local, and ends the demo where it fails. */
async function step(args, output) {
  const { code, text } = await acrLocal(args, output);
  if (code === 0) return text;
  console.error(`\nThe demo stopped: acr-local ${args[0]} ended with code ${code}.`);
  process.exit(code);
}

async function show() {
  await step(["preview"]);
  await step(["up", "--skip-preview", "--yes"]);
  await step(["up", "--skip-preview", "--yes", "--expect-no-changes"]);
  const outputs = Object.entries(JSON.parse(await step(["stack", "output", "--json"], "quiet")));
  console.log("\nThe second deployment changed nothing. The outputs:");
  for (const [name, value] of outputs) console.log(`  ${name}: ${[value].flat().join(", ")}`);
  console.log(`
Next
  npm run demo -- --sku Basic   breaks it on purpose, and shows what is said
  npm run demo -- --destroy     takes it down`);
}

/** Previews the program with another tier. The configuration of the stack stays what it is. */
async function breakIt(sku) {
  const folder = mkdtempSync(join(tmpdir(), "acr-demo-"));
  const config = join(folder, "Pulumi.local.yaml");
  const own = join(root, "Pulumi.local.yaml");
  if (existsSync(own)) copyFileSync(own, config);
  try {
    const { code } = await acrLocal(["preview", "--config-file", config, "--config", `sku=${sku}`]);
    return code;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const usage = `Usage: npm run demo [-- --destroy | --sku Basic|Standard|Premium]
  without options   previews the program at the root, deploys it to the local Azure, and deploys it again
  --sku Basic       breaks it on purpose, and shows what is said
  --destroy         takes it down`;

function options() {
  try {
    const { values } = parseArgs({
      options: { destroy: { type: "boolean" }, sku: { type: "string" }, help: { type: "boolean", short: "h" } },
    });
    if (values.destroy && values.sku !== undefined)
      throw new Error("--destroy and --sku are two demos: give one of them.");
    return values;
  } catch (error) {
    console.error(`${error.message}\n${usage}`);
    process.exit(2);
  }
}

async function main() {
  const values = options();
  if (values.help) {
    console.log(usage);
  } else if (values.sku !== undefined) {
    process.exitCode = await breakIt(values.sku);
  } else if (values.destroy) {
    await step(["destroy", "--skip-preview", "--yes"]);
  } else {
    await show();
  }
}

await main();
