import { listAt, textAt } from "../../json";
import { type Check, refuse } from "../refusal";
import { key } from "../store";

const credentials: Check = ({ inputs }) => {
  // CACHE-02
  const source = textAt(inputs, "sourceRepository");
  return source.startsWith("docker.io/") && textAt(inputs, "credentialSetResourceId") === ""
    ? refuse("EnforceDockerAuthentication", "A cache rule for docker.io requires a credential set.")
    : undefined;
};

const repositories: Check = ({ inputs }) => {
  const source = textAt(inputs, "sourceRepository");
  const target = textAt(inputs, "targetRepository");
  // CACHE-06: repository names only; CACHE-07: in lower case.
  const wrong = [source, target].find((name) => /[:@]/.test(name) || name !== name.toLowerCase());
  if (wrong !== undefined) {
    return refuse("InvalidRepository", `'${wrong}' is not a repository: lower case, without tag and digest.`);
  }
  // CACHE-08
  const misplaced = [source, target].some((name) => name.replace(/(^|\/)\*$/, "").includes("*"));
  return misplaced || isWildcard(source) !== isWildcard(target)
    ? refuse("InvalidWildcard", "A wildcard must be the last part of both the source and the target repository.")
    : undefined;
};

const overlap: Check = ({ inputs, registry, store, id }) => {
  if (!registry) return undefined;
  const target = textAt(inputs, "targetRepository");
  const others = store
    .below(registry.id, "containerregistry:CacheRule")
    .filter((rule) => key(rule.id) !== key(id))
    .map((rule) => textAt(rule.inputs, "targetRepository"))
    .filter((other) => isWildcard(other) === isWildcard(target));
  // CACHE-09: one wildcard contains the other; CACHE-11: the same target. CACHE-10: a static rule in a wildcard is fine.
  const clash = others.find((other) =>
    isWildcard(target)
      ? base(other).startsWith(base(target)) || base(target).startsWith(base(other))
      : other === target,
  );
  if (clash === undefined) return undefined;
  return isWildcard(target)
    ? refuse("CacheRuleOverlap", `A cache rule with a wildcard already exists for the target '${clash}'.`, 409)
    : refuse("CacheRuleTargetExists", `A cache rule already exists for the target '${clash}'.`, 409);
};

/** What the service refuses of a cache rule. */
export const cacheRuleChecks: readonly Check[] = [credentials, repositories, overlap];

/** What the service refuses of a credential set: CRED-01, CRED-02. */
export const credentialSetChecks: readonly Check[] = [
  ({ inputs }) =>
    listAt(inputs, "authCredentials").length === 1
      ? undefined
      : refuse("InvalidAuthCredentials", "A credential set must have exactly one credential, named Credential1."),
  ({ inputs }) => {
    const [credential] = listAt(inputs, "authCredentials");
    return ["usernameSecretIdentifier", "passwordSecretIdentifier"].every((name) =>
      /^https:\/\/[^/]+\/secrets\/[^/]+/.test(textAt(credential, name)),
    )
      ? undefined
      : refuse("InvalidAuthCredentials", "User name and password must be the addresses of key vault secrets.");
  },
];

function isWildcard(repository: string): boolean {
  return repository === "*" || repository.endsWith("/*");
}

function base(wildcard: string): string {
  return wildcard.slice(0, -1);
}
