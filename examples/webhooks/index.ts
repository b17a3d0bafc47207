import { ResourceGroup } from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import * as acr from "pulumi-acr";

// Optional: pulumi config set --secret deployToken …
const token = new pulumi.Config().getSecret("deployToken");
const location = "westeurope";
const group = new ResourceGroup("images", { location });

const registry = new acr.Registry("images", {
  resourceGroupName: group.name,
  location,
  sku: "Premium",
  replications: { northeurope: {} },
  webhooks: {
    // Deploys every tag of one repository. Headers are kept secret.
    deploy: {
      serviceUri: "https://deploy.contoso.com/hooks/acr",
      scope: { repository: "web" },
      ...(token ? { customHeaders: { Authorization: pulumi.interpolate`Bearer ${token}` } } : {}),
    },
    // Hears of the replica's pushes and deletions.
    audit: {
      serviceUri: "https://audit.contoso.com/acr",
      actions: ["push", "delete"],
      location: "northeurope",
    },
  },
});

// The same as a component of its own, against any registry.
new acr.Webhook("charts", {
  registry,
  serviceUri: "https://charts.contoso.com/acr",
  scope: { repository: "charts/web", tag: "stable" },
});

export const webhooks = Object.values(registry.webhooks).map(({ name }) => name);
