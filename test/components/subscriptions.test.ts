import { Provider } from "@pulumi/azure-native/provider.js";
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import * as acr from "../../src";
import { find, ids, listOf, told } from "./fixtures";
import { type Run, run } from "./monitor";

// F5: what an id names is in the id's subscription, and azure-native makes things in that of the provider.

const here = "0000";
const there = "2222";
const elsewhere = (id: string) => id.replace(`/subscriptions/${here}/`, `/subscriptions/${there}/`);
const premium = { resourceGroupName: "images", location: "westeurope", sku: "Premium" } as const;
const token = "azure-native:authorization:getClientConfig";

/** Runs a program whose default provider is of one subscription, and the provider `there` of another. */
const inTwo = (program: (there: Provider) => unknown): Promise<Run> =>
  run(() => void program(new Provider("there", { subscriptionId: there })), {
    invokes: { [token]: (provider) => ({ subscriptionId: provider.includes("::there::") ? there : here }) },
  });
const withEndpoint = (endpoint: Omit<acr.PrivateEndpointProperties, "subnetId"> & { subnetId?: string }) =>
  new acr.Registry("images", { ...premium, privateEndpoints: { hub: { subnetId: ids.subnet, ...endpoint } } });
const isOf = (done: Run, type: string, name?: string) =>
  find(done, `azure-native:${type}`, name).provider.includes("::there::") ? there : here;
/** What was registered besides the component and the provider. */
const made = (done: Run) => listOf(done).filter((one) => !/^(pulumi-acr:|pulumi:providers:)/.test(one));
const networks = { virtualNetworkIds: { hub: ids.network, spoke: elsewhere(ids.network) } };

describe("what is in another subscription is made there", () => {
  it("the links of a zone, with the provider of its private DNS", async () => {
    const done = await inTwo((provider) =>
      withEndpoint({ privateDns: { zoneId: elsewhere(ids.zone), provider, ...networks } }),
    );
    expect([done.error, told(done)]).toEqual(["", ""]);
    expect(["hub", "spoke"].map((key) => isOf(done, "privatedns:VirtualNetworkLink", `images-${key}`))).toEqual([
      there,
      there,
    ]);
    // The zone group is part of the endpoint.
    expect(isOf(done, "network:PrivateDnsZoneGroup")).toBe(here);
    expect(isOf(done, "network:PrivateEndpoint")).toBe(here);
  });

  it("a zone that is made, and its links", async () => {
    const done = await inTwo((provider) =>
      withEndpoint({ privateDns: { resourceGroupName: "dns", provider, ...networks } }),
    );
    expect(done.error).toBe("");
    expect(isOf(done, "privatedns:PrivateZone")).toBe(there);
    expect(isOf(done, "privatedns:VirtualNetworkLink", "images-spoke")).toBe(there);
  });

  it("a shared private DNS, by the options of a component", async () => {
    const done = await inTwo((provider) => {
      const dns = new acr.PrivateDns("hub", { zoneId: elsewhere(ids.zone), ...networks }, { provider });
      withEndpoint({ privateDns: dns });
    });
    expect([done.error, told(done)]).toEqual(["", ""]);
    expect(isOf(done, "privatedns:VirtualNetworkLink", "hub-hub")).toBe(there);
    expect(isOf(done, "network:PrivateDnsZoneGroup")).toBe(here);
  });

  it("an endpoint in a network there, with its zone group", async () => {
    const done = await inTwo((provider) =>
      withEndpoint({ subnetId: elsewhere(ids.subnet), provider, resourceGroupName: "networks", privateDns: {} }),
    );
    expect(done.error).toBe("");
    expect(isOf(done, "network:PrivateEndpoint")).toBe(there);
    expect(isOf(done, "network:PrivateDnsZoneGroup")).toBe(there);
    expect(isOf(done, "privatedns:PrivateZone")).toBe(here);
  });

  it.each(["rbac", "accessPolicy"] as const)("the grant on a key, %s, and not its identity", async (keyVaultAccess) => {
    const done = await inTwo((keyVaultProvider) => {
      const keyVaultId = elsewhere(ids.vault);
      const encryption = { keyVaultId, keyName: "registry", keyVaultAccess, keyVaultProvider };
      new acr.Registry("images", { ...premium, encryption });
    });
    expect(done.error).toBe("");
    const grant = keyVaultAccess === "rbac" ? "authorization:RoleAssignment" : "keyvault:AccessPolicy";
    expect(isOf(done, grant)).toBe(there);
    expect(isOf(done, "managedidentity:UserAssignedIdentity")).toBe(here);
  });

  it("the role on a key in any subscription, since its scope is an id", async () => {
    const done = await inTwo(() => {
      new acr.Registry("images", { ...premium, encryption: { keyVaultId: elsewhere(ids.vault), keyName: "registry" } });
    });
    expect([done.error, told(done)]).toEqual(["", expect.not.stringContaining("SUB-01")]);
  });

  it("the children of a registry that was made there, added later", async () => {
    const done = await inTwo((provider) => {
      const registry = new acr.Registry("images", premium, { provider });
      new acr.Replication("northeurope", { registry, location: "northeurope" });
      const read = acr.RegistryReference.fromId(elsewhere(ids.registry), { provider });
      new acr.Replication("eastus", { registry: read, location: "eastus" });
    });
    expect(done.error).toBe("");
    expect(isOf(done, "containerregistry:Replication", "northeurope")).toBe(there);
    expect(isOf(done, "containerregistry:Replication", "eastus")).toBe(there);
  });
});

