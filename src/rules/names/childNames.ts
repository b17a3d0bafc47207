import { type ChildKind, known, type Path, type RegistryModel } from "../../model";
import { type Facts, onRegistry, reportName } from "../writing/builders";
import type { Report, Rule } from "../writing/rule";

/** The page with the rules for names. */
export const nameDocs =
  "https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftcontainerregistry";
const docs = nameDocs;
const subject = "names";
const refused = "The service's schema refuses any other name, so the deployment stops at this resource.";

/** Letters and digits, 5 to 50 of them. */
export const alphanumeric = { pattern: /^[a-zA-Z0-9]*$/, min: 5, max: 50, says: "letters and digits" };
const dashed = { pattern: /^[a-zA-Z0-9-]*$/, min: 5, max: 50, says: "letters, digits and dashes" };
/** The widest form of a name that the service takes anywhere. */
export const underscored = {
  pattern: /^[a-zA-Z0-9-_]*$/,
  min: 5,
  max: 50,
  says: "letters, digits, dashes and underscores",
};

type NameForm = Parameters<typeof reportName>[2];

/** The property that holds a child's name, for the kinds whose names are unique in their registry. */
export const nameProperties = {
  replications: "replicationName",
  webhooks: "webhookName",
  scopeMaps: "scopeMapName",
  tokens: "tokenName",
  tasks: "taskName",
  taskRuns: "taskRunName",
  agentPools: "agentPoolName",
  cacheRules: "cacheRuleName",
  credentialSets: "credentialSetName",
  connectedRegistries: "connectedRegistryName",
  exportPipelines: "exportPipelineName",
  importPipelines: "importPipelineName",
  pipelineRuns: "pipelineRunName",
} as const satisfies Partial<Record<ChildKind, string>>;

/** How a sentence names one child of a kind. */
export const nouns: Readonly<Record<NamedKind, string>> = {
  replications: "replication",
  webhooks: "webhook",
  scopeMaps: "scope map",
  tokens: "token",
  tasks: "task",
  taskRuns: "task run",
  agentPools: "agent pool",
  cacheRules: "cache rule",
  credentialSets: "credential set",
  connectedRegistries: "connected registry",
  exportPipelines: "export pipeline",
  importPipelines: "import pipeline",
  pipelineRuns: "pipeline run",
};

/** A kind of children with names of their own. */
export type NamedKind = keyof typeof nameProperties;

/** Every kind of children with names of their own, in the model's order. */
export const namedKinds = Object.keys(nameProperties) as NamedKind[];

/** The explicit name of a child; `undefined` where Pulumi makes one up. Stops at an unknown name. */
export function nameOfChild(registry: RegistryModel, kind: NamedKind, key: string): string | undefined {
  const child: Readonly<Record<string, unknown>> | undefined = registry[kind]?.[key];
  const name = child?.[nameProperties[kind]];
  return typeof name === "string" ? name : undefined;
}

/** What the name rules of single kinds differ in. */
interface NameRule {
  readonly id: string;
  readonly kind: NamedKind;
  readonly form: NameForm;
  readonly source: string;
  readonly wrong: string;
  readonly right: string;
  readonly why?: string;
  /** What stands beside the example, so that it is a registry that could exist. */
  readonly sku?: "Basic" | "Premium";
}

function factsOf({ id, kind, form, source, wrong, right, why, sku = "Basic" }: NameRule): Facts {
  const noun = nouns[kind];
  const example = (name: string) => ({ sku: { name: sku }, [kind]: { example: { [nameProperties[kind]]: name } } });
  return {
    id,
    policy: `acr-${noun.replaceAll(" ", "-")}-name`,
    title: `The name of a ${noun} has ${form.min} to ${form.max} ${form.says}`,
    subject,
    enforcement: "ARM-S",
    why: why ?? refused,
    fix: `Set ${nameProperties[kind]} to a name such as "${right}": without one, the service gets the Pulumi resource's own name.`,
    docs,
    source,
    fails: example(wrong),
    passes: example(right),
  };
}

function childName(
  rule: NameRule,
  also?: (name: string, report: (report: Report) => void, path: Path) => boolean,
): Rule {
  const { kind, form } = rule;
  return onRegistry(factsOf(rule), (registry, report) => {
    for (const key of Object.keys(registry[kind] ?? {})) {
      known(() => {
        const name = nameOfChild(registry, kind, key);
        if (name === undefined) return;
        const path = [kind, key, nameProperties[kind]];
        if (!also?.(name, report, path)) reportName(path, name, form, report);
      });
    }
  });
}

