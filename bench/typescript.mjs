// Loads TypeScript of this repository into a bench.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { build } from "vite";

const root = join(import.meta.dirname, "..");

/** What a TypeScript file exports, bundled with what it imports of this repository. */
export async function loadTypeScript(entry) {
  // Inside the repository, so that the packages that are not bundled are found.
  mkdirSync(join(root, "build"), { recursive: true });
  const folder = mkdtempSync(join(root, "build/bench-"));
  try {
    await build({
      root,
      configFile: false,
      logLevel: "error",
      build: {
        ssr: entry,
        outDir: folder,
        target: "node20",
        minify: false,
        rollupOptions: { output: { format: "cjs", entryFileNames: "entry.cjs" } },
      },
      ssr: { noExternal: ["ipaddr.js", "yaml"] },
    });
    return createRequire(import.meta.url)(join(folder, "entry.cjs"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
