// Writes schema/review-config.schema.json from the rule book. Run after `npm run build`.
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const { reviewConfigSchema } = createRequire(import.meta.url)("../dist/rules/reviewSchema.js");
const file = new URL("../schema/review-config.schema.json", import.meta.url);
mkdirSync(new URL(".", file), { recursive: true });
writeFileSync(file, `${JSON.stringify(reviewConfigSchema(), null, 2)}\n`);
