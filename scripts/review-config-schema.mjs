// Writes schema/review-config.schema.json from the rule book: `node scripts/review-config-schema.mjs`.
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";

const { module } = await runnerImport(fileURLToPath(new URL("../src/review/reviewSchema.ts", import.meta.url)));
const file = new URL("../schema/review-config.schema.json", import.meta.url);
mkdirSync(new URL(".", file), { recursive: true });
writeFileSync(file, `${JSON.stringify(module.reviewConfigSchema(), null, 2)}\n`);
