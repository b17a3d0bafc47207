import { createRequire } from "node:module";
import type * as Grpc from "@grpc/grpc-js";
import type * as Proto from "@pulumi/pulumi/proto/analyzer_pb";
import type * as PluginProto from "@pulumi/pulumi/proto/plugin_pb";
import { describeProblems, readReviewConfig } from "../review/reviewConfig";
import { type ReviewPlan, reviewPlan } from "../review/reviewPlan";
import { packConfig } from "./packConfig";
import { type PolicyEntry, policyEntries } from "./policyEntries";
import type { PolicyResource } from "./policyResource";
import { remedy } from "./remedy";
import { expiredWaivers, prepareResource, prepareStack, type Violation, violationsIn } from "./violations";

// The ready pack speaks the engine's analyzer protocol itself: it then sees the whole configuration (and can refuse a
// misspelt name), the marks of secrets, and each stack once instead of once per policy. `@pulumi/policy` shows none of it.

/** How the pack introduces itself. */
export interface PackOptions {
  /** Default: `pulumi-acr`. */
  readonly name?: string;
  readonly version: string;
  /** The clock, for expiry dates. Default: the machine's. */
  readonly now?: () => Date;
}

interface Wire {
  readonly grpc: typeof Grpc;
  readonly proto: typeof Proto;
  readonly plugin: typeof PluginProto;
  readonly service: Record<string, { readonly responseType: new () => unknown }> & Grpc.ServiceDefinition;
  readonly toStruct: (value: object) => StructMessage;
}
type StructMessage = ReturnType<InstanceType<typeof Proto.AnalyzeRequest>["getProperties"]>;

/** Loads the engine's protocol through the SDK, whose own dependencies it is made of. Nothing else of the SDK is loaded. */
function loadWire(): Wire {
  const sdk = createRequire(require.resolve("@pulumi/pulumi/package.json"));
  const { AnalyzerService } = sdk("./proto/analyzer_grpc_pb.js");
  const { Struct } = sdk("google-protobuf/google/protobuf/struct_pb.js");
  return {
    grpc: sdk("@grpc/grpc-js"),
    proto: sdk("./proto/analyzer_pb.js"),
    plugin: sdk("./proto/plugin_pb.js"),
    service: AnalyzerService,
    toStruct: (value) => Struct.fromJavaScript(value),
  };
}

/** Starts the pack's analyzer and prints its port, as the engine expects. */
export function servePack(options: PackOptions): void {
  const wire = loadWire();
  const server = new wire.grpc.Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  server.addService(wire.service, analyzer(wire, options));
  server.bindAsync("127.0.0.1:0", wire.grpc.ServerCredentials.createInsecure(), (error, port) => {
    if (error) {
      process.stderr.write(`The policy pack cannot listen: ${error.message}\n`);
      process.exit(1);
    }
    process.stdout.write(`${port}\n`);
  });
}

/** The pack's answers. One analyzer serves one deployment; what it saw of a resource is kept until it sees it again. */
function analyzer(
  wire: Wire,
  { name = "pulumi-acr", version, now = () => new Date() }: PackOptions,
): Grpc.UntypedServiceImplementation {
  const { proto, plugin, service, toStruct } = wire;
  const entries = policyEntries();
  let plan: ReviewPlan = reviewPlan(readReviewConfig(undefined).config);
  const seen = new Map<string, { readonly resource: PolicyResource; readonly reported: ReadonlySet<string> }>();

  /** Runs one answer; a slip of ours must not end a deployment with a stack trace. */
  const answer =
    <Request, Response>(make: (request: Request) => Response) =>
    (call: { readonly request: Request }, callback: (error: Error | null, response?: Response) => void) => {
      let response: Response;
      try {
        response = make(call.request);
      } catch (error) {
        callback(error instanceof Error ? error : new Error(String(error)));
        return;
      }
      callback(null, response);
    };
  const emptyOf = (method: string) => {
    const Empty = service[method]?.responseType;
    return Empty ? new Empty() : undefined;
  };

  function diagnostics(violations: readonly Violation[]): InstanceType<typeof Proto.AnalyzeResponse> {
    const response = new proto.AnalyzeResponse();
    for (const { policy, urn, message, level, risk } of violations) {
      const diagnostic = new proto.AnalyzeDiagnostic();
      diagnostic.setPolicyname(policy);
      diagnostic.setPolicypackname(name);
      diagnostic.setPolicypackversion(version);
      diagnostic.setDescription(entries.find((entry) => entry.name === policy)?.displayName ?? "");
      diagnostic.setMessage(message);
      diagnostic.setEnforcementlevel(levelCode(proto, level));
      diagnostic.setSeverity(riskCode(proto, risk));
      if (urn) diagnostic.setUrn(urn);
      response.addDiagnostics(diagnostic);
    }
    return response;
  }

  return {
    getAnalyzerInfo: answer(() => analyzerInfo(wire, name, version, entries)),
    getPluginInfo: answer(() => {
      const info = new plugin.PluginInfo();
      info.setVersion(version);
      return info;
    }),
    configure: answer((request: InstanceType<typeof Proto.ConfigureAnalyzerRequest>) => {
      const given = Object.fromEntries(
        [...request.getPolicyconfigMap().entries()].map(([policy, config]) => [
          policy,
          {
            enforcementLevel: levelName(proto, config.getEnforcementlevel()),
            properties: config.getProperties()?.toJavaScript() ?? {},
          },
        ]),
      );
      const { config, problems } = packConfig(given, entries);
      if (problems.length > 0) throw new Error(`the configuration does not fit:\n${describeProblems(problems)}`);
      plan = reviewPlan(config);
      return emptyOf("configure");
    }),
    configureStack: answer(() => new proto.AnalyzerStackConfigureResponse()),
    cancel: answer(() => emptyOf("cancel")),
    analyze: answer((request: InstanceType<typeof Proto.AnalyzeRequest>) => {
      const resource = resourceOf(request);
      const violations = violationsIn(prepareResource(resource), plan, now());
      seen.set(resource.urn, { resource, reported: new Set(violations.map(({ key }) => key)) });
      return diagnostics(violations);
    }),
    remediate: answer((request: InstanceType<typeof Proto.AnalyzeRequest>) => {
      const resource = resourceOf(request);
      const response = new proto.RemediateResponse();
      for (const { policy, rule } of remedy(resource, plan, now())) {
        const remediation = new proto.Remediation();
        remediation.setPolicyname(policy);
        remediation.setPolicypackname(name);
        remediation.setPolicypackversion(version);
        remediation.setDescription(plan.rules.find(({ id }) => id === rule)?.title ?? "");
        remediation.setProperties(toStruct(resource.props as object));
        response.addRemediations(remediation);
      }
      return response;
    }),
    analyzeStack: answer((request: InstanceType<typeof Proto.AnalyzeStackRequest>) => {
      const resources = request.getResourcesList().map((message): PolicyResource => {
        const urn = message.getUrn();
        return {
          ...resourceOf(message),
          // After an update the engine sends outputs; what the program wrote is what is judged.
          ...(seen.has(urn) ? { props: seen.get(urn)?.resource.props } : {}),
          parent: message.getParent() || undefined,
          dependencies: message.getDependenciesList(),
          propertyDependencies: Object.fromEntries(
            [...message.getPropertydependenciesMap().entries()].map(([input, from]) => [input, from.getUrnsList()]),
          ),
        };
      });
      const violations = violationsIn(prepareStack(resources), plan, now());
      return diagnostics([
        ...violations.filter(({ urn, key }) => !seen.get(urn)?.reported.has(key)),
        ...expiredWaivers(plan, now()),
      ]);
    }),
  };
}