describe("SUB-01: what would be made in the wrong subscription is refused before anything is made", () => {
  const provider = `new azure.Provider("there", { subscriptionId: "${there}" })`;

  it.each<[string, () => unknown, string, string]>([
    [
      "the links of a zone",
      () => withEndpoint({ privateDns: { zoneId: elsewhere(ids.zone), ...networks } }),
      `privateEndpoints.hub.privateDns.zoneId: The zone is in subscription ${there}, and the links of its networks would be made in ${here}`,
      `In privateDns write provider: ${provider}.`,
    ],
    [
      "the links of a zone that is an output",
      () => withEndpoint({ privateDns: { zoneId: pulumi.output(elsewhere(ids.zone)), ...networks } }),
      "privateEndpoints.hub.privateDns.zoneId: The zone is in subscription",
      `In privateDns write provider: ${provider}.`,
    ],
    [
      "a shared private DNS",
      () => new acr.PrivateDns("hub", { zoneId: elsewhere(ids.zone), ...networks }),
      "zoneId: The zone is in subscription",
      `Give the component the options { provider: ${provider} }.`,
    ],
    [
      "an endpoint",
      () => withEndpoint({ subnetId: elsewhere(ids.subnet) }),
      "privateEndpoints.hub.subnetId: The subnet is in subscription",
      `In privateEndpoints.hub write provider: ${provider}, and resourceGroupName: a resource group of that subscription.`,
    ],
    [
      "an endpoint of its own",
      () => new acr.PrivateEndpoint("hub", { registry: ids.registry, subnetId: elsewhere(ids.subnet) }),
      "subnetId: The subnet is in subscription",
      `In the arguments write provider: ${provider}, and resourceGroupName`,
    ],
    [
      "an access policy",
      () =>
        new acr.Registry("images", {
          ...premium,
          encryption: { keyVaultId: elsewhere(ids.vault), keyName: "registry", keyVaultAccess: "accessPolicy" },
        }),
      "encryption.keyVaultId: The key vault is in subscription",
      `In encryption write keyVaultProvider: ${provider}.`,
    ],
    [
      "a child of a registry there",
      () => new acr.Replication("eastus", { registry: elsewhere(ids.registry), location: "eastus" }),
      "registry: The registry is in subscription",
      `Give the child, or the reference to its registry, the options { provider: ${provider} }.`,
    ],
  ])("%s", async (_what, program, finding, fix) => {
    const done = await inTwo(() => void program());
    expect(done.error).toContain(`error SUB-01 at ${finding}`);
    expect(done.error).toContain(`fix:     ${fix}`);
    expect(made(done)).toEqual([]);
  });

  it.each<[string, (provider: Provider) => unknown, string, string]>([
    [
      "a zone",
      (provider) => withEndpoint({ privateDns: { provider } }),
      "privateEndpoints.hub.privateDns.provider: The registry's resource group is in subscription",
      "In privateDns write resourceGroupName: a resource group of subscription 2222.",
    ],
    [
      "an endpoint",
      (provider) => withEndpoint({ subnetId: elsewhere(ids.subnet), provider }),
      "privateEndpoints.hub.provider: The registry's resource group is in subscription",
      "In privateEndpoints.hub write resourceGroupName: a resource group of subscription 2222.",
    ],
  ])("%s in the registry's group, by a provider of another one", async (_what, program, finding, fix) => {
    const done = await inTwo((given) => void program(given));
    expect(done.error).toContain(`error SUB-01 at ${finding}`);
    expect(done.error).toContain(`fix:     ${fix}`);
    expect(made(done)).toEqual([]);
  });
});

