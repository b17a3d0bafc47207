// The program of changes.test.ts: one registry whose arguments the test gives.
const { ResourceGroup } = require("@pulumi/azure-native/resources/resourceGroup.js");
const pulumi = require("@pulumi/pulumi");
const acr = require("pulumi-acr");

const given = JSON.parse(process.env.REGISTRY_ARGS ?? "{}");
const { planted, late, ...args } = given;
const group = new ResourceGroup("images", { location: "westeurope" });
const tasks = {
  ...args.tasks,
  ...(planted && {
    secret: {
      step: acr.dockerBuild({
        contextPath: "https://github.com/contoso/web.git",
        contextAccessToken: planted,
        imageNames: ["web:v1"],
        secretArguments: { TOKEN: planted },
        arguments: { ALSO: pulumi.secret(planted) },
      }),
      credentials: {
        customRegistries: {
          "other.azurecr.io": {
            userName: { type: "Opaque", value: planted },
            password: { type: "Opaque", value: planted },
          },
        },
      },
    },
  }),
};
const registry = new acr.Registry("images", {
  resourceGroupName: group.name,
  location: "westeurope",
  ...args,
  ...(late && Object.fromEntries(Object.entries(late).map(([key, value]) => [key, group.id.apply(() => value)]))),
  tasks,
});
exports.loginServer = registry.loginServer;
