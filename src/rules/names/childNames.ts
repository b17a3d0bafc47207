import { known, nameOfChild, type Path, type RegistryChildKind, registryChildren } from "../../model";
import { type Facts, onRegistry, reportName } from "../writing/builders";
import type { Report, Rule } from "../writing/rule";

/** The page with the rules for names. */
export const nameDocs =
  "https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftcontainerregistry";
const docs = nameDocs;
const subject = "names";
const refused = "The service's schema refuses any other name, so the deployment stops at this resource.";

/** What the name rules of single kinds differ in. */
interface NameRule {
  readonly id: string;
  readonly kind: RegistryChildKind;
  readonly source: string;
  readonly wrong: string;
  readonly right: string;
  readonly why?: string;
  /** What stands beside the example, so that it is a registry that could exist. */
  readonly sku?: "Basic" | "Premium";
}

function factsOf({ id, kind, source, wrong, right, why, sku = "Basic" }: NameRule): Facts {
  const { noun, nameForm, nameProperty } = registryChildren[kind];
  const example = (name: string) => ({ sku: { name: sku }, [kind]: { example: { [nameProperty]: name } } });
  return {
    id,
    policy: `acr-${noun.replaceAll(" ", "-")}-name`,
    title: `The name of a ${noun} has ${nameForm.min} to ${nameForm.max} ${nameForm.says}`,
    subject,
    enforcement: "ARM-S",
    why: why ?? refused,
    fix: `Set ${nameProperty} to a name such as "${right}": without one, the service gets the Pulumi resource's own name.`,
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
  const { kind } = rule;
  const { nameForm, nameProperty } = registryChildren[kind];
  return onRegistry(factsOf(rule), (registry, report) => {
    for (const key of Object.keys(registry[kind] ?? {})) {
      known(() => {
        const name = nameOfChild(registry, kind, key);
        if (name === undefined) return;
        const path = [kind, key, nameProperty];
        if (!also?.(name, report, path)) reportName(path, name, nameForm, report);
      });
    }
  });
}

const oneKindEach: readonly Rule[] = [
  childName({
    id: "NAME-05",
    kind: "replications",
    source: "BT",
    wrong: "north-europe",
    right: "northeurope",
    sku: "Premium",
  }),
  childName({
    id: "NAME-06",
    kind: "webhooks",
    source: "BT, TFV:container_registry_webhook_name.go, D:container-registry-webhook",
    wrong: "on-push",
    right: "onpush",
  }),
  childName(
    {
      id: "NAME-07",
      kind: "tokens",
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
    source: "BT, TFV:container_registry_scope_map_name.go",
    wrong: "pull.only",
    right: "pull-only",
  }),
  childName({
    id: "NAME-09",
    kind: "tasks",
    source: "BT:2019-04-01, TFV:container_registry_task_name.go",
    wrong: "build.app",
    right: "build-app",
  }),
  childName({
    id: "NAME-10",
    kind: "taskRuns",
    source: "BT:2019-06-01-preview",
    wrong: "first_run",
    right: "first-run",
  }),
  childName({
    id: "NAME-11",
    kind: "agentPools",
    source: "BT:2019-06-01-preview, TF:container_registry_agent_pool_resource.go",
    wrong: "ab",
    right: "pool1",
    sku: "Premium",
  }),
  childName({
    id: "NAME-12",
    kind: "cacheRules",
    source: "BT:2023-07-01, TFV:container_registry_cache_rule_name.go",
    wrong: "docker_hub",
    right: "docker-hub",
  }),
  childName({
    id: "NAME-13",
    kind: "credentialSets",
    source: "BT:2023-07-01, AVM-TF variables.cache_rules.tf",
    wrong: "docker_hub",
    right: "docker-hub",
  }),
  childName(
    {
      id: "NAME-14",
      kind: "connectedRegistries",
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
      const { nameForm, nameProperty } = registryChildren[kind];
      for (const key of Object.keys(known(() => registry[kind]) ?? {})) {
        known(() => reportName([kind, key, nameProperty], nameOfChild(registry, kind, key), nameForm, report));
      }
    }
  },
);

/** Names of children, kind by kind. */
export const childNameRules: readonly Rule[] = [...oneKindEach, pipelineNames];
