import { clouds } from "../../model";

/** How the service signs in to an upstream registry: must, may or cannot. */
export type UpstreamSignIn = "required" | "possible" | "refused";

/** The upstreams of artifact cache by host. Source: D:artifact-cache-overview of August 2026. */
const hosts: Readonly<Record<string, UpstreamSignIn>> = {
  "docker.io": "required",
  "dhi.io": "required",
  "registry.redhat.io": "required",
  "mcr.microsoft.com": "refused",
  "public.ecr.aws": "refused",
  "registry.access.redhat.com": "refused",
  "ghcr.io": "possible",
  "quay.io": "possible",
  "registry.k8s.io": "possible",
  "gcr.io": "possible",
  "nvcr.io": "possible",
};

/** Upstreams that are a family of hosts: other container registries of Azure in each cloud, and Google's. */
const azureSuffixes = Object.values(clouds).map(({ loginServerSuffix }) => loginServerSuffix.replace(".", "\\."));
const azureHost = new RegExp(`^[a-z0-9-]+(\\.[a-z0-9-]+)*\\.(${azureSuffixes.join("|")})$`);
const googleHost = /^[a-z0-9-]+\.pkg\.dev$/;

/** Other addresses of Docker Hub, which a cache rule does not take. */
const dockerHubHosts = new Set([
  "registry-1.docker.io",
  "index.docker.io",
  "hub.docker.com",
  "registry.hub.docker.com",
]);

/** What a message lists as allowed. */
export const supportedHosts = [...Object.keys(hosts), `*.${clouds.AzureCloud.loginServerSuffix}`, "*.pkg.dev"].join(
  ", ",
);

/** The source of a cache rule: an upstream's host, in lower case, and a path on it. */
export interface Upstream {
  readonly host: string;
  /** The repository or the wildcard; absent when the source is a host alone. */
  readonly path: string | undefined;
}

/** Takes the source of a cache rule apart; the host is absent from what does not begin with one. */
export function upstreamOf(source: string): Upstream | undefined {
  const [first = "", ...rest] = source.split("/");
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?$/i.test(first)) return undefined;
  return { host: first.toLowerCase(), path: rest.length ? rest.join("/") : undefined };
}

/** The host of a source, in lower case; absent where there is none. */
export function hostOf(source: string | undefined): string | undefined {
  return source === undefined ? undefined : upstreamOf(source)?.host;
}

/** How the service signs in to a host; `undefined` for a host that is none of its upstreams. */
export function signInOf(host: string): UpstreamSignIn | undefined {
  if (Object.hasOwn(hosts, host)) return hosts[host];
  return isAzureHost(host) || isGoogleHost(host) ? "required" : undefined;
}

/** Whether a host is a container registry of Azure. */
export function isAzureHost(host: string): boolean {
  return azureHost.test(host);
}

/** Whether a host is an Artifact Registry of Google. */
export function isGoogleHost(host: string): boolean {
  return googleHost.test(host);
}

/** Whether a host is Docker Hub under another name than `docker.io`. */
export function isDockerHubAlias(host: string): boolean {
  return dockerHubHosts.has(host);
}
