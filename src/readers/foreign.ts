import { isRecord, own } from "../model/json";
import { isParameterFile } from "./template/arguments";

// Files that say what a registry is in a form that is not read: each gets one sentence that says what to run instead. Every
// sentence follows the file's name.

const live = '"az acr list > registries.json" saves what exists for a review';

/** The sentence for each form. `file` is the name to write in the command. */
const reasons = {
  bicep: (file) =>
    `is Bicep's own language: run "az bicep build --file ${file}" and review the JSON, or review what "az deployment group what-if --no-pretty-print" prints`,
  bicepParameters: (file) =>
    `is Bicep's own language: run "bicep build-params ${file} --stdout > deployment.json" and review that file, which holds the template and its parameters`,
  terraform: () => `is a Terraform configuration, which is not read; ${live}`,
  terraformResult: () => `is Terraform's, which is not read; ${live}`,
  program: () => 'is not JSON: of a Pulumi program, review the preview, "acr-review -- pulumi preview"',
  previewText: () => 'is a preview for people: run "pulumi preview --json --show-sames"',
  whatIfText: () => "is a what-if result for people: run what-if with --no-pretty-print",
} satisfies Record<string, (file: string) => string>;

type Form = keyof typeof reasons;

/** By what a file's name ends in. */
const byName: readonly (readonly [ending: RegExp, form: Form])[] = [
  [/\.bicep$/i, "bicep"],
  [/\.bicepparam$/i, "bicepParameters"],
  [/\.tf(\.json)?$/i, "terraform"],
  [/\.(tfstate|tfplan|tfvars)$/i, "terraformResult"],
  [/\.([cm]?[jt]s|py|go|cs|fs|java|ya?ml)$/i, "program"],
];

/** By what the text looks like, for what comes without a name, and the name that it has as a rule. */
const byText: readonly (readonly [pattern: RegExp, form: Form, name: string])[] = [
  [/^Resource and property changes are indicated with these symbols/m, "whatIfText", ""],
  [/^(Previewing update|Diagnostics:)/m, "previewText", ""],
  [/^(Terraform|OpenTofu) (will perform|used the selected)/m, "terraformResult", ""],
  [/^[ \t]*using[ \t]+('|none\b)/m, "bicepParameters", "main.bicepparam"],
  [/^[ \t]*(resource \w+ '|targetScope *=|param \w+ \w+|module \w+ ')/m, "bicep", "main.bicep"],
  [/^[ \t]*(resource "|terraform *\{|provider "|module "\w+" *\{)/m, "terraform", ""],
  [/^runtime:/m, "program", ""],
];

/** Why a text that is no JSON is not read; `undefined` when nothing better can be said than that it is no JSON. */
export function reasonOfText(text: string, file = ""): string | undefined {
  const [, form] = byName.find(([ending]) => ending.test(file)) ?? [];
  if (form) return reasons[form](file);
  const start = text.slice(0, 20_000);
  const [, likeness, name = ""] = byText.find(([pattern]) => pattern.test(start)) ?? [];
  return likeness && reasons[likeness](name);
}

/** Why a JSON document is not read; `undefined` when it may be. */
export function reasonOfDocument(document: Record<string, unknown>): string | undefined {
  if (own(document, "terraform") !== undefined || Object.keys(Object(own(document, "resource"))).some(isTerraform)) {
    return reasons.terraform();
  }
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

/** Whether a type is one of Terraform's for Azure. */
function isTerraform(type: string): boolean {
  return /^(azurerm|azapi|azuread)_/.test(type);
}
