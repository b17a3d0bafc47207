import { isParameterFile } from "./template/arguments";
import { isRecord, own } from "./values";

// Files that say what a registry is in a form that is not read: each gets one sentence that says what to run instead. Every
// sentence follows the file's name.

const live = '"az acr list > registries.json" saves what exists for a review';

/** By what a file's name ends in. */
const byName: readonly (readonly [ending: RegExp, reason: (file: string) => string])[] = [
  [
    /\.bicep$/i,
    (file) =>
      `is Bicep's own language: run "az bicep build --file ${file}" and review the JSON, or review what "az deployment group what-if --no-pretty-print" prints`,
  ],
  [
    /\.bicepparam$/i,
    (file) =>
      `is Bicep's own language: run "bicep build-params ${file} --stdout > deployment.json" and review that file, which holds the template and its parameters`,
  ],
  [/\.tf(\.json)?$/i, () => `is a Terraform configuration, which is not read; ${live}`],
  [/\.(tfstate|tfplan|tfvars)$/i, () => `is Terraform's, which is not read; ${live}`],
  [
    /(^|[\\/])Pulumi(\.[\w-]+)?\.ya?ml$|\.([cm]?[jt]s|py|go|cs|fs|java|ya?ml)$/i,
    () => 'is not JSON: of a Pulumi program, review the preview, "acr-review -- pulumi preview"',
  ],
];

/** By what the text looks like, for what comes without a name. */
const byText: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^[ \t]*using[ \t]+('|none\b)/m, "main.bicepparam"],
  [/^[ \t]*(resource \w+ '|targetScope *=|param \w+ \w+|module \w+ ')/m, "main.bicep"],
  [/^[ \t]*(resource "|terraform *\{|provider "|module "\w+" *\{)/m, "main.tf"],
  [/^runtime:/m, "Pulumi.yaml"],
];

/** Why a text that is no JSON is not read; `undefined` when nothing better can be said than that it is no JSON. */
export function reasonOfText(text: string, file = ""): string | undefined {
  const start = text.slice(0, 20_000);
  const [, likeness] = byText.find(([pattern]) => pattern.test(start)) ?? [];
  for (const name of [file, likeness ?? ""]) {
    const [, reason] = byName.find(([ending]) => ending.test(name)) ?? [];
    if (reason) return reason(name);
  }
  return undefined;
}

/** Why a JSON document is not read; `undefined` when it may be. */
export function reasonOfDocument(document: Record<string, unknown>): string | undefined {
  const isPlan = own(document, "planned_values") !== undefined || own(document, "resource_changes") !== undefined;
  if (isPlan) return `is a Terraform plan, which is not read; ${live}`;
  const isState = own(document, "terraform_version") !== undefined || own(own(document, "values"), "root_module");
  if (isState) return `is a Terraform state, which is not read; ${live}`;
  if (isParameterFile(document)) {
    return "holds parameters of a template: give it with --parameters, beside the template";
  }
  if (isRecord(own(document, "dependencies")) || own(document, "devDependencies") !== undefined) {
    return "is a manifest of npm, not resources";
  }
  return undefined;
}
