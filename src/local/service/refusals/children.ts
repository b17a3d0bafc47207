import { normaliseRegion } from "../../../model/regions";
import { at, isText, listAt, same, textAt } from "../../json";
import { type Check, isPremium, refuse } from "../refusal";
import { key } from "../store";
import { cacheRuleChecks, credentialSetChecks } from "./cache";
import { connectedRegistryChecks } from "./connectedRegistries";
import { replicationChecks } from "./replications";
import { taskChecks } from "./tasks";
import { transferChecks } from "./transfer";

/** REP-01, AP-01, CR-01, XFER-01, C108: what only a Premium registry has. */
const premiumRegistry =
  (feature: string): Check =>
  ({ registry }) => {
    const tier = textAt(registry?.inputs, "sku.name");
    return !registry || isPremium(tier)
      ? undefined
      : refuse("SkuNotSupported", `${feature} is not supported for the registry sku '${tier}'.`);
  };

/** At most so many of a kind per registry, by tier: T05 (WH-06), T09 (TOK-08), T10, T15. */
const atMost =
  (limits: Readonly<Record<string, number>>, name: string): Check =>
  ({ registry, before, store, type }) => {
    if (!registry || before) return undefined;
    const tier = textAt(registry.inputs, "sku.name");
    const most = limits[tier.toLowerCase()];
    return most !== undefined && store.below(registry.id, type).length >= most
      ? refuse(
          "QuotaExceeded",
          `The quota of ${most} is exceeded for resource type ${name} for the registry SKU ${tier}.`,
          409,
        )
      : undefined;
  };

/** What an update cannot change: CACHE-14, CRED-05, CR-12, AP-07, AP-08, TASK-10. */
const fixed =
  (...paths: string[]): Check =>
  ({ before, inputs }) => {
    const changed = before && paths.find((path) => !same(at(before.inputs, path), at(inputs, path)));
    return changed === undefined
      ? undefined
      : refuse("PropertyChangeNotAllowed", `The property '${changed}' cannot be changed after creation.`);
  };

const lists = { basic: 100, standard: 500, premium: 50_000 };

/** WH-01, C119; WH-02, C117; LOC-02. */
const webhook: Check = ({ inputs, registry, store }) => {
  if (listAt(inputs, "actions").length === 0) {
    return refuse("InvalidWebhookActions", "A webhook must have at least one action.");
  }
  if (!/^https?:\/\/\S+$/.test(textAt(inputs, "serviceUri"))) {
    return refuse("InvalidServiceUri", "The service URI of a webhook must be an http or https address.");
  }
  const region = normaliseRegion(textAt(inputs, "location"));
  const regions = registry && [
    textAt(registry.inputs, "location"),
    ...store.below(registry.id, "containerregistry:Replication").map((replica) => textAt(replica.inputs, "location")),
  ];
  return !regions || regions.some((name) => normaliseRegion(name) === region)
    ? undefined
    : refuse(
        "RegistryResourceNotFound",
        `The registry was not found in the region '${region}': it has no replica there.`,
        404,
      );
};

const scopeMapAction =
  /^(repositories\/(?:\*|[a-z0-9._/-]+(?:\/\*)?)\/(content\/(read|write|delete)|metadata\/(read|write))|gateway\/[a-z0-9]+\/(config|message)\/(read|write))$/;

/** SCM-02 to SCM-05; SCM-07; SCM-10. */
const scopeMap: Check = ({ inputs }) => {
  if (textAt(inputs, "scopeMapName").startsWith("_repositories")) {
    return refuse("ScopeMapNotEditable", "A system-defined scope map cannot be changed.", 403);
  }
  const actions = listAt(inputs, "actions");
  const wrong = actions.find((action) => isText(action) && !scopeMapAction.test(action));
  if (wrong !== undefined) {
    return refuse(
      "InvalidScopeMapAction",
      `The action '${String(wrong)}' is invalid or unsupported: expected lowercase '<resource type>/<name>/<action>'.`,
    );
  }
  return actions.length > 500 ? refuse("QuotaExceeded", "A scope map can have at most 500 actions.", 409) : undefined;
};

