// A container group with a public address, an image of docker-build, and files on a share.
const pulumi = require("@pulumi/pulumi");
const azure = require("@pulumi/azure-native");
const build = require("@pulumi/docker-build");
const random = require("@pulumi/random");

const group = new azure.resources.ResourceGroup("web", { location: "eastus" });
const inGroup = { resourceGroupName: group.name };
const registry = new azure.containerregistry.Registry("registry", {
  ...inGroup,
  sku: { name: "Basic" },
  adminUserEnabled: true,
});
const admin = azure.containerregistry.listRegistryCredentialsOutput({ ...inGroup, registryName: registry.name });
const login = {
  server: registry.loginServer,
  username: admin.apply(({ username }) => username),
  password: admin.apply(({ passwords }) => passwords[0].value),
};
const image = new build.Image("web", {
  tags: [pulumi.interpolate`${registry.loginServer}/web:latest`],
  context: { location: "./app" },
  platforms: ["linux/amd64"],
  push: true,
  registries: [{ address: login.server, username: login.username, password: login.password }],
});
const label = new random.RandomString("label", { length: 8, special: false, upper: false }).result;
const account = new azure.storage.StorageAccount("files", {
  ...inGroup,
  kind: "StorageV2",
  sku: { name: "Standard_LRS" },
});
const share = new azure.storage.FileShare("data", { ...inGroup, accountName: account.name });
const storageAccountKey = azure.storage
  .listStorageAccountKeysOutput({ ...inGroup, accountName: account.name })
  .apply(({ keys }) => keys[0].value);
const containers = new azure.containerinstance.ContainerGroup("web", {
  ...inGroup,
  osType: "Linux",
  restartPolicy: "Always",
  imageRegistryCredentials: [login],
  containers: [
    {
      name: "web",
      image: image.ref,
      ports: [{ port: 80, protocol: "Tcp" }],
      resources: { requests: { cpu: 1, memoryInGB: 2 } },
      volumeMounts: [{ name: "data", mountPath: "/data" }],
    },
  ],
  volumes: [
    { name: "data", azureFile: { shareName: share.name, storageAccountName: account.name, storageAccountKey } },
  ],
  ipAddress: {
    type: "Public",
    dnsNameLabel: pulumi.interpolate`web-${label}`,
    ports: [{ port: 80, protocol: "Tcp" }],
  },
});

exports.hostname = containers.ipAddress.apply((address) => address.fqdn);
exports.ip = containers.ipAddress.apply((address) => address.ip);
exports.url = containers.ipAddress.apply((address) => `http://${address.fqdn}:80`);
