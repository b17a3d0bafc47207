import { describe, expect, it } from "vitest";
import * as acr from "../../src";
import { find, ids, listOf } from "./fixtures";
import { run } from "./monitor";

const basic = { resourceGroupName: "images", location: "westeurope", sku: "Basic" } as const;
const setType = "azure-native:containerregistry:CredentialSet";
const ruleType = "azure-native:containerregistry:CacheRule";
const roleType = "azure-native:authorization:RoleAssignment";
const hub = { loginServer: "docker.io", keyVaultId: ids.vault, usernameSecret: "hub-user", passwordSecret: "hub-pass" };
const nginx = { source: "docker.io/library/nginx", target: "hub/nginx", credentialSet: "hub" };

describe("credential sets and cache rules", () => {
  it("KID-06: come in the order set, grant on its two secrets, rule", async () => {
    const done = await run(
      () => void new acr.Registry("images", { ...basic, credentialSets: { hub }, cacheRules: { nginx } }),
    );
    expect(done.error).toBe("");
    const set = find(done, setType, "images-hub");
    expect(set.inputs).toMatchObject({
      loginServer: "docker.io",
      identity: { type: "SystemAssigned" },
      authCredentials: [
        {
          name: "Credential1",
          usernameSecretIdentifier: "https://keys.vault.azure.net/secrets/hub-user",
          passwordSecretIdentifier: "https://keys.vault.azure.net/secrets/hub-pass",
        },
      ],
    });
    const grants = ["images-hub-password", "images-hub-user"].map((name) => find(done, roleType, name));
    expect(grants.map(({ inputs }) => inputs.scope)).toEqual([
      `${ids.vault}/secrets/hub-pass`,
      `${ids.vault}/secrets/hub-user`,
    ]);
    for (const grant of grants) {
      expect(grant.inputs).toMatchObject({
        principalType: "ServicePrincipal",
        roleDefinitionId:
          "/subscriptions/0000/providers/Microsoft.Authorization/roleDefinitions/4633458b-17de-408a-b874-0445c86b69e6",
      });
      expect(grant.dependencies).toContain(set.urn);
    }
    const rule = find(done, ruleType, "images-nginx");
    expect(rule.inputs).toMatchObject({
      sourceRepository: "docker.io/library/nginx",
      targetRepository: "hub/nginx",
      credentialSetResourceId: "/id/of/images-hub",
    });
    expect(rule.dependencies).toEqual(expect.arrayContaining(grants.map(({ urn }) => urn)));
  });

  it("let several rules share a set, and a rule of its own name it by the same key", async () => {
    const done = await run(() => {
      const registry = new acr.Registry("images", { ...basic, credentialSets: { hub }, cacheRules: { nginx } });
      new acr.CacheRule("redis", { registry, source: "docker.io/library/redis", credentialSet: "hub" });
    });
    expect(done.error).toBe("");
    const redis = find(done, ruleType, "redis");
    expect(redis.inputs.credentialSetResourceId).toBe("/id/of/images-hub");
    expect(redis.inputs.targetRepository).toBe("library/redis");
  });

  it("give an access policy to a vault that has no roles", async () => {
    const done = await run(
      () =>
        void new acr.Registry("images", {
          ...basic,
          credentialSets: { hub: { ...hub, keyVaultAccess: "accessPolicy" } },
        }),
    );
    expect(done.error).toBe("");
    expect(find(done, "azure-native:keyvault:AccessPolicy").inputs).toMatchObject({
      resourceGroupName: "platform",
      vaultName: "keys",
      policy: { permissions: { secrets: ["get"] } },
    });
    expect(listOf(done).filter((text) => text.includes("RoleAssignment"))).toEqual([]);
  });

  it("KID-07: need a set for Docker Hub, and are told where to put it", async () => {
    const done = await run(
      () => void new acr.Registry("images", { ...basic, cacheRules: { nginx: { source: "docker.io/library/nginx" } } }),
    );
    expect(done.error).toContain("CACHE-02 at cacheRules.nginx.credentialSet");
  });

  it("name a set that is there", async () => {
    const done = await run(() => void new acr.Registry("images", { ...basic, cacheRules: { nginx } }));
    expect(done.error).toContain(
      'SHAPE-05 at cacheRules.nginx.credentialSet: cacheRules.nginx.credentialSet names "hub"',
    );
    expect(listOf(done)).toEqual([]);
  });
});
