import { known } from "../../model";
import { onChild } from "../writing/builders";
import { own, posture, word } from "../writing/posture";
import type { Rule } from "../writing/rule";
import { isWord } from "../writing/states";

const subject = "connected registries";

/** What connected registries record, and what they may do. */
export const connectedRegistryPosture: readonly Rule[] = [
  onChild(
    "connectedRegistries",
    {
      ...posture({
        id: "G77",
        policy: "acr-connected-registry-audit",
        title: "A connected registry writes an audit log and cleans up",
        subject,
        risk: "low",
        why: "It stands outside Azure: its own log is the only trace of who pulled or pushed there, and its disk fills up without garbage collection.",
        fix: 'Set logging: { auditLogStatus: "Enabled" } and garbageCollection: { enabled: true, schedule: "0 5 * * SUN" }.',
        docs: "intro-connected-registry",
        source: own,
        feature: "connectedRegistries",
        fails: { connectedRegistries: { edge: { logging: { auditLogStatus: "Disabled" } } } },
        passes: {
          connectedRegistries: {
            edge: {
              logging: { auditLogStatus: "Enabled" },
              garbageCollection: { enabled: true, schedule: "0 5 * * SUN" },
            },
          },
        },
        tags: [],
      }),
      remedy: () => [{ path: ["logging", "auditLogStatus"], value: "Enabled" }],
    },
    (connected, report, { key }) => {
      const quiet = known(() => !isWord(connected.logging?.auditLogStatus, "Enabled"));
      const unclean = known(() => connected.garbageCollection === undefined);
      if (!quiet && !unclean) return;
      const lacks = [...(quiet ? ["an audit log"] : []), ...(unclean ? ["garbage collection"] : [])];
      report({
        path: quiet ? ["logging", "auditLogStatus"] : ["garbageCollection"],
        message: `The connected registry "${key}" lacks ${lacks.join(" and ")}.`,
      });
    },
  ),
  onChild(
    "connectedRegistries",
    posture({
      id: "G75",
      policy: "acr-connected-registry-mode",
      title: "A connected registry has the mode that the team allows",
      subject,
      risk: "medium",
      why: "A connected registry that is written to sends what is pushed on the edge back to the cloud.",
      fix: 'Set mode: "ReadOnly".',
      docs: "intro-connected-registry",
      source: own,
      feature: "connectedRegistries",
      fails: { connectedRegistries: { edge: { mode: "ReadWrite" } } },
      passes: { connectedRegistries: { edge: { mode: "ReadOnly" } } },
      exampleOptions: { allowed: "ReadOnly" },
      tags: [],
      options: { allowed: word("Set to ReadOnly to forbid the others; unset: no verdict.", ["ReadOnly"]) },
    }),
    ({ mode }, report, { key, option }) => {
      if (option("allowed") !== "ReadOnly" || mode === undefined || isWord(mode, "ReadOnly")) return;
      report({
        path: ["mode"],
        given: mode,
        message: `The connected registry "${key}" has the mode ${mode}; the team allows ReadOnly.`,
        allowed: "ReadOnly",
      });
    },
  ),
];