/** TOK-01; TOK-05, C131; TOK-07, C130. */
const token: Check = ({ inputs, registry, store, before }) => {
  const map = textAt(inputs, "scopeMapId");
  const name = map.split("/").at(-1) ?? "";
  if (map !== "" && registry && !name.startsWith("_repositories")) {
    if (!key(map).startsWith(`${key(registry.id)}/scopemaps/`)) {
      return refuse("InvalidScopeMapId", "The scope map of a token must be one of the same registry.");
    }
    if (!store.get(map)) return refuse("ScopeMapNotFound", `The scope map '${name}' was not found.`, 404);
  }
  for (const kind of ["passwords", "certificates"]) {
    const names = listAt(inputs, `credentials.${kind}`).map((item) => textAt(item, "name"));
    if (new Set(names).size < names.length) {
      return refuse("InvalidTokenCredentials", `Each of the token's ${kind} can be given once.`);
    }
  }
  const expiries = listAt(inputs, "credentials.passwords")
    .map((item) => textAt(item, "expiry"))
    .filter(isText);
  const wrong = expiries.find((expiry) => !/^\d{4}-\d\d-\d\dT/.test(expiry) || Number.isNaN(Date.parse(expiry)));
  if (wrong !== undefined) {
    return refuse("InvalidTokenCredentials", `The expiry '${wrong}' of a token password is not a date and time.`);
  }
  return !before && expiries.some((expiry) => Date.parse(expiry) < Date.now())
    ? refuse("InvalidTokenCredentials", "The expiry of a token password must be in the future.")
    : undefined;
};

/** vCPUs of one agent. */
const cores: Readonly<Record<string, number>> = { S1: 2, S2: 4, S3: 8, I6: 64 };

/** AP-02, AP-03, AP-05, AP-06. */
const agentPool: Check = ({ inputs, registry, store, id }) => {
  const tier = textAt(inputs, "tier") || "S1";
  if (!(tier in cores))
    return refuse("InvalidAgentPoolTier", `The agent pool tier '${tier}' is not one of S1, S2, S3, I6.`);
  if (textAt(inputs, "os").toLowerCase() === "windows") {
    return refuse("InvalidAgentPoolOs", "Agent pools run Linux only.");
  }
  const region = normaliseRegion(textAt(inputs, "location"));
  if (!agentPoolRegions.has(region)) {
    return refuse(
      "LocationNotAvailableForResourceType",
      `The provided location '${region}' is not available for resource type 'Microsoft.ContainerRegistry/registries/agentPools'.`,
    );
  }
  const others = registry
    ? store.below(registry.id, "containerregistry:AgentPool").filter((pool) => key(pool.id) !== key(id))
    : [];
  const isolated = tier === "I6";
  const used = [...others.map((pool) => pool.inputs), inputs]
    .filter((pool) => (textAt(pool, "tier") === "I6") === isolated)
    .reduce((sum, pool) => sum + countOf(pool.count) * (cores[textAt(pool, "tier") || "S1"] ?? 0), 0);
  const most = isolated ? 0 : 16;
  return used > most
    ? refuse(
        "QuotaExceeded",
        `The quota of ${most} vCPUs for ${isolated ? "isolated" : "standard"} agent pools is exceeded.`,
        409,
      )
    : undefined;
};

function countOf(value: unknown): number {
  return typeof value === "number" ? value : 1;
}

const agentPoolRegions = new Set(
  "westus2 westus3 southcentralus eastus eastus2 centralus westeurope northeurope canadacentral eastasia germanywestcentral switzerlandnorth swedencentral jioindiawest jioindiacentral usgovarizona usgovtexas usgovvirginia".split(
    " ",
  ),
);

/** What the service refuses of a registry's children, by type. */
export const childChecks: Readonly<Record<string, readonly Check[]>> = {
  "containerregistry:Replication": [premiumRegistry("Geo-replication"), ...replicationChecks],
  "containerregistry:Webhook": [webhook, atMost({ basic: 2, standard: 10, premium: 500 }, "webhooks")],
  "containerregistry:ScopeMap": [scopeMap, atMost(lists, "scopeMaps")],
  "containerregistry:Token": [token, atMost(lists, "tokens")],
  "containerregistry:Task": [...taskChecks, fixed("isSystemTask")],
  "containerregistry:AgentPool": [
    premiumRegistry("An agent pool"),
    fixed("tier", "os", "virtualNetworkSubnetResourceId"),
    agentPool,
  ],
  "containerregistry:CacheRule": [
    fixed("sourceRepository", "targetRepository"),
    ...cacheRuleChecks,
    atMost({ basic: 1000, standard: 1000, premium: 1000 }, "cacheRules"),
  ],
  "containerregistry:CredentialSet": [fixed("loginServer"), ...credentialSetChecks],
  "containerregistry:ConnectedRegistry": [
    premiumRegistry("A connected registry"),
    fixed("mode", "parent.id", "parent.syncProperties.tokenId"),
    ...connectedRegistryChecks,
    atMost({ premium: 50 }, "connectedRegistries"),
  ],
  "containerregistry:ExportPipeline": [premiumRegistry("An export pipeline"), ...transferChecks.exportPipeline],
  "containerregistry:ImportPipeline": [premiumRegistry("An import pipeline"), ...transferChecks.importPipeline],
  "containerregistry:PipelineRun": [premiumRegistry("A pipeline run"), ...transferChecks.pipelineRun],
};
