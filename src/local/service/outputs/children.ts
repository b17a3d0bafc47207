import { normaliseRegion } from "../../../model/regions";
import { at, isObject, listAt, type Properties, textAt, without } from "../../json";
import { uuidOf } from "../../types/armIds";
import { type Fill, identityOf, systemData } from "./fill";

const child =
  (more: Fill = () => ({})): Fill =>
  (kept) => ({
    ...kept.inputs,
    ...(kept.inputs.location === undefined ? {} : { location: normaliseRegion(textAt(kept.inputs, "location")) }),
    provisioningState: "Succeeded",
    systemData: systemData(kept.createdAt),
    ...more(kept),
  });

const pipeline = child(({ inputs, id }) => ({ identity: identityOf(inputs, id) }));

/** What the service shows of a registry's children, by type. */
export const childOutputs: Readonly<Record<string, Fill>> = {
  "containerregistry:Replication": child(({ inputs, before, createdAt }) => ({
    regionEndpointEnabled: inputs.regionEndpointEnabled ?? true,
    // REP-08: not updatable, a change is taken and ignored.
    zoneRedundancy: at(before?.outputs, "zoneRedundancy") ?? inputs.zoneRedundancy ?? "Disabled",
    status: { displayStatus: "Ready", timestamp: createdAt },
  })),
  // WH-03: the address and the headers never come back.
  "containerregistry:Webhook": (kept) =>
    without(child(({ inputs }) => ({ status: inputs.status ?? "enabled" }))(kept), ["serviceUri", "customHeaders"]),
  "containerregistry:ScopeMap": child(({ createdAt }) => ({ creationDate: createdAt })),
  "containerregistry:Token": child(({ inputs, createdAt, before }) => ({
    creationDate: createdAt,
    status: inputs.status ?? "enabled",
    ...(isObject(inputs.credentials) ? { credentials: tokenCredentials(inputs.credentials, before?.outputs) } : {}),
  })),
  "containerregistry:Task": child(({ inputs, id, createdAt }) => ({
    creationDate: createdAt,
    status: inputs.status ?? "Enabled",
    isSystemTask: inputs.isSystemTask ?? false,
    timeout: inputs.timeout ?? 3600,
    identity: identityOf(inputs, id),
    ...(isObject(inputs.platform) ? { platform: { architecture: "amd64", ...inputs.platform } } : {}),
    ...(isObject(inputs.step) ? { step: withoutStepSecrets(inputs.step) } : {}),
    ...(isObject(inputs.credentials) ? { credentials: withoutLogins(inputs.credentials) } : {}),
    ...(isObject(inputs.trigger) ? { trigger: withoutTriggerSecrets(inputs.trigger) } : {}),
  })),
  "containerregistry:TaskRun": child(({ inputs, id, createdAt }) => ({
    identity: identityOf(inputs, id),
    ...(isObject(inputs.runRequest) ? { runRequest: withoutStepSecrets(inputs.runRequest) } : {}),
    runResult: {
      runId: `c${uuidOf(id).slice(0, 3)}`,
      status: "Succeeded",
      provisioningState: "Succeeded",
      createTime: createdAt,
    },
  })),
  "containerregistry:AgentPool": child(({ inputs }) => ({
    count: inputs.count ?? 1,
    tier: inputs.tier ?? "S1",
    os: inputs.os ?? "Linux",
  })),
  "containerregistry:CacheRule": child(({ createdAt }) => ({ creationDate: createdAt })),
  "containerregistry:CredentialSet": child(({ inputs, id, createdAt }) => ({
    creationDate: createdAt,
    identity: identityOf(inputs, id),
    authCredentials: listAt(inputs, "authCredentials").map((credential) => ({
      ...(isObject(credential) ? credential : {}),
      credentialHealth: { status: "Healthy" },
    })),
  })),
  "containerregistry:ConnectedRegistry": child(({ inputs }) => ({
    activation: { status: "Inactive" },
    connectionState: "Offline",
    logging: {
      logLevel: "Information",
      auditLogStatus: "Disabled",
      ...(isObject(inputs.logging) ? inputs.logging : {}),
    },
    statusDetails: [],
  })),
  "containerregistry:ExportPipeline": pipeline,
  "containerregistry:ImportPipeline": pipeline,
  "containerregistry:PipelineRun": child(({ createdAt }) => ({
    response: { status: "Succeeded", startTime: createdAt, finishTime: createdAt },
  })),
};

/**
 * K14: a password is made by a call of its own (generateCredentials), never by a write of the token; one that is there
 * keeps its creation time, and its value is shown once, by that call (TOK-06).
 */
function tokenCredentials(credentials: Properties, before: unknown): Properties {
  const made = listAt(before, "credentials.passwords");
  const passwords = listAt(credentials, "passwords").flatMap((password) => {
    const old = made.find((item) => textAt(item, "name") === textAt(password, "name"));
    return isObject(password) && isObject(old) ? [{ ...old, ...without(password, ["value"]) }] : [];
  });
  return { ...without(credentials, ["passwords"]), ...(passwords.length ? { passwords } : {}) };
}

/** A read of a task shows no token and no value that was marked secret. */
function withoutStepSecrets(step: Properties): Properties {
  const open = without(step, ["contextAccessToken"]);
  if (open.type === "Docker")
    Object.assign(open, { isPushEnabled: step.isPushEnabled ?? true, noCache: step.noCache ?? false });
  for (const list of ["arguments", "values"]) {
    const items = step[list];
    if (Array.isArray(items)) {
      open[list] = items.map((item) => (isObject(item) && item.isSecret === true ? without(item, ["value"]) : item));
    }
  }
  return open;
}

function withoutTriggerSecrets(trigger: Properties): Properties {
  const { sourceTriggers } = trigger;
  const triggers = Array.isArray(sourceTriggers) ? sourceTriggers : [];
  return {
    ...trigger,
    ...(isObject(trigger.baseImageTrigger)
      ? { baseImageTrigger: without(trigger.baseImageTrigger, ["updateTriggerEndpoint"]) }
      : {}),
    ...(triggers.length ? { sourceTriggers: triggers.map(withoutToken) } : {}),
  };
}

function withoutToken(trigger: unknown): unknown {
  const repository = at(trigger, "sourceRepository");
  return isObject(trigger) && isObject(repository)
    ? { ...trigger, sourceRepository: without(repository, ["sourceControlAuthProperties"]) }
    : trigger;
}

function withoutLogins(credentials: Properties): Properties {
  const { customRegistries } = credentials;
  if (!isObject(customRegistries)) return credentials;
  return {
    ...credentials,
    customRegistries: Object.fromEntries(
      Object.entries(customRegistries).map(([server, login]) => [
        server,
        isObject(login) ? without(login, ["userName", "password"]) : login,
      ]),
    ),
  };
}
