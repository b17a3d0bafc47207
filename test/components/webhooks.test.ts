import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import * as acr from "../../src";
import { find, ids, listOf, planted, secretOf } from "./fixtures";
import { run } from "./monitor";

const premium = { resourceGroupName: "images", location: "westeurope", sku: "Premium" } as const;
const serviceUri = "https://ci.contoso.com/hooks/acr";
const type = "azure-native:containerregistry:Webhook";

describe("webhooks in the map of a registry", () => {
  it("are made in the home region, listen to pushes, and are keyed by name", async () => {
    const done = await run(() => void new acr.Registry("images", { ...premium, webhooks: { deploy: { serviceUri } } }));
    expect(done.error).toBe("");
    const webhook = find(done, type, "images-deploy");
    // Azure takes letters and digits only, and azure-native would make a name of the resource's.
    expect(webhook.inputs).toMatchObject({ webhookName: "imagesdeploy", actions: ["push"], location: "westeurope" });
    expect(webhook.inputs).not.toHaveProperty("scope");
    expect(webhook.parent).toBe(find(done, "pulumi-acr:index:Registry").urn);
  });

  it("write a scope of a repository for every tag, or for one", async () => {
    const scopes = {
      everytag: { repository: "web" },
      onetag: { repository: "team/web", tag: "v1" },
      output: { repository: pulumi.output("api"), tag: pulumi.output("v2") },
    };
    const done = await run(() => {
      for (const [name, scope] of Object.entries(scopes)) {
        new acr.Webhook(name, { registry: ids.registry, location: "westeurope", serviceUri, scope });
      }
      new acr.Webhook("astext", { registry: ids.registry, location: "westeurope", serviceUri, scope: "web:*" });
    });
    expect(done.error).toBe("");
    const scopeOf = (name: string) => find(done, type, name).inputs.scope;
    expect(["everytag", "onetag", "output", "astext"].map(scopeOf)).toEqual([
      "web:*",
      "team/web:v1",
      "api:v2",
      "web:*",
    ]);
  });

  it("in the region of a replica are made after it", async () => {
    const done = await run(
      () =>
        void new acr.Registry("images", {
          ...premium,
          replications: { northeurope: {} },
          webhooks: { north: { serviceUri, location: "northeurope" }, home: { serviceUri } },
        }),
    );
    expect(done.error).toBe("");
    const replica = find(done, "azure-native:containerregistry:Replication");
    expect(find(done, type, "images-north").dependencies).toContain(replica.urn);
    expect(find(done, type, "images-home").dependencies).not.toContain(replica.urn);
  });

  it("keep headers and addresses with credentials secret, and no others", async () => {
    const done = await run(
      () =>
        void new acr.Registry("images", {
          ...premium,
          webhooks: {
            deploy: { serviceUri: `https://u:${planted}@ci.contoso.com/`, customHeaders: { Authorization: planted } },
          },
        }),
    );
    expect(done.error).toBe("");
    const webhook = find(done, type);
    expect(JSON.stringify(done.resources.filter(({ type }) => type.startsWith("pulumi-acr")))).not.toContain(planted);
    expect(webhook.inputs).toMatchObject({
      serviceUri: secretOf(`https://u:${planted}@ci.contoso.com/`),
      customHeaders: { Authorization: secretOf(planted) },
    });
  });
});

describe("plain values of secret properties", () => {
  it("are checked with everything else, before anything is registered", async () => {
    const done = await run(
      () =>
        void new acr.Registry("images", {
          ...premium,
          registryName: "no-dashes",
          webhooks: { deploy: { serviceUri: "ftp://ci.contoso.com" } },
        }),
    );
    expect(done.error).toContain("NAME-01");
    expect(done.error).toContain("WH-02 at webhooks.deploy.serviceUri");
    expect(listOf(done)).toEqual([]);
  });
});

it("without a name of its own has its resource's, which is judged", async () => {
  const done = await run(
    () => void new acr.Webhook("hook", { registry: ids.registry, location: "westeurope", serviceUri }),
  );
  expect(done.error).toContain("NAME-06");
});
