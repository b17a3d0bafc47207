import { createHash } from "node:crypto";
import { asSecret } from "../../model/engineMarks";
import { listAt, type Properties, textAt } from "../json";
import { type Answer, named, type Question } from "./question";
import type { StoredResource } from "./store";

/** A key that a resource keeps: base64 of so many bytes that follow from its id. */
function keyOf({ id }: Pick<StoredResource, "id">, name: string, bytes = 32): string {
  return createHash("sha512").update(`${id.toLowerCase()}#${name}`).digest().subarray(0, bytes).toString("base64");
}

const nameOf = ({ id }: StoredResource) => id.split("/").at(-1) ?? "";

/** An answer about a resource that has to be there. */
const about =
  (type: string, answer: (resource: StoredResource, question: Question) => Properties): Answer =>
  (question) =>
    answer(named(question, type), question);

const workspaceKeys = about("operationalinsights:Workspace", (workspace) => ({
  primarySharedKey: asSecret(keyOf(workspace, "primary", 64)),
  secondarySharedKey: asSecret(keyOf(workspace, "secondary", 64)),
}));

/** The keys of a rule of a namespace or of what is in one; the root rule is there by itself. */
const namespaceKeys = (type: string): Answer =>
  about(type, (namespace, { args }) => {
    const keyName = textAt(args, "authorizationRuleName") || "RootManageSharedAccessKey";
    const [primaryKey, secondaryKey] = ["primary", "secondary"].map((name) => keyOf(namespace, `${keyName}/${name}`));
    const entity = type.endsWith(":Namespace") ? "" : `;EntityPath=${nameOf(namespace)}`;
    const host = `${namespace.id.split("/")[8]}.servicebus.windows.net`;
    const connection = (key = "") =>
      asSecret(`Endpoint=sb://${host}/;SharedAccessKeyName=${keyName};SharedAccessKey=${key}${entity}`);
    return {
      keyName,
      primaryKey: asSecret(primaryKey),
      secondaryKey: asSecret(secondaryKey),
      primaryConnectionString: connection(primaryKey),
      secondaryConnectionString: connection(secondaryKey),
    };
  });

const kubeconfigs = (user: string): Answer =>
  about("containerservice:ManagedCluster", (cluster) => {
    const name = nameOf(cluster);
    const lines = [
      "apiVersion: v1",
      "kind: Config",
      `clusters: [{ name: ${name}, cluster: { server: "https://${textAt(cluster.outputs, "fqdn")}:443" } }]`,
      `users: [{ name: ${user}, user: { token: ${keyOf(cluster, user, 48)} } }]`,
      `contexts: [{ name: ${name}, context: { cluster: ${name}, user: ${user} } }]`,
      `current-context: ${name}`,
    ];
    const value = Buffer.from(`${lines.join("\n")}\n`).toString("base64");
    return { kubeconfigs: asSecret([{ name: user, value }]) };
  });

const publishingCredentials =
  (type: string): Answer =>
  (question) => {
    const { id, outputs } = named(question, type);
    const user = `$${id
      .split(/\/(?:sites|slots)\//i)
      .slice(1)
      .join("__")}`;
    const password = keyOf({ id }, "publishing", 45);
    const [host = ""] = textAt(outputs, "defaultHostName").split(".azurewebsites");
    return {
      id: `${id}/publishingcredentials/${user}`,
      name: textAt(outputs, "name"),
      type: "Microsoft.Web/sites/publishingcredentials",
      publishingUserName: user,
      publishingPassword: asSecret(password),
      scmUri: asSecret(`https://${user}:${password}@${host}.scm.azurewebsites.net`),
    };
  };

const pair = (type: string, first = "primaryKey", second = "secondaryKey"): Answer =>
  about(type, (resource) => ({
    [first]: asSecret(keyOf(resource, first)),
    [second]: asSecret(keyOf(resource, second)),
  }));

const shared = (questionOf: (resource: StoredResource) => Properties) =>
  about("storage:StorageAccount", (account) => questionOf(account));

const accessSignature = (account: StoredResource) =>
  `sv=2024-11-04&sig=${encodeURIComponent(keyOf(account, "signature"))}`;

/**
 * What the functions that give keys answer: invented keys, the same in every run, as secrets. A key of azure-native's
 * functions without the package: `storage:listStorageAccountKeys`.
 */
