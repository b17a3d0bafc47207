/** What is wrong with one action of a scope map. */
export interface ActionFault {
  /** Which rule it breaks: its form, a gateway action's form, its case, its wildcard, or the wish to list the catalog. */
  readonly kind: "form" | "gateway" | "case" | "wildcard" | "catalog";
  /** The rest of a sentence that begins with the action. */
  readonly says: string;
  /** What is allowed in its place. */
  readonly allowed: string;
  /** What was most likely meant. */
  readonly instead?: string;
}

const verbs = "content/read, content/write, content/delete, metadata/read or metadata/write";
const repositoryAction = /^repositories\/(.*)\/(content\/(?:read|write|delete)|metadata\/(?:read|write))$/s;
const gatewayAction = /^gateway\/[a-z0-9]+\/(config|message)\/(read|write)$/;
/** A repository's path: characters that repository names have, no empty element. */
const repositoryPath = /^[a-z0-9._-]+(\/[a-z0-9._-]+)*$/;

/** The first thing that is wrong with an action, or nothing. A wrong wildcard comes before capital letters. */
export function faultOfAction(action: string): ActionFault | undefined {
  const lower = action.toLowerCase();
  if (/^(registry\/catalog|catalog|repositories\/_catalog)(\/|$)/.test(lower)) {
    return { kind: "catalog", says: "lists the catalog", allowed: "Actions on repositories." };
  }
  const fault = lower.startsWith("gateway/") ? faultOfGateway(lower) : faultOfRepository(lower);
  if (fault || lower === action) return fault;
  return { kind: "case", says: "has capital letters", allowed: "Lower case.", instead: lower };
}

function faultOfGateway(action: string): ActionFault | undefined {
  if (gatewayAction.test(action)) return undefined;
  return {
    kind: "gateway",
    says: "is not an action on a connected registry",
    allowed: "gateway/<connected registry>/ and config/read, config/write, message/read or message/write.",
  };
}

function isRepositoryAction(action: string): boolean {
  return repositoryAction.test(action) && !faultOfRepository(action);
}

function faultOfRepository(action: string): ActionFault | undefined {
  const allowed = `repositories/<repository>/ and ${verbs}.`;
  const repository = repositoryAction.exec(action)?.[1];
  if (repository === undefined) {
    const bare = action.replace(/^\/+|\/+$/g, "");
    if (bare !== action && isRepositoryAction(bare)) {
      return { kind: "form", says: "has a slash at its beginning or end", allowed, instead: bare };
    }
    const prefixed = `repositories/${bare}`;
    if (!bare.startsWith("repositories/") && isRepositoryAction(prefixed)) {
      return { kind: "form", says: "lacks repositories/ in front", allowed, instead: prefixed };
    }
    return { kind: "form", says: "is not an action that the service knows", allowed };
  }
  if (repository.includes("*")) {
    const path = repository === "*" ? "" : repository.endsWith("/*") ? repository.slice(0, -2) : undefined;
    if (path === undefined || path.includes("*")) {
      return {
        kind: "wildcard",
        says: "has a wildcard that is not the last element of the repository",
        allowed: 'One "*" as the last element: "repositories/*/content/read" or "repositories/<path>/*/content/read".',
      };
    }
    if (path === "" ? repository === "*" : repositoryPath.test(path)) return undefined;
  } else if (repositoryPath.test(repository)) {
    return undefined;
  }
  return { kind: "form", says: `names "${repository}", which is not the name of a repository`, allowed };
}

/** The actions that let a client write a repository that no action lets it read: index and repository. */
export function repositoriesWrittenBlindly(actions: readonly string[]): [index: number, repository: string][] {
  const readable = new Set<string>();
  const written: [number, string][] = [];
  // Read one by one and unguarded: an action that is not known yet may be the missing content/read.
  for (const [index, action] of actions.entries()) {
    const match = repositoryAction.exec(action.toLowerCase());
    if (match?.[2] === "content/read") readable.add(match[1] ?? "");
    else if (match?.[2] === "content/write" && !faultOfAction(action)) written.push([index, match[1] ?? ""]);
  }
  return written.filter(([, repository]) => !isCovered(repository, readable));
}

/** Whether a repository, or a wildcard over repositories, is among some others or below one of their wildcards. */
function isCovered(repository: string, others: ReadonlySet<string>): boolean {
  if (others.has(repository) || others.has("*")) return true;
  for (let end = repository.lastIndexOf("/"); end > 0; end = repository.lastIndexOf("/", end - 1)) {
    if (others.has(`${repository.slice(0, end)}/*`)) return true;
  }
  return false;
}
