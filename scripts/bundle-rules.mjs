// After `tsc`: puts the rule book into one file, dist/rules/index.js. Loading a hundred small files costs more than
// reading what is in them, and a command that only checks a file should start at once.
import { join } from "node:path";
import { build } from "vite";

const root = join(import.meta.dirname, "..");

await build({
  root,
  configFile: false,
  logLevel: "warn",
  build: {
    ssr: "src/rules/index.ts",
    outDir: "dist/rules",
    emptyOutDir: false,
    minify: false,
    target: "node20",
    rollupOptions: { output: { format: "cjs", entryFileNames: "index.js" } },
  },
  ssr: { noExternal: ["ipaddr.js"], external: ["yaml"] },
});