const oneKindEach: readonly Rule[] = [
  childName({
    id: "NAME-05",
    kind: "replications",
    form: alphanumeric,
    source: "BT",
    wrong: "north-europe",
    right: "northeurope",
    sku: "Premium",
  }),
  childName({
    id: "NAME-06",
    kind: "webhooks",
    form: alphanumeric,
    source: "BT, TFV:container_registry_webhook_name.go, D:container-registry-webhook",
    wrong: "on-push",
    right: "onpush",
  }),
  childName(
    {
      id: "NAME-07",
      kind: "tokens",
      form: dashed,
      source: "BT, TFV:container_registry_token_name.go, RNR",
      wrong: "ci@contoso",
      right: "ci-contoso",
    },
    (name, report, path) => {
      if (!/^[a-zA-Z0-9-_]{5,50}$/.test(name) || !name.includes("_")) return false;
      report({
        path,
        given: name,
        message: `The name "${name}" has an underscore, which the service's schema refuses although its page of name rules allows it (unverified).`,
        allowed: "5 to 50 characters: letters, digits and dashes.",
        severity: "warning",
        fix: `Write "${name.replaceAll("_", "-")}".`,
      });
      return true;
    },
  ),
  childName({
    id: "NAME-08",
    kind: "scopeMaps",
    form: underscored,
    source: "BT, TFV:container_registry_scope_map_name.go",
    wrong: "pull.only",
    right: "pull-only",
  }),
  childName({
    id: "NAME-09",
    kind: "tasks",
    form: underscored,
    source: "BT:2019-04-01, TFV:container_registry_task_name.go",
    wrong: "build.app",
    right: "build-app",
  }),
  childName({
    id: "NAME-10",
    kind: "taskRuns",
    form: dashed,
    source: "BT:2019-06-01-preview",
    wrong: "first_run",
    right: "first-run",
  }),
  childName({
    id: "NAME-11",
    kind: "agentPools",
    form: { ...dashed, min: 3, max: 20 },
    source: "BT:2019-06-01-preview, TF:container_registry_agent_pool_resource.go",
    wrong: "ab",
    right: "pool1",
    sku: "Premium",
  }),
  childName({
    id: "NAME-12",
    kind: "cacheRules",
    form: dashed,
    source: "BT:2023-07-01, TFV:container_registry_cache_rule_name.go",
    wrong: "docker_hub",
    right: "docker-hub",
  }),
  childName({
    id: "NAME-13",
    kind: "credentialSets",
    form: dashed,
    source: "BT:2023-07-01, AVM-TF variables.cache_rules.tf",
    wrong: "docker_hub",
    right: "docker-hub",
  }),
  childName(
    {
      id: "NAME-14",
      kind: "connectedRegistries",
      form: alphanumeric,
      source: "BT:2025-04-01, D:quickstart-create-connected-registry, CLI:connected_registry.py",
      wrong: "edge",
      right: "edgesite1",
      sku: "Premium",
    },
    (name, report, path) => {
      if (!/^[a-zA-Z0-9]{5,50}$/.test(name) || /^[a-zA-Z].{4,39}$/.test(name)) return false;
      report({
        path,
        given: name,
        message: `The name "${name}" fits the service's schema, but the documentation asks for 5 to 40 characters and a letter first (unverified).`,
        allowed: "5 to 40 characters: letters and digits, a letter first.",
        severity: "warning",
      });
      return true;
    },
  ),
];

const pipelineKinds = ["exportPipelines", "importPipelines", "pipelineRuns"] as const;

const pipelineNames: Rule = onRegistry(
  {
    id: "NAME-15",
    policy: "acr-pipeline-name",
    title: "The name of a transfer pipeline or of its run has 5 to 50 letters and digits",
    subject,
    enforcement: "ARM-S",
    why: refused,
    fix: "Use letters and digits only, without a dash.",
    docs,
    source: "BT:2025-06-01-preview",
    fails: { sku: { name: "Premium" }, exportPipelines: { nightly: { exportPipelineName: "my-export" } } },
    passes: { sku: { name: "Premium" }, exportPipelines: { nightly: { exportPipelineName: "myexport" } } },
  },
  (registry, report) => {
    for (const kind of pipelineKinds) {
      for (const key of Object.keys(known(() => registry[kind]) ?? {})) {
        known(() =>
          reportName([kind, key, nameProperties[kind]], nameOfChild(registry, kind, key), alphanumeric, report),
        );
      }
    }
  },
);

/** Names of children, kind by kind. */
export const childNameRules: readonly Rule[] = [...oneKindEach, pipelineNames];
