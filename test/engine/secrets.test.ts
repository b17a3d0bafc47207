import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { makeProject } from "./project";

// Secrets wherever a registry takes some: none may be in the stack's state, in the local Azure's files, or in any output.

const planted = "pl4nted";
const project = makeProject(
  "secrets",
  `
const pulumi = require("@pulumi/pulumi");
const { ResourceGroup } = require("@pulumi/azure-native/resources/resourceGroup.js");
const { Webhook } = require("@pulumi/azure-native/containerregistry/webhook.js");
const { listRegistryCredentialsOutput } = require("@pulumi/azure-native/containerregistry/listRegistryCredentials.js");
const { Vault } = require("@pulumi/azure-native/keyvault/vault.js");
const { Secret } = require("@pulumi/azure-native/keyvault/secret.js");
const { Application } = require("@pulumi/azuread/application.js");
const { ApplicationPassword } = require("@pulumi/azuread/applicationPassword.js");
const acr = require("pulumi-acr");
const config = new pulumi.Config();
const plain = (name) => "${planted}-" + name;
const secret = (name) => pulumi.secret(plain(name));
const { name: resourceGroupName } = new ResourceGroup("group", { location: "westeurope" });
const registry = new acr.Registry("images", {
  resourceGroupName,
  sku: config.get("sku") ?? "Premium",
  adminUserEnabled: true,
  replications: { northeurope: {} },
  tags: { owner: secret("tag") },
  tasks: {
    docker: {
      step: acr.dockerBuild({
        contextPath: "https://user:" + plain("userinfo") + "@git.example.com/web.git",
        contextAccessToken: plain("context"),
        imageNames: ["web"],
        arguments: { VISIBLE: "open", OUTPUT: secret("output") },
        secretArguments: { NPM_TOKEN: plain("argument") },
      }),
      credentials: {
        customRegistries: {
          "x.azurecr.io": { userName: { type: "Opaque", value: plain("user") }, password: { type: "Opaque", value: plain("password") } },
        },
      },
      triggers: {
        sources: {
          main: {
            repositoryUrl: "https://github.com/contoso/web", sourceControlType: "Github", sourceTriggerEvents: ["commit"],
            token: plain("pat"),
          },
        },
      },
    },
    encoded: { step: acr.encodedTask({ task: secret("encoded").apply((text) => "version: v1.1.0\\nsteps:\\n  - cmd: " + text), secretValues: { VALUE: plain("value") } }) },
  },
});
const on = { resourceGroupName, registryName: registry.name };
new Webhook("deploy", { ...on, actions: ["push"], serviceUri: secret("address").apply((name) => "https://" + name + ".test/"),
  customHeaders: { Authorization: secret("header") } });
const { name: vaultName } = new Vault("vault", { resourceGroupName,
  properties: { tenantId: "11111111-1111-1111-1111-111111111111", sku: { family: "A", name: "standard" } } });
new Secret("login", { resourceGroupName, vaultName, properties: { value: secret("vault") } });
const application = new Application("app", { displayName: "app" });
exports.password = new ApplicationPassword("password", { applicationId: application.id }).value;
exports.configured = config.requireSecret("token");
exports.user = listRegistryCredentialsOutput(on).username;
`,
);
afterAll(() => project.remove());

it("no secret is in the state, in the local Azure's files or in any output", { timeout: 180_000 }, async () => {
  await project.run(`config set --secret token ${planted}-config`);
  const deployed = await project.run("up --skip-preview");
  expect([deployed.code, deployed.code === 0 ? "" : deployed.text]).toEqual([0, ""]);
  const said = [deployed];
  for (const line of [
    "up --diff --skip-preview --expect-no-changes",
    "refresh --diff --skip-preview --expect-no-changes",
    "preview --json",
    "stack export",
    "stack output",
    "config",
    "resources",
  ]) {
    const ended = await project.run(line);
    expect([line, ended.code]).toEqual([line, 0]);
    said.push(ended);
  }
  said.push(await project.run("preview --config sku=Basic"));
  said.push(
    await project.run("up --skip-preview --replace **images-docker", { ACR_LOCAL_FAULTS: "create *Task half-done" }),
  );
  const folder = join(project.directory, ".acr-local");
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => ({ name: entry.name, text: readFileSync(join(entry.parentPath, entry.name), "latin1") }));
  expect(files.map(({ name }) => name)).toEqual(expect.arrayContaining(["azure.state", "dev.json"]));
  expect(said.map(({ text }) => text).join()).toContain("NPM_TOKEN");
  // As it is, and as base64, which an encoded task is sent in.
  const base64 = Buffer.from(planted).toString("base64").slice(0, 8);
  const leaks = [...said.map(({ text }) => ({ name: text.slice(0, 60), text })), ...files].filter(
    ({ text }) => text.includes(planted) || text.includes(base64),
  );
  expect(leaks).toEqual([]);
});