/** A resource of either message: they share these fields. */
function resourceOf(
  message: InstanceType<typeof Proto.AnalyzeRequest | typeof Proto.AnalyzerResource>,
): PolicyResource {
  return {
    type: message.getType(),
    name: message.getName(),
    urn: message.getUrn(),
    props: message.getProperties()?.toJavaScript() ?? {},
    protect: message.getOptions()?.getProtect(),
  };
}

function analyzerInfo({ proto, toStruct }: Wire, name: string, version: string, entries: readonly PolicyEntry[]) {
  const info = new proto.AnalyzerInfo();
  info.setName(name);
  info.setDisplayname("Azure Container Registry");
  info.setDescription("What Azure Container Registry refuses, ignores or breaks on, and what a team may not want.");
  info.setVersion(version);
  info.setSupportsconfig(true);
  info.setProvider("azure-native");
  for (const entry of entries) {
    const policy = new proto.PolicyInfo();
    policy.setName(entry.name);
    policy.setDisplayname(entry.displayName);
    policy.setDescription(entry.description);
    policy.setEnforcementlevel(levelCode(proto, entry.level));
    policy.setSeverity(riskCode(proto, entry.risk));
    policy.setTagsList([...entry.tags]);
    policy.setPolicyType(entry.remediable ? proto.PolicyType.POLICY_TYPE_RESOURCE : proto.PolicyType.POLICY_TYPE_STACK);
    if (entry.url) policy.setUrl(entry.url);
    if (entry.remediationSteps) policy.setRemediationSteps(entry.remediationSteps);
    if (entry.framework) {
      const framework = new proto.PolicyComplianceFramework();
      framework.setName(entry.framework.name);
      framework.setVersion(entry.framework.version);
      framework.setReference(entry.framework.reference);
      framework.setSpecification(entry.framework.specification);
      policy.setFramework(framework);
    }
    const schema = new proto.PolicyConfigSchema();
    schema.setProperties(toStruct(entry.parameters));
    policy.setConfigschema(schema);
    info.addPolicies(policy);
  }
  return info;
}

function levelCode(proto: typeof Proto, level: string): Proto.EnforcementLevel {
  const { ADVISORY, MANDATORY, REMEDIATE, DISABLED } = proto.EnforcementLevel;
  return level === "mandatory"
    ? MANDATORY
    : level === "remediate"
      ? REMEDIATE
      : level === "disabled"
        ? DISABLED
        : ADVISORY;
}

function levelName(proto: typeof Proto, code: Proto.EnforcementLevel): string {
  const { MANDATORY, REMEDIATE, DISABLED } = proto.EnforcementLevel;
  return code === MANDATORY
    ? "mandatory"
    : code === REMEDIATE
      ? "remediate"
      : code === DISABLED
        ? "disabled"
        : "advisory";
}

function riskCode(proto: typeof Proto, risk: string): Proto.PolicySeverity {
  const codes = proto.PolicySeverity;
  if (risk === "critical") return codes.POLICY_SEVERITY_CRITICAL;
  if (risk === "high") return codes.POLICY_SEVERITY_HIGH;
  return risk === "medium" ? codes.POLICY_SEVERITY_MEDIUM : codes.POLICY_SEVERITY_LOW;
}