describe("a registry that is looked up", () => {
  const lookUp = (opts: (provider: Provider) => pulumi.InvokeOptions) => {
    const said: string[] = [];
    const found = { loginServer: "existing.azurecr.io" };
    return run(
      () => {
        const provider = new Provider("there", { subscriptionId: there });
        const { loginServer } = acr.RegistryReference.fromId(elsewhere(ids.registry), opts(provider));
        return loginServer.apply((text) => said.push(text));
      },
      {
        invokes: {
          [token]: (provider) => ({ subscriptionId: provider.includes("::there::") ? there : here }),
          "azure-native:containerregistry:getRegistry": found,
        },
      },
    ).then(({ error }) => ({ error, said }));
  };

  it("is looked up in its subscription", async () => {
    expect(await lookUp((provider) => ({ provider }))).toEqual({ error: "", said: ["existing.azurecr.io"] });
  });

  it("is not looked up in another one, where a stranger may have its name", async () => {
    const { error, said } = await lookUp(() => ({}));
    expect(said).toEqual([]);
    expect(error).toContain(
      `Give the reference that provider: acr.RegistryReference.fromId(id, { provider: new azure.Provider("there", { subscriptionId: "${there}" }) }).`,
    );
  });
});

it("nobody is asked for subscriptions where everything is made by the provider of the registry", async () => {
  const asked: string[] = [];
  const program = () => {
    const registry = new acr.Registry("images", { ...premium, encryption: { keyVaultId: ids.vault, keyName: "key" } });
    new acr.Replication("northeurope", { registry, location: "northeurope" });
  };
  expect((await run(program, { onInvoke: (provider) => asked.push(provider) })).error).toBe("");
  expect(asked).toEqual([]);
});

describe("nothing is said of subscriptions", () => {
  const program = () => void withEndpoint({ privateDns: { zoneId: elsewhere(ids.zone), ...networks } });

  it("that are the same in another case", async () => {
    const done = await run(
      () => void withEndpoint({ privateDns: { zoneId: ids.zone.replace("0000", "aBc"), ...networks } }),
      {
        invokes: { [token]: { subscriptionId: "AbC" } },
      },
    );
    expect(done.error).not.toContain("zoneId");
  });

  it("where no links are made", async () => {
    const done = await inTwo(() => void withEndpoint({ privateDns: { zoneId: elsewhere(ids.zone) } }));
    expect(done.error).toBe("");
  });

  it("while the provider does not say which one is its own", async () => {
    expect((await run(program)).error).toBe("");
  });

  it("when the provider cannot be asked", async () => {
    const refuse = () => {
      throw new Error("no credentials");
    };
    expect((await run(program, { invokes: { [token]: refuse } })).error).toBe("");
  });
});
