/** The parts of an ARM resource id that matter here. */
export interface ResourceId {
  readonly subscriptionId: string;
  readonly resourceGroupName: string;
  /** Provider namespace and type path, lower case, for instance `microsoft.containerregistry/registries/tokens`. */
  readonly type: string;
  /** Names along the type path, outermost first. */
  readonly names: readonly string[];
}

/** Takes an ARM resource id apart; `undefined` when the text is none. ARM ids are case-insensitive. */
export function parseResourceId(id: string): ResourceId | undefined {
  const match = /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/([^/]+)\/(.+?)\/?$/i.exec(id);
  if (!match) return undefined;
  const [, subscriptionId = "", resourceGroupName = "", namespace = "", rest = ""] = match;
  const segments = rest.split("/");
  if (segments.length % 2 !== 0 || segments.some((segment) => segment === "")) return undefined;
  const types = segments.filter((_, index) => index % 2 === 0);
  const names = segments.filter((_, index) => index % 2 === 1);
  return { subscriptionId, resourceGroupName, type: [namespace, ...types].join("/").toLowerCase(), names };
}

/** Whether two ARM ids name the same resource. */
export function sameId(a: string, b: string): boolean {
  return a.replace(/\/+$/, "").toLowerCase() === b.replace(/\/+$/, "").toLowerCase();
}
