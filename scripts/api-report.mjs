// The public surface as text, docs/api/*.api.md: `npm run api` fails where a report is stale, `npm run api:update` writes
// it anew. What lacks a doc comment stands in it as "(undocumented)". Needs `npm run build` before.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Extractor, ExtractorConfig } from "@microsoft/api-extractor";

const root = join(import.meta.dirname, "..");
const reports = join(root, "docs/api");
const entries = { index: "dist/index.d.ts", rules: "dist/rules/index.d.ts", policy: "dist/policyPack/index.d.ts" };
const update = process.argv.includes("--update");

mkdirSync(reports, { recursive: true });
let stale = false;
for (const [name, file] of Object.entries(entries)) {
  const config = ExtractorConfig.prepare({
    configObject: {
      ...ExtractorConfig.loadFile(join(root, "api-extractor.json")),
      projectFolder: root,
      mainEntryPointFilePath: join(root, file),
      apiReport: {
        enabled: true,
        reportFileName: `${name}.api.md`,
        reportFolder: reports,
        reportTempFolder: join(root, "build/api"),
      },
    },
    configObjectFullPath: join(root, "api-extractor.json"),
    packageJsonFullPath: join(root, "package.json"),
  });
  const { succeeded, apiReportChanged } = Extractor.invoke(config, { localBuild: update, showVerboseMessages: false });
  if (!update && apiReportChanged)
    console.error(`docs/api/${name}.api.md is stale: npm run api:update writes it anew.`);
  stale ||= !succeeded || (!update && apiReportChanged);
}
process.exitCode = stale ? 1 : 0;
