// The public surface as text, docs/api/*.api.md. What lacks a doc comment stands in it as "(undocumented)". Needs `npm run build` before.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Extractor, ExtractorConfig } from "@microsoft/api-extractor";

const root = join(import.meta.dirname, "..");
const reports = join(root, "docs/api");
const entries = { index: "dist/index.d.ts", rules: "dist/rules/index.d.ts", policy: "dist/policyPack/index.d.ts" };

mkdirSync(reports, { recursive: true });
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
  const { succeeded } = Extractor.invoke(config, { localBuild: true, showVerboseMessages: false });
  if (!succeeded) process.exitCode = 1;
}
