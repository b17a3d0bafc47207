import type { Log, Notification, ReportingDescriptor, Result } from "sarif";
import { catalogue } from "../../rules";
import type { CatalogueEntry } from "../../rules/catalogue";
import { addressOf } from "../../rules/pages";
import type { Review, ReviewFinding, ReviewNote } from "../report";
import { noteText, shortName } from "./phrases";

/**
 * The review as SARIF 2.1.0. A SARIF rule is a policy, by its stable name; the reference's ids and the names that other
 * tools have for it are its tags. Waived findings are suppressed results.
 */
export function toSarif({ findings, notes }: Review, version: string): string {
  const policies = [...new Set(findings.map(({ policy }) => policy))].sort();
  const index = new Map(policies.map((policy, position) => [policy, position]));
  const log: Log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "acr-review",
            semanticVersion: version,
            rules: policies.map((policy) => descriptor(policy, findings)),
          },
        },
        ...(notes.length
          ? { invocations: [{ executionSuccessful: true, toolExecutionNotifications: notes.map(notificationOf) }] }
          : {}),
        columnKind: "utf16CodeUnits",
        results: findings.map((finding) => resultOf(finding, index.get(finding.policy) ?? -1)),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function notificationOf(note: ReviewNote): Notification {
  const { kind, file } = note;
  return {
    level: "note",
    descriptor: { id: kind },
    message: { text: noteText(note) },
    ...(file === undefined ? {} : { locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(file) } } }] }),
  };
}

function descriptor(policy: string, findings: readonly ReviewFinding[]): ReportingDescriptor {
  const entries = catalogue.filter((entry) => entry.policy === policy);
  const [first] = entries;
  const example = findings.find((finding) => finding.policy === policy);
  const ids = [...new Set(entries.flatMap(({ id, also }) => [id, ...also]))];
  return {
    id: policy,
    shortDescription: { text: `${first?.title ?? policy}.` },
    ...(first ? { fullDescription: { text: first.why }, help: helpOf(first, example) } : {}),
    ...(first ? { helpUri: addressOf(first) } : example ? { helpUri: example.docs } : {}),
    defaultConfiguration: { level: first?.severity === "error" ? "error" : "warning" },
    properties: { tags: ["azure-container-registry", ...ids] },
  };
}

/** The fix of a rule, with the rule's own page and the service's. */
function helpOf(entry: CatalogueEntry, example: ReviewFinding | undefined): ReportingDescriptor["help"] {
  const service = example?.docs ?? entry.docs;
  return {
    text: `${entry.fix} ${addressOf(entry)} ${service}`,
    markdown: `${entry.fix}\n\n[The rule](${addressOf(entry)}), [Azure's page](${service})`,
  };
}

function resultOf(finding: ReviewFinding, ruleIndex: number): Result {
  const { policy, rule, severity, message, fix, file, resource, path, registry, waiver } = finding;
  return {
    ruleId: policy,
    ruleIndex,
    level: severity,
    message: { text: `${message} Fix: ${fix}` },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: uriOf(file) }, region: { startLine: 1 } },
        logicalLocations: [{ fullyQualifiedName: resource, name: shortName(resource), kind: "resource" }],
      },
    ],
    partialFingerprints: { "acrReview/v1": [rule, resource, path].join("|") },
    properties: { rule, path, registry },
    ...(finding.waived
      ? { suppressions: [{ kind: "external", ...(waiver ? { justification: waiver.reason } : {}) }] }
      : {}),
  };
}

/** A file's name as a URI reference. Code scanning shows results of files in the repository only. */
function uriOf(file: string): string {
  const uri = file
    .replace(/\\/g, "/")
    .split("/")
    .map((segment) => encodeURIComponent(segment))
    .join("/");
  return file === "-" ? "standard-input" : uri;
}
