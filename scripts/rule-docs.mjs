// Writes docs/rules and docs/sources.md from the rule book, and removes pages of subjects that are gone.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { runnerImport } from "vite";

// The sources are CommonJS, and read YAML only when they meet some.
globalThis.require = createRequire(import.meta.url);

const folder = join(import.meta.dirname, "../docs/rules");
const load = async (file) => (await runnerImport(join(import.meta.dirname, file))).module;
const { generatedMark, rulePages } = await load("rule-pages.ts");
const { rules } = await load("../src/rules/book.ts");

mkdirSync(folder, { recursive: true });
const pages = rulePages(rules);
for (const name of readdirSync(folder)) {
  const generated = readFileSync(join(folder, name), "utf8").startsWith(generatedMark);
  if (generated && !pages.has(name)) rmSync(join(folder, name));
}
for (const [name, text] of pages) writeFileSync(join(folder, name), text);
const { sourcesPage } = await load("sources.ts");
writeFileSync(join(folder, "../sources.md"), sourcesPage(generatedMark));
console.log(`Wrote ${pages.size} pages to docs/rules.`);
