import { known } from "../../model";
import { onChild } from "../writing/builders";
import { own, posture } from "../writing/posture";
import type { Rule } from "../writing/rule";

const subject = "webhooks";
const webhook = { serviceUri: "https://hooks.example.com/a", actions: ["push"], scope: "app:*" };

/** Whom webhooks call, and with what. */
export const webhookPosture: readonly Rule[] = [
  onChild(
    "webhooks",
    posture({
      id: "R27",
      policy: "acr-webhook-https",
      title: "Webhooks call https addresses",
      subject,
      risk: "high",
      why: "Over http the event and the headers with their credentials travel in plain text.",
      fix: "Use the https address of the receiver in serviceUri.",
      docs: "container-registry-webhook",
      source: "Checkov",
      fails: { webhooks: { deploy: { serviceUri: "http://hooks.example.com/a", actions: ["push"] } } },
      passes: { webhooks: { deploy: { serviceUri: "https://hooks.example.com/a", actions: ["push"] } } },
      tags: ["checkov:CKV2_AZURE_30", "mcsb:DP-3"],
    }),
    ({ serviceUri }, report, { key }) => {
      // Anything that is no http address at all is refused by the service, which is a validity rule's to say.
      if (serviceUri === undefined || !/^http:/i.test(serviceUri)) return;
      report({ path: ["serviceUri"], message: `The webhook "${key}" sends its events over http.`, allowed: "https" });
    },
  ),
  onChild(
    "webhooks",
    posture({
      id: "G40",
      policy: "acr-webhook-secret-header",
      title: "A webhook's headers hold no credential",
      subject,
      risk: "medium",
      why: "Headers are stored on the registry, and whoever may read its webhooks can read them.",
      fix: "Let the receiver check the caller in another way, or waive the rule and rotate the credential.",
      docs: "container-registry-webhook",
      source: own,
      feature: "webhooks",
      fails: { webhooks: { deploy: { ...webhook, customHeaders: { Authorization: "[secret]" } } } },
      passes: { webhooks: { deploy: { ...webhook, customHeaders: { "Content-Type": "[secret]" } } } },
      tags: ["mcsb:IM-8"],
    }),
    ({ customHeaders }, report, { key }) => {
      for (const header of Object.keys(customHeaders ?? {})) {
        if (!/^((proxy-)?authorization|cookie|.*[-_]?(token|key|secret|password))$/i.test(header)) continue;
        report({
          path: ["customHeaders", header],
          message: `The webhook "${key}" sends a credential in the header ${header}.`,
        });
      }
    },
  ),
  onChild(
    "webhooks",
    posture({
      id: "G41",
      policy: "acr-webhook-scope",
      title: "A webhook has a scope, and no secret in its address",
      subject,
      risk: "low",
      why: "An address with a secret ends in logs; a webhook on every repository's deletions tells its receiver what all teams do.",
      fix: 'Set scope: "app:*", and take the credential out of serviceUri.',
      docs: "container-registry-webhook",
      source: own,
      feature: "webhooks",
      fails: { webhooks: { deploy: { ...webhook, serviceUri: "https://hooks.example.com/a?code=[secret]" } } },
      passes: { webhooks: { deploy: webhook } },
      tags: ["mcsb:IM-8"],
    }),
    (hook, report, { key }) => {
      known(() => {
        if (!/^[a-z][a-z0-9+.-]*:\/\/([^/?#]*@|[^?#]*\?.)/i.test(hook.serviceUri ?? "")) return;
        report({
          path: ["serviceUri"],
          message: `The address of the webhook "${key}" carries a credential.`,
          fix: "Take the credential out of serviceUri.",
        });
      });
      const { scope, actions } = hook;
      if ((scope ?? "") !== "" && scope !== "*") return;
      if (!(actions ?? []).includes("delete")) return;
      report({
        path: ["scope"],
        ...(scope === undefined ? {} : { given: scope }),
        message: `The webhook "${key}" hears of deletions in every repository.`,
        fix: 'Set scope, for instance "app:*", or take "delete" out of actions.',
      });
    },
  ),
];
