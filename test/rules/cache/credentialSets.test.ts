import { describe, expect, it } from "vitest";
import { UNKNOWN } from "../../../src/model";
import { credentialSetRules } from "../../../src/rules/cache/credentialSets";
import { check } from "../../../src/rules/check";

const home = { sku: { name: "Basic" }, location: "westeurope" };
const secret = (name: string, suffix = "vault.azure.net") => `https://images.${suffix}/secrets/${name}`;
const credential = {
  name: "Credential1",
  usernameSecretIdentifier: secret("user"),
  passwordSecretIdentifier: secret("password"),
};
const set = (value: object) => ({
  ...home,
  credentialSets: {
    hub: { loginServer: "docker.io", identity: { type: "SystemAssigned" }, authCredentials: [credential], ...value },
  },
});
const list = (findings: ReturnType<typeof check>) => findings.map(({ severity, rule }) => `${severity} ${rule}`);
const all = (model: unknown, previous?: unknown) => list(check(model, { previous }));
const ids = (model: unknown, previous?: unknown) => list(check(model, { rules: credentialSetRules, previous }));

describe("cases of the reference", () => {
  it.each([
    ["A21 and U12", set({}), []],
    ["C195 (the service's answer is unverified)", set({ authCredentials: [] }), ["warning CRED-01"]],
    ["C196", set({ authCredentials: [{ ...credential, name: "Credential2" }] }), ["error CRED-01"]],
    ["C197 (the service's answer is unverified)", set({ identity: { type: "UserAssigned" } }), ["warning CRED-03"]],
  ])("%s", (_id, model, expected) => expect(all(model)).toEqual(expected));
  it("A21, another password secret, is an update in place", () => {
    const after = set({ authCredentials: [{ ...credential, passwordSecretIdentifier: secret("other") }] });
    expect(all(after, set({}))).toEqual([]);
  });
});

describe("the credential of a set", () => {
  it("is one", () => {
    expect(ids(set({ authCredentials: [credential, credential] }))).toEqual(["error CRED-01"]);
    expect(ids(set({ authCredentials: undefined }))).toEqual(["warning CRED-01"]);
  });
  it("is not missed while it is not known", () => expect(ids(set({ authCredentials: UNKNOWN }))).toEqual([]));
  it("has a name in the service's spelling", () => {
    expect(ids(set({ authCredentials: [{ ...credential, name: "credential1" }] }))).toEqual(["warning CRED-01"]);
  });

  it.each([
    [secret("password"), []],
    [`${secret("password")}/0123456789abcdef0123456789abcdef`, []],
    [`${secret("password")}/`, []],
    ["https://Images.Vault.azure.net/secrets/password", []],
    [UNKNOWN, []],
    [undefined, ["error CRED-02"]],
    ["", ["error CRED-02"]],
    ["http://images.vault.azure.net/secrets/password", ["error CRED-02"]],
    ["https://images.vault.azure.net/keys/password", ["error CRED-02"]],
    ["https://images.managedhsm.azure.net/secrets/password", ["error CRED-02"]],
    ["https://images.vault.example.com/secrets/password", ["warning CRED-02"]],
    ["https://images.example.com/secrets/password", ["error CRED-02"]],
    ["correct horse battery staple", ["error CRED-02"]],
    [secret("password", "vault.azure.cn"), ["warning CRED-02"]],
    [secret("password", "vault.usgovcloudapi.net"), ["warning CRED-02"]],
  ])("with the secret %s gives %j", (passwordSecretIdentifier, expected) => {
    expect(ids(set({ authCredentials: [{ ...credential, passwordSecretIdentifier }] }))).toEqual(expected);
  });
  it("is in a vault of the registry's cloud", () => {
    const china = secret("x", "vault.azure.cn");
    const model = set({
      authCredentials: [{ ...credential, usernameSecretIdentifier: china, passwordSecretIdentifier: china }],
    });
    expect(ids({ ...model, location: "chinaeast2" })).toEqual([]);
    expect(ids({ ...model, location: UNKNOWN })).toEqual([]);
    expect(ids({ ...model, location: undefined })).toEqual([]);
  });
  it("never shows what was given in place of a secret's address", () => {
    const model = set({ authCredentials: [{ ...credential, passwordSecretIdentifier: "hunter2" }] });
    expect(JSON.stringify(check(model))).not.toContain("hunter2");
  });
});

describe("the identity of a set", () => {
  it.each([
    [{ type: "SystemAssigned" }, []],
    [{ type: "SystemAssigned, UserAssigned" }, []],
    [{ type: "None" }, ["warning CRED-03"]],
    [undefined, ["warning CRED-03"]],
    [UNKNOWN, []],
    [{ type: UNKNOWN }, []],
  ])("%j gives %j", (identity, expected) => expect(ids(set({ identity }))).toEqual(expected));
});

describe("the login server of a set", () => {
  it.each([
    ["docker.io", []],
    ["https://docker.io", ["error CRED-05"]],
    ["docker.io/library", ["error CRED-05"]],
    ["docker.io:443", ["error CRED-05"]],
    ["docker", ["error CRED-05"]],
    ["", ["error CRED-05"]],
    [UNKNOWN, []],
  ])("%s gives %j", (loginServer, expected) => expect(ids(set({ loginServer }))).toEqual(expected));
  it("does not change", () => {
    expect(ids(set({ loginServer: "ghcr.io" }), set({}))).toEqual(["error CRED-05"]);
    expect(ids(set({ loginServer: "Docker.io" }), set({}))).toEqual([]);
  });
});

describe("a credential set that goes", () => {
  const id =
    "/subscriptions/0/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/images/credentialSets/hub-login";
  const cacheRules = {
    nginx: { sourceRepository: "docker.io/library/nginx", targetRepository: "nginx", credentialSetResourceId: id },
  };
  const before = { ...set({ credentialSetName: "hub-login" }), cacheRules };
  it("leaves a cache rule behind", () => expect(ids({ ...home, cacheRules }, before)).toEqual(["warning CRED-06"]));
  it("goes with its cache rules", () => expect(ids(home, before)).toEqual([]));
  it("is not missed while another set's name is not known", () => {
    expect(
      ids({ ...home, cacheRules, credentialSets: { other: { credentialSetName: UNKNOWN } } }, before),
    ).not.toContain("warning CRED-06");
  });
});
