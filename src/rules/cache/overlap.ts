import { known, type RegistryModel } from "../../model";
import { onRegistry } from "../writing/builders";
import type { Rule } from "../writing/rule";

const docs = "https://learn.microsoft.com/azure/container-registry/wildcards-artifact-cache";
const subject = "cache rules";

/** Cache rules that get in each other's way, or in the way of what is in the registry. */
export const cacheOverlapRules: readonly Rule[] = [
  onRegistry(
    {
      id: "CACHE-09",
      also: ["G72"],
      policy: "acr-cache-rule-catch-all",
      title: "The targets of wildcard cache rules do not overlap",
      subject,
      enforcement: "ARM",
      why: "The service refuses a wildcard rule whose target another wildcard rule has, contains, or lies in. A rule without a wildcard may lie in a wildcard rule's target.",
      fix: "Give each wildcard rule a target of its own.",
      docs,
      source: "D:wildcards-artifact-cache, D:troubleshoot-artifact-cache",
      fails: {
        cacheRules: {
          library: { sourceRepository: "docker.io/library/*", targetRepository: "library/*" },
          dotnet: { sourceRepository: "mcr.microsoft.com/dotnet/*", targetRepository: "library/dotnet/*" },
        },
      },
      passes: {
        cacheRules: {
          library: { sourceRepository: "docker.io/library/*", targetRepository: "library/*" },
          dotnet: { sourceRepository: "mcr.microsoft.com/dotnet", targetRepository: "library/dotnet" },
        },
      },
    },
    (registry, report) => {
      const prefixes = new Map<string, string>();
      const wildcards = targetsOf(registry).filter(({ target }) => prefixOf(target) !== undefined);
      for (const { key, target } of wildcards) {
        const prefix = prefixOf(target) ?? "";
        if (!prefixes.has(prefix)) prefixes.set(prefix, key);
      }
      for (const { key, target } of wildcards) {
        const prefix = prefixOf(target) ?? "";
        const twin = prefixes.get(prefix);
        const other = twin === key ? nearest(prefix, prefixes) : twin;
        if (other === undefined) continue;
        const place = ["cacheRules", other, "targetRepository"];
        report({
          path: ["cacheRules", key, "targetRepository"],
          given: target,
          message:
            twin === key
              ? `The target "${target}" of the wildcard cache rule "${key}" lies in that of "${other}".`
              : `The wildcard cache rules "${other}" and "${key}" have the same target "${target}".`,
          allowed: "Targets of wildcard rules that do not overlap; a rule without a wildcard may lie in one.",
          related: [place],
        });
      }
    },
  ),
  onRegistry(
    {
      id: "CACHE-11",
      policy: "acr-cache-rule-same-target",
      title: "Each cache rule has a target of its own",
      subject,
      enforcement: "ARM",
      why: "A repository of the registry is the cache of one upstream repository; the service refuses a second rule for it.",
      fix: "Give each cache rule a target of its own.",
      docs,
      source: "D:wildcards-artifact-cache",
      fails: {
        cacheRules: {
          sdk: { sourceRepository: "mcr.microsoft.com/dotnet/sdk", targetRepository: "dotnet" },
          runtime: { sourceRepository: "mcr.microsoft.com/dotnet/runtime", targetRepository: "dotnet" },
        },
      },
      passes: {
        cacheRules: {
          sdk: { sourceRepository: "mcr.microsoft.com/dotnet/sdk", targetRepository: "dotnet/sdk" },
          runtime: { sourceRepository: "mcr.microsoft.com/dotnet/runtime", targetRepository: "dotnet/runtime" },
        },
      },
    },
    (registry, report) => {
      const owners = new Map<string, string>();
      for (const { key, target } of targetsOf(registry)) {
        if (target.includes("*")) continue;
        const owner = owners.get(target.toLowerCase());
        if (owner === undefined) {
          owners.set(target.toLowerCase(), key);
          continue;
        }
        report({
          path: ["cacheRules", key, "targetRepository"],
          given: target,
          message: `The cache rules "${owner}" and "${key}" have the same target "${target}".`,
          allowed: "A target that no other cache rule has.",
          related: [["cacheRules", owner, "targetRepository"]],
        });
      }
    },
  ),
  onRegistry(
    {
      id: "CACHE-12",
      policy: "acr-cache-rule-existing-repository",
      title: "A cache rule's target is not a repository that exists, nor a path above one",
      subject,
      enforcement: "ARM",
      why: "The service answers TargetRepositoryPrefixMatchesExistingRegistries: a cache does not take over a repository with images of its own.",
      fix: "Choose another target, or delete the repository first.",
      docs: "https://learn.microsoft.com/azure/container-registry/artifact-cache-overview",
      source: "I:Azure/ARO-HCP#5176, I:Azure/acr#789, D:artifact-cache-overview",
      fails: {
        repositories: ["app/web"],
        cacheRules: { app: { sourceRepository: "mcr.microsoft.com/app", targetRepository: "app" } },
      },
      passes: {
        repositories: ["app/web"],
        cacheRules: { app: { sourceRepository: "mcr.microsoft.com/app", targetRepository: "cached/app" } },
      },
    },
    (registry, report, { previous }) => {
      const repositories = registry.repositories ?? [];
      if (repositories.length === 0) return;
      // Each repository under its own name and under every path above it.
      const taken = new Map<string, string>();
      for (const index of repositories.keys()) {
        const repository = known(() => repositories[index]) ?? "";
        for (let end = repository.length; end > 0; end = repository.lastIndexOf("/", end - 1)) {
          taken.set(repository.slice(0, end), repository);
        }
      }
      for (const { key, target } of targetsOf(registry)) {
        const repository = taken.get(target);
        if (repository === undefined) continue;
        // What a rule that is already there has cached is its own.
        const before = known(() => ({ target: previous?.cacheRules?.[key]?.targetRepository }));
        if (before === undefined || before.target === target) continue;
        report({
          path: ["cacheRules", key, "targetRepository"],
          given: target,
          message:
            repository === target
              ? `The target of the cache rule "${key}" is the repository "${target}", which exists already.`
              : `The target "${target}" of the cache rule "${key}" is a path above the repository "${repository}", which exists already.`,
          allowed: "A target that is neither a repository of the registry nor a path above one.",
        });
      }
    },
  ),
];

/** The known targets, in the order of their keys, so that it makes no difference in which order they are declared. */
function targetsOf({ cacheRules = {} }: RegistryModel): { readonly key: string; readonly target: string }[] {
  return Object.keys(cacheRules)
    .sort()
    .flatMap((key) => {
      const target = known(() => cacheRules[key]?.targetRepository);
      return target === undefined ? [] : [{ key, target }];
    });
}

/** What a wildcard target begins with: "" for `*`, `library/` for `library/*`; `undefined` for another target. */
function prefixOf(target: string): string | undefined {
  return target === "*" || target.endsWith("/*") ? target.slice(0, -1).toLowerCase() : undefined;
}

/** The rule whose prefix is the longest one above a prefix. Takes a look-up per element of the path, not per rule. */
function nearest(prefix: string, prefixes: ReadonlyMap<string, string>): string | undefined {
  for (let end = prefix.lastIndexOf("/", prefix.length - 2); end > 0; end = prefix.lastIndexOf("/", end - 1)) {
    const key = prefixes.get(prefix.slice(0, end + 1));
    if (key !== undefined) return key;
  }
  return prefix === "" ? undefined : prefixes.get("");
}
