import { known, type RegistryModel, sameRegion } from "../../model";
import { limited, onChild, reportWord } from "../writing/builders";
import type { Rule } from "../writing/rule";

const docs = "https://learn.microsoft.com/azure/container-registry/container-registry-webhook";
const subject = "webhooks";
const actionWords = ["push", "delete", "quarantine", "chart_push", "chart_delete"];
const serviceUri = "https://hooks.example.com/images";

/** Webhooks. Their regions are the rule LOC-02. */
export const webhookRules: readonly Rule[] = [
  onChild(
    "webhooks",
    {
      id: "WH-01",
      policy: "acr-webhook-actions",
      title: "A webhook has at least one action, and only actions that exist",
      subject,
      enforcement: "ARM",
      why: "The service refuses a webhook that listens to nothing or to an action that it does not have.",
      fix: 'Set actions, for instance ["push"].',
      docs,
      source: "BT, TF:container_registry_webhook_resource.go",
      fails: { webhooks: { deploy: { serviceUri, actions: ["pull"] } } },
      passes: { webhooks: { deploy: { serviceUri, actions: ["push"] } } },
    },
    ({ actions }, report, { key }) => {
      if (!actions?.length) {
        report({
          path: ["actions"],
          ...(actions ? { given: actions } : {}),
          message: `The webhook "${key}" has no actions.`,
          allowed: `At least one of ${quoted(actionWords)}.`,
        });
      }
      for (const index of actions?.keys() ?? []) {
        known(() => reportWord(["actions", index], actions?.[index], actionWords, report));
      }
    },
  ),
  onChild(
    "webhooks",
    {
      id: "WH-02",
      policy: "acr-webhook-service-uri",
      title: "A webhook calls an http or https address",
      subject,
      enforcement: "ARM",
      why: "The service needs an address to call when the webhook is made: http or https, without white space, and open to the internet.",
      fix: 'Set serviceUri to an address such as "https://hooks.example.com/images".',
      docs,
      source: "TFV:container_registry_webhook_service_uri.go, D:container-registry-webhook",
      fails: { webhooks: { deploy: { serviceUri: "ftp://hooks.example.com/images", actions: ["push"] } } },
      passes: { webhooks: { deploy: { serviceUri, actions: ["push"] } } },
    },
    (webhook, report, { key }) => {
      // The model keeps a mask: the scheme, white space, and whether there is anything at all.
      const given = webhook.serviceUri;
      const scheme = given === undefined ? undefined : /^([a-z][a-z0-9+.-]*):\/\//i.exec(given)?.[1]?.toLowerCase();
      const web = scheme === "http" || scheme === "https";
      const fault =
        given === undefined || given === ""
          ? "has no serviceUri"
          : /\s/.test(given)
            ? "has a serviceUri with white space in it"
            : scheme === undefined
              ? "has a serviceUri that is not an address with a scheme"
              : web
                ? undefined
                : `has a serviceUri with the scheme "${scheme}"`;
      if (fault === undefined) return;
      report({
        path: ["serviceUri"],
        ...(given ? { given: given.trimEnd() } : {}),
        message: `The webhook "${key}" ${fault}.`,
        allowed: "An http or https address; https keeps what is sent from being read on the way.",
      });
    },
  ),
  onChild(
    "webhooks",
    {
      id: "WH-04",
      policy: "acr-webhook-scope-form",
      title: "The scope of a webhook says which tags it means",
      subject,
      enforcement: "RUN",
      why: 'A scope is empty for everything, "repository:tag", or "repository:*". A repository without a tag means its tag "latest" only; a wildcard anywhere else is not described, so what it does is unverified.',
      fix: 'Write "repository:*" for every tag, or leave scope out for everything.',
      docs,
      source: "SPEC Registry/Webhook.models.tsp, D:container-registry-webhook",
      fails: { webhooks: { deploy: { serviceUri, actions: ["push"], scope: "app" } } },
      passes: { webhooks: { deploy: { serviceUri, actions: ["push"], scope: "app:*" } } },
    },
    ({ scope }, report, { key }) => {
      if (!scope) return;
      const [repository = "", tag, ...rest] = scope.split(":");
      const place = { path: ["scope"], given: scope, allowed: '"repository:tag", "repository:*", or nothing.' };
      // Characters that no repository has are the rule NAME-17's.
      if (/[^a-z0-9._/*-]/.test(repository)) return;
      if (/\s|@/.test(scope) || rest.length > 0 || repository === "" || tag === "") {
        report({ ...place, message: `The scope "${scope}" of the webhook "${key}" is not a repository and a tag.` });
      } else if (repository.includes("*")) {
        report({
          ...place,
          message: `The scope "${scope}" of the webhook "${key}" has a wildcard in the repository, which is unverified to match anything.`,
          fix: "Leave scope out for every repository, or make one webhook for each repository.",
        });
      } else if (tag === undefined) {
        report({
          ...place,
          message: `The scope "${scope}" of the webhook "${key}" means only the tag "latest" of that repository.`,
          fix: `Write "${scope}:*" for every tag, or "${scope}:latest" if that is what you mean.`,
        });
      } else if (tag.includes("*") && tag !== "*") {
        report({
          ...place,
          message: `The scope "${scope}" of the webhook "${key}" has a wildcard inside the tag, which is unverified to match anything.`,
          fix: `Write "${repository}:*" for every tag, or one tag.`,
        });
      }
    },
  ),
  onChild(
    "webhooks",
    {
      id: "WH-05",
      policy: "acr-webhook-status",
      title: "A webhook's status is enabled or disabled",
      subject,
      enforcement: "ARM",
      why: "The service knows no other status. Without one a webhook is enabled.",
      fix: 'Set status: "enabled" or "disabled", or leave it out.',
      docs,
      source: "BT",
      fails: { webhooks: { deploy: { serviceUri, actions: ["push"], status: "off" } } },
      passes: { webhooks: { deploy: { serviceUri, actions: ["push"], status: "disabled" } } },
    },
    ({ status }, report) => reportWord(["status"], status, ["enabled", "disabled"], report),
  ),
  limited(
    {
      id: "WH-06",
      also: ["G13"],
      policy: "acr-child-count-limit",
      title: "The tier's number of webhooks is kept",
      subject,
      enforcement: "ARM",
      why: "The service answers QuotaExceeded to the webhook that exceeds the quota of the registry's tier.",
      fix: "Remove webhooks, or raise the tier.",
      docs: "https://learn.microsoft.com/azure/container-registry/container-registry-skus",
      source: "LIM, I:microsoft/vscode-docker#1281",
      limit: "webhooks",
      fails: { sku: { name: "Basic" }, webhooks: webhooksNamed("build", "deploy", "scan") },
      passes: { sku: { name: "Basic" }, webhooks: webhooksNamed("build", "deploy") },
    },
    ({ webhooks }) => ({ path: ["webhooks"], amount: Object.keys(webhooks ?? {}).length }),
  ),
  onChild(
    "webhooks",
    {
      id: "WH-09",
      policy: "acr-webhook-chart-actions",
      title: "Webhooks for charts listen to push and delete",
      subject,
      enforcement: "IGN",
      why: "The chart_ actions belong to the Helm 2 charts of old. Charts of today are OCI artifacts and raise push and delete.",
      fix: "Remove chart_push and chart_delete; push and delete tell of OCI charts.",
      docs: "https://learn.microsoft.com/azure/container-registry/container-registry-helm-repos",
      source: "D:container-registry-helm-repos",
      fails: { webhooks: { charts: { serviceUri, actions: ["push", "chart_push"] } } },
      passes: { webhooks: { charts: { serviceUri, actions: ["push"] } } },
    },
    ({ actions }, report, { key }) => {
      const words: string[] = [];
      for (const index of actions?.keys() ?? []) words.push(known(() => actions?.[index]) ?? "");
      const charts = words.filter((word) => word.startsWith("chart_") && actionWords.includes(word));
      if (charts.length === 0) return;
      report({
        path: ["actions"],
        given: charts,
        message: `The webhook "${key}" listens to ${quoted(charts)}, which today's charts do not raise.`,
      });
    },
  ),
  onChild(
    "webhooks",
    {
      id: "WH-10",
      policy: "acr-webhook-fixed",
      title: "A webhook keeps its name and its location",
      subject,
      enforcement: "ARM",
      // Pulumi replaces the webhook by itself, and a webhook keeps nothing that could be lost.
      severity: "warning",
      why: "The service changes neither, so Pulumi makes another webhook and deletes this one; events in between are not told.",
      fix: "Keep the name and the location, or plan for the replacement.",
      docs,
      source: "SPEC Registry/Webhook.models.tsp, TF",
      fails: {
        before: { webhooks: { deploy: { serviceUri, actions: ["push"], location: "westeurope" } } },
        after: { webhooks: { deploy: { serviceUri, actions: ["push"], location: "northeurope" } } },
      },
      passes: {
        before: { webhooks: { deploy: { serviceUri, actions: ["push"], location: "westeurope" } } },
        after: { webhooks: { deploy: { serviceUri, actions: ["push"], location: "West Europe" } } },
      },
    },
    (webhook, report, { key, previousChild }) => {
      for (const property of ["webhookName", "location"] as const) {
        known(() => {
          const before = previousChild?.[property];
          const after = webhook[property];
          if (before === undefined || after === undefined) return;
          // Names have no case and no spaces either.
          if (sameRegion(before, after)) return;
          report({
            path: [property],
            given: after,
            message: `A change of ${property} from "${before}" to "${after}" replaces the webhook "${key}".`,
            fix: `Keep ${property}: "${before}", or plan for the replacement.`,
          });
        });
      }
    },
  ),
];

function quoted(words: readonly string[]): string {
  return words.map((word) => `"${word}"`).join(", ");
}

function webhooksNamed(...keys: string[]): NonNullable<RegistryModel["webhooks"]> {
  return Object.fromEntries(keys.map((key) => [key, { serviceUri, actions: ["push"] }]));
}
