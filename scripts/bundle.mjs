// The JavaScript of the package, from `src` into `dist`: one file for each entry, and what they share in `dist/chunks`.
// Loading a hundred small files costs more than reading what is in them, and a command should start at once. The
// declarations come from `tsc`.
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const root = fileURLToPath(new URL("..", import.meta.url));
const entries = [
  "index",
  "rules/index",
  "policyPack/index",
  "reviewCommand/main",
  "taskCommand/main",
  "local/main",
  "local/hosts/policyHost",
  "local/hosts/languagePlugin",
];

await build({
  root,
  configFile: false,
  logLevel: "warn",
  build: {
    ssr: true,
    outDir: "dist",
    emptyOutDir: true,
    minify: false,
    target: "node20",
    rollupOptions: {
      // No file does anything when it is loaded: what an entry does not use stays out of its chunks.
      treeshake: { moduleSideEffects: false },
      input: Object.fromEntries(entries.map((name) => [name, join(root, `src/${name}.ts`)])),
      output: {
        format: "cjs",
        interop: "auto",
        exports: "named",
        entryFileNames: "[name].js",
        chunkFileNames: "chunks/[name].js",
        // A file of a few lines costs more to find than to read.
        experimentalMinChunkSize: 10_000,
      },
    },
  },
});
for (const command of ["reviewCommand/main", "taskCommand/main", "local/main"])
  chmodSync(join(root, `dist/${command}.js`), 0o755);
