import { type ChildModel, known } from "../../model";
import { readCron } from "../../tasks/cron";
import { limits } from "../tiers";
import { reportUnsent, versioned } from "../writing/apiVersions";
import { onChild, reportWord } from "../writing/builders";
import { days, hours, readDuration } from "../writing/durations";
import type { Report, Rule } from "../writing/rule";
import { docs, exampleId, factory, reportOwnId, subject, withConnected } from "./examples";

type Sync = NonNullable<NonNullable<ChildModel<"connectedRegistries">["parent"]>["syncProperties"]>;

const place = ["parent", "syncProperties"];
const withSync = (sync: Sync) =>
  withConnected({
    factory: { ...factory, parent: { syncProperties: { ...factory.parent.syncProperties, ...sync } } },
  });
const clients = (amount: number) =>
  withConnected({
    factory: {
      ...factory,
      clientTokenIds: Array.from({ length: amount }, (_, index) => `${exampleId}/tokens/client${index}`),
    },
  });
const facts = { subject, docs, feature: "connectedRegistries" } as const;

/** How connected registries synchronise, log and clean up. */
export const connectedSyncRules: readonly Rule[] = [
  onChild(
    "connectedRegistries",
    {
      ...facts,
      id: "CR-05",
      policy: "acr-connected-registry-sync-token",
      title: "A connected registry synchronises with a token of its own registry",
      enforcement: "ARM-S",
      why: "The connected registry signs in to its parent with that token. The service asks for it, and knows tokens of the same registry only.",
      fix: "Set parent.syncProperties.tokenId to the id of a token of this registry.",
      source: "BT",
      fails: withConnected({ factory: { ...factory, parent: { syncProperties: { messageTtl: "P30D" } } } }),
      passes: withConnected({ factory }),
    },
    ({ parent }, report, { key, registry }) => {
      const given = parent?.syncProperties?.tokenId;
      const path = [...place, "tokenId"];
      if (!given) report({ path, message: `The connected registry "${key}" has no sync token.` });
      else
        reportOwnId(
          { path, given, what: `The sync token of the connected registry "${key}"`, kind: "tokens" },
          registry,
          report,
        );
    },
  ),
  onChild(
    "connectedRegistries",
    {
      ...facts,
      id: "CR-06",
      policy: "acr-connected-registry-message-ttl",
      title: "Messages to a connected registry live 1 to 90 days",
      enforcement: "ARM-S",
      why: "The service asks for messageTtl and takes a duration of 1 to 90 days: a site that is away for longer has missed messages.",
      fix: 'Set parent.syncProperties.messageTtl: "P30D".',
      source: "BT, D:intro-connected-registry",
      fails: withSync({ messageTtl: "P91D" }),
      passes: withSync({ messageTtl: "P30D" }),
    },
    ({ parent }, report, { key }) => {
      const given = parent?.syncProperties?.messageTtl;
      const range = { least: days(1), most: days(90), allowed: 'A duration of 1 to 90 days: "P1D" to "P90D".' };
      if (given) reportDuration([...place, "messageTtl"], given, range, `of the connected registry "${key}"`, report);
      else {
        report({
          path: [...place, "messageTtl"],
          message: `The connected registry "${key}" has no messageTtl.`,
          allowed: range.allowed,
        });
      }
    },
  ),
  onChild(
    "connectedRegistries",
    {
      ...facts,
      id: "CR-07",
      policy: "acr-connected-registry-sync-window",
      title: "A sync window has 1 hour to 7 days, and a schedule",
      enforcement: "ARM-D",
      why: "The window says for how long each synchronisation may take once the schedule has started it. Without both, the connected registry synchronises all the time.",
      fix: 'Set syncWindow: "PT4H" beside a schedule, or leave out both.',
      source: "D:intro-connected-registry",
      fails: withSync({ schedule: "0 12 * * *", syncWindow: "PT30M" }),
      passes: withSync({ schedule: "0 12 * * *", syncWindow: "PT4H" }),
    },
    ({ parent }, report, { key }) => {
      const given = parent?.syncProperties?.syncWindow;
      if (!given) return;
      const path = [...place, "syncWindow"];
      const range = { least: hours(1), most: days(7), allowed: 'A duration of 1 hour to 7 days: "PT1H" to "P7D".' };
      reportDuration(path, given, range, `of the connected registry "${key}"`, report);
      if (parent?.syncProperties?.schedule) return;
      report({
        path,
        given,
        message: `The connected registry "${key}" has a syncWindow, but no schedule that opens it.`,
        allowed: "Both, or neither for a synchronisation without pause.",
        fix: 'Set schedule, for instance "0 12 * * *", or remove syncWindow.',
      });
    },
  ),
  onChild(
    "connectedRegistries",
    {
      ...facts,
      id: "CR-08",
      policy: "acr-connected-registry-schedule",
      title: "The schedule of a synchronisation has five cron fields",
      enforcement: "ARM-D",
      why: "The service takes a cron expression of minute, hour, day of month, month and day of week. Without one the connected registry synchronises all the time.",
      fix: 'Write five fields, for instance "0 12 * * *" for noon each day.',
      source: "SPEC Registry/ConnectedRegistry.models.tsp",
      fails: withSync({ schedule: "0 0 12 * * *", syncWindow: "PT4H" }),
      passes: withSync({ schedule: "0 12 * * *", syncWindow: "PT4H" }),
    },
    ({ parent }, report, { key }) => {
      const given = parent?.syncProperties?.schedule;
      reportCron([...place, "schedule"], given, `The schedule of the connected registry "${key}"`, report);
    },
  ),
  onChild(
    "connectedRegistries",
    {
      ...facts,
      id: "CR-10",
      policy: "acr-connected-registry-clients",
      title: "A connected registry has at most 50 client tokens, all of its own registry",
      enforcement: "ARM-D",
      why: "Clients at the site sign in with tokens of the registry in Azure; the service takes the ids of 50.",
      fix: "Keep at most 50 ids of tokens of this registry.",
      source: "D:intro-connected-registry",
      limit: "clientTokens",
      fails: clients(51),
      passes: clients(50),
    },
    ({ clientTokenIds = [] }, report, { key, registry }) => {
      const allowed = limits.clientTokens.perTier.Premium ?? 0;
      if (clientTokenIds.length > allowed) {
        report({
          path: ["clientTokenIds"],
          given: `${clientTokenIds.length} tokens`,
          message: `The connected registry "${key}" has ${clientTokenIds.length} client tokens.`,
          allowed: `At most ${allowed}.`,
        });
      }
      for (const index of clientTokenIds.keys()) {
        known(() => {
          const given = clientTokenIds[index];
          const what = `A client token of the connected registry "${key}"`;
          if (given) reportOwnId({ path: ["clientTokenIds", index], given, what, kind: "tokens" }, registry, report);
        });
      }
    },
  ),
  onChild(
    "connectedRegistries",
    {
      ...facts,
      id: "CR-13",
      policy: "acr-connected-registry-logging",
      title: "A connected registry logs at a level that the service knows",
      enforcement: "ARM",
      why: "The service knows five levels, and an audit log that is on or off. Without a level it is Information.",
      fix: 'Set logLevel: "Information" and auditLogStatus: "Enabled".',
      source: "BT, SPEC",
      fails: withConnected({ factory: { ...factory, logging: { logLevel: "Verbose" } } }),
      passes: withConnected({ factory: { ...factory, logging: { logLevel: "Warning", auditLogStatus: "Enabled" } } }),
    },
    ({ logging }, report) => {
      const levels = ["Debug", "Information", "Warning", "Error", "None"];
      known(() => reportWord(["logging", "logLevel"], logging?.logLevel, levels, report));
      known(() => reportWord(["logging", "auditLogStatus"], logging?.auditLogStatus, ["Enabled", "Disabled"], report));
    },
  ),
  onChild(
    "connectedRegistries",
    {
      ...facts,
      id: "CR-14",
      policy: "acr-connected-registry-garbage-collection",
      title: "Garbage collection of a connected registry has a cron schedule",
      enforcement: "ARM",
      why: "The service takes a cron expression; API versions before 2024-11-01-preview have no garbage collection and drop it.",
      fix: 'Set garbageCollection: { enabled: true, schedule: "0 5 * * SUN" }.',
      source: "BT, SPEC",
      fails: withConnected({ factory: { ...factory, garbageCollection: { enabled: true, schedule: "weekly" } } }),
      passes: withConnected({ factory: { ...factory, garbageCollection: { enabled: true, schedule: "0 5 * * SUN" } } }),
    },
    ({ garbageCollection }, report, { key, written }) => {
      const row = versioned("connectedRegistries", "garbageCollection");
      reportUnsent(row, written.connectedRegistries?.[key], [], report, "warning");
      if (!garbageCollection) return;
      const what = `The garbage collection of the connected registry "${key}"`;
      reportCron(["garbageCollection", "schedule"], garbageCollection.schedule, what, report);
    },
  ),
];

/** Reports a text that is no duration, or one outside a range. */
function reportDuration(
  path: readonly string[],
  given: string,
  { least, most, allowed }: { readonly least: number; readonly most: number; readonly allowed: string },
  whose: string,
  report: (report: Report) => void,
): void {
  const length = readDuration(given);
  if (length !== undefined && length >= least && length <= most) return;
  const says = length === undefined ? "is not a duration" : `is too ${length < least ? "short" : "long"}`;
  report({ path, given, message: `The ${path.at(-1)} "${given}" ${whose} ${says}.`, allowed });
}

/** Reports a cron expression without five fields; what a field may hold is documented for tasks only. */
function reportCron(
  path: readonly string[],
  given: string | undefined,
  what: string,
  report: (report: Report) => void,
): void {
  if (!given) return;
  for (const { field, value, says, allowed } of readCron(given).faults) {
    report({
      path,
      given,
      message: `${what} is "${given}": ${field === undefined ? "it" : `"${value}"`} ${says}${field === undefined ? "" : " as the service reads the schedules of tasks (unverified here)"}.`,
      allowed,
      ...(field === undefined ? {} : { severity: "warning" }),
    });
  }
}
