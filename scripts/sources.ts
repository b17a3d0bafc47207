// Where the facts of the rule book come from. `docs/sources.md` is made of this table, and the rule pages link by it.

/** One kind of source. */
interface Source {
  /** What it is. */
  readonly words: string;
  /** Its address, or the address of what stands behind the code's colon. */
  readonly link?: string | ((name: string) => string | undefined);
}

const learn = "https://learn.microsoft.com/azure/container-registry";
const azurerm = "https://github.com/hashicorp/terraform-provider-azurerm/tree/main/internal/services/containers";
const bicepModule = "https://github.com/Azure/bicep-registry-modules/tree/main/avm/res/container-registry/registry";
const terraformModule = "https://github.com/Azure/terraform-azurerm-avm-res-containerregistry-registry";
const bicepTypes = "https://github.com/Azure/bicep-types-az/tree/main/generated/containerregistry";

/** Every code that a rule's source may begin with. */
export const sources: Readonly<Record<string, Source>> = {
  D: {
    words: "A page of Azure's documentation on container registries, by its name.",
    link: (name) => `${learn}/${name}`,
  },
  LIM: {
    words: "The table of limits and features by tier in Azure's documentation.",
    link: `${learn}/container-registry-skus`,
  },
  BT: {
    words: "Azure's resource types as Bicep has them, made from the service's own description; by API version.",
    link: bicepTypes,
  },
  SPEC: {
    words: "The service's own description of its API.",
    link: "https://github.com/Azure/azure-rest-api-specs/tree/main/specification/containerregistry/resource-manager/Microsoft.ContainerRegistry",
  },
  TF: { words: "The azurerm provider for Terraform, by file.", link: azurerm },
  TFV: { words: "The checks of names and values in the azurerm provider, by file.", link: `${azurerm}/validate` },
  CLI: {
    words: "The Azure CLI, by file.",
    link: "https://github.com/Azure/azure-cli/tree/dev/src/azure-cli/azure/cli/command_modules/acr",
  },
  "AVM-B": { words: "The Azure Verified Module for Bicep.", link: bicepModule },
  "AVM-TF": { words: "The Azure Verified Module for Terraform.", link: terraformModule },
  ACRR: { words: "The documents of the service's team.", link: "https://github.com/Azure/acr/tree/main/docs" },
  POL: {
    words: "Azure's built-in policies on container registries.",
    link: "https://github.com/Azure/azure-policy/tree/master/built-in-policies/policyDefinitions/Container%20Registry",
  },
  RNR: {
    words: "Azure's rules for resource names.",
    link: "https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftcontainerregistry",
  },
  I: {
    words: "An issue or a pull request, by repository and number.",
    link: (name) => {
      const [, repository, number] = /^([\w.-]+\/[\w.-]+)#(\d+)$/.exec(name) ?? [];
      return repository && `https://github.com/${repository}/issues/${number}`;
    },
  },
  "Azure Policy": {
    words: "A built-in or published policy of Azure Policy.",
    link: "https://learn.microsoft.com/azure/container-registry/policy-reference",
  },
  "Azure community policy": {
    words: "A policy of the Azure community's collection.",
    link: "https://github.com/Azure/Community-Policy",
  },
  PSRule: { words: "PSRule for Azure, by rule.", link: "https://azure.github.io/PSRule.Rules.Azure/en/rules/" },
  Checkov: { words: "Checkov, by check.", link: "https://www.checkov.io/5.Policy%20Index/all.html" },
  Steampipe: {
    words: "Steampipe's compliance controls for Azure.",
    link: "https://hub.steampipe.io/mods/turbot/azure_compliance",
  },
  APRL: {
    words: "The Azure Proactive Resiliency Library.",
    link: "https://azure.github.io/Azure-Proactive-Resiliency-Library-v2/",
  },
  KICS: { words: "KICS, by query.", link: "https://docs.kics.io/latest/queries/azureresourcemanager-queries/" },
  CloudSploit: {
    words: "CloudSploit, by plugin.",
    link: "https://github.com/aquasecurity/cloudsploit/tree/master/plugins/azure/containerregistry",
  },
  Prowler: { words: "Prowler, by check.", link: "https://hub.prowler.com/" },
  Terrascan: { words: "Terrascan, by policy.", link: "https://github.com/tenable/terrascan" },
  Trivy: { words: "Trivy's checks of infrastructure code.", link: "https://avd.aquasec.com/misconfig/azure/" },
  "pulumi/compliance-policies": {
    words: "Pulumi's compliance policies.",
    link: "https://github.com/pulumi/compliance-policies",
  },
  "acr-builder": {
    words: "The program that runs tasks on the service's agents.",
    link: "https://github.com/Azure/acr-builder",
  },
  "Microsoft cloud security benchmark": {
    words: "Microsoft's benchmark for cloud security.",
    link: "https://learn.microsoft.com/security/benchmark/azure/",
  },
  "generic ARM": {
    words: "What Azure Resource Manager does for resources of every type.",
    link: "https://learn.microsoft.com/azure/azure-resource-manager/",
  },
  "no peer": { words: "No other tool has this rule." },
  "the service's documentation": {
    words: "Azure's documentation on container registries; the row “Documentation” has the page.",
    link: learn,
  },
  "Microsoft's retirement notice": {
    words: "Microsoft's notice that content trust retires; the row “Documentation” has the page.",
  },
  "learn.microsoft.com": {
    words: "Another page of Azure's documentation.",
    link: "https://learn.microsoft.com/azure/",
  },
  inferred: { words: "Follows from other facts; nobody states it." },
  "not documented": { words: "No source states it. The rule says that it is unverified." },
};

const codes = Object.keys(sources).sort((a, b) => b.length - a.length);

/** The code that a part of a rule's source begins with; `undefined` for words of its own. */
export function codeOf(part: string): string | undefined {
  return codes.find(
    (code) =>
      part === code || part.startsWith(`${code}:`) || part.startsWith(`${code} `) || part.startsWith(`${code}/`),
  );
}

/** The parts of a rule's source; a comma in brackets separates nothing. */
export function partsOf(source: string): string[] {
  return source.split(/[,;] (?=[^)]*(?:\(|$))/);
}

/** A rule's source as Markdown: each part with its link. */
export function linked(source: string, escaped: (text: string) => string): string {
  return partsOf(source)
    .map((part) => {
      const code = codeOf(part);
      const link = code === undefined ? undefined : sources[code]?.link;
      const name = code === undefined ? "" : (/^:([^\s,]+)/.exec(part.slice(code.length))?.[1] ?? "");
      const address = typeof link === "function" ? link(name) : link;
      return address ? `[${escaped(part)}](${address})` : escaped(part);
    })
    .join(", ");
}

/** docs/sources.md. */
export function sourcesPage(mark: string): string {
  const rows = Object.entries(sources).map(([code, { words, link }]) => {
    const address = typeof link === "function" ? "" : (link ?? "");
    return `| \`${code}\` | ${words} | ${address ? `<${address}>` : ""} |`;
  });
  return `${[
    mark,
    "# Sources",
    "Each rule names where its fact comes from: in the row “Source” of its section in [docs/rules](rules/README.md). A source begins with one of these codes. What follows a colon is a page, a version, a file or an issue.",
    ["| Code | Source | Address |", "| --- | --- | --- |", ...rows].join("\n"),
    "Facts were read between August and November 2026 in public copies of these sources. What no source states is marked “unverified” in the rule's own text.",
  ].join("\n\n")}\n`;
}