export const keyAnswers: Readonly<Record<string, Answer>> = {
  "operationalinsights:getSharedKeys": workspaceKeys,
  "operationalinsights:getWorkspaceSharedKeys": workspaceKeys,
  "storage:listStorageAccountKeys": shared((account) => ({
    keys: asSecret(
      ["key1", "key2"].map((keyName) => ({
        keyName,
        value: keyOf(account, keyName, 64),
        permissions: "FULL",
        creationTime: account.createdAt,
      })),
    ),
  })),
  "storage:listStorageAccountSAS": shared((account) => ({ accountSasToken: asSecret(accessSignature(account)) })),
  "storage:listStorageAccountServiceSAS": shared((account) => ({
    serviceSasToken: asSecret(accessSignature(account)),
  })),
  "servicebus:listNamespaceKeys": namespaceKeys("servicebus:Namespace"),
  "servicebus:listQueueKeys": namespaceKeys("servicebus:Queue"),
  "servicebus:listTopicKeys": namespaceKeys("servicebus:Topic"),
  "eventhub:listNamespaceKeys": namespaceKeys("eventhub:Namespace"),
  "eventhub:listEventHubKeys": namespaceKeys("eventhub:EventHub"),
  "containerservice:listManagedClusterUserCredentials": kubeconfigs("clusterUser"),
  "containerservice:listManagedClusterAdminCredentials": kubeconfigs("clusterAdmin"),
  "containerservice:listManagedClusterMonitoringUserCredentials": kubeconfigs("clusterMonitoringUser"),
  "web:listWebAppPublishingCredentials": publishingCredentials("web:WebApp"),
  "web:listWebAppPublishingCredentialsSlot": publishingCredentials("web:WebAppSlot"),
  "web:listWebAppHostKeys": about("web:WebApp", (app) => ({
    masterKey: asSecret(keyOf(app, "master")),
    functionKeys: asSecret({ default: keyOf(app, "default") }),
    systemKeys: {},
  })),
  "web:listWebAppApplicationSettings": about("web:WebApp", ({ id, inputs }) => ({
    id: `${id}/config/appsettings`,
    name: "appsettings",
    type: "Microsoft.Web/sites/config",
    properties: asSecret(
      Object.fromEntries(
        listAt(inputs, "siteConfig.appSettings").map((one) => [textAt(one, "name"), textAt(one, "value")]),
      ),
    ),
  })),
  "web:listStaticSiteSecrets": about("web:StaticSite", (site) => ({
    id: `${site.id}/secrets`,
    name: "secrets",
    type: "Microsoft.Web/staticSites/secrets",
    properties: asSecret({ apiKey: keyOf(site, "api") }),
  })),
  "app:listContainerAppSecrets": about("app:ContainerApp", ({ inputs }) => ({
    value: asSecret(
      listAt(inputs, "configuration.secrets").map((one) => ({
        name: textAt(one, "name"),
        value: textAt(one, "value"),
      })),
    ),
  })),
  "redis:listRedisKeys": pair("redis:Redis"),
  "cosmosdb:listDatabaseAccountKeys": about("cosmosdb:DatabaseAccount", (account) =>
    Object.fromEntries(
      ["primaryMasterKey", "secondaryMasterKey", "primaryReadonlyMasterKey", "secondaryReadonlyMasterKey"].map(
        (name) => [name, asSecret(keyOf(account, name, 64))],
      ),
    ),
  ),
  "cognitiveservices:listAccountKeys": pair("cognitiveservices:Account", "key1", "key2"),
  "search:listAdminKey": pair("search:Service"),
  "signalrservice:listSignalRKeys": about("signalrservice:SignalR", (service) => {
    const connection = (key: string) =>
      asSecret(`Endpoint=https://${nameOf(service)}.service.signalr.net;AccessKey=${key};Version=1.0;`);
    const [primaryKey = "", secondaryKey = ""] = ["primary", "secondary"].map((name) => keyOf(service, name));
    return {
      primaryKey: asSecret(primaryKey),
      secondaryKey: asSecret(secondaryKey),
      primaryConnectionString: connection(primaryKey),
      secondaryConnectionString: connection(secondaryKey),
    };
  }),
};
