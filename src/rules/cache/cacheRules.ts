import { known } from "../../model";
import { limited, onChild } from "../writing/builders";
import { reportFixed } from "../writing/changes";
import type { Example, Rule } from "../writing/rule";
import { hasIdentity } from "./identity";
import { isDockerHubAlias, signInOf, supportedHosts, upstreamOf } from "./upstreams";

const docs = "https://learn.microsoft.com/azure/container-registry/artifact-cache-overview";
const subject = "cache rules";
const paths = ["sourceRepository", "targetRepository"] as const;

/** Artifact cache rules. */
export const cacheRuleRules: readonly Rule[] = [
  onChild(
    "cacheRules",
    {
      id: "CACHE-01",
      policy: "acr-cache-rule-upstream",
      title: "A cache rule's source is a path on a supported upstream",
      subject,
      enforcement: "ARM-D",
      why: "Artifact cache fetches from a fixed list of upstream registries. The list grows, so an upstream outside it for which credentials are given is only a warning.",
      fix: "Write the source as <upstream host>/<repository>, with a supported host.",
      docs,
      source: "D:artifact-cache-overview",
      fails: { cacheRules: { tools: { sourceRepository: "registry.example.com/tools", targetRepository: "tools" } } },
      passes: { cacheRules: { tools: { sourceRepository: "mcr.microsoft.com/tools", targetRepository: "tools" } } },
    },
    (rule, report, { key }) => {
      const source = rule.sourceRepository;
      if (source === undefined) return;
      const upstream = upstreamOf(source);
      const place = { path: ["sourceRepository"], given: source };
      if (!upstream?.path) {
        report({
          ...place,
          message: `The source "${source}" of the cache rule "${key}" does not name ${upstream ? "a repository on the upstream" : "an upstream's host"}.`,
          allowed: "<upstream host>/<repository>, for instance docker.io/library/nginx.",
        });
        return;
      }
      if (signInOf(upstream.host) !== undefined) return;
      const signsIn = Boolean(rule.credentialSetResourceId) || hasIdentity(rule);
      report({
        ...place,
        message: `The source of the cache rule "${key}" is on "${upstream.host}", which is not a supported upstream.`,
        allowed: supportedHosts,
        ...(isDockerHubAlias(upstream.host)
          ? { fix: `Write Docker Hub as docker.io: "docker.io/${upstream.path}".` }
          : signsIn
            ? { severity: "warning" as const }
            : {}),
      });
    },
  ),
  onChild(
    "cacheRules",
    {
      id: "CACHE-06",
      policy: "acr-cache-rule-no-tag",
      title: "A cache rule names repositories, without tag or digest",
      subject,
      enforcement: "ARM",
      why: "A cache rule is about a whole repository; the service refuses a tag or a digest in its source or target.",
      fix: "Leave the tag or digest out; clients name it when they pull.",
      docs,
      source: "I:Azure/acr#766",
      fails: { cacheRules: { az: { sourceRepository: "mcr.microsoft.com/azure-cli:2.80", targetRepository: "az" } } },
      passes: { cacheRules: { az: { sourceRepository: "mcr.microsoft.com/azure-cli", targetRepository: "az" } } },
    },
    (rule, report, { key }) => {
      for (const property of paths) {
        known(() => {
          const given = rule[property];
          const path = given === undefined ? undefined : pathIn(property, given);
          const name = path === undefined ? undefined : /^[^:@]*(?=[:@])/.exec(path)?.[0];
          if (given === undefined || path === undefined || name === undefined) return;
          const bare = given.slice(0, given.length - path.length) + name;
          report({
            path: [property],
            given,
            message: `The ${property} of the cache rule "${key}" has a ${path[name.length] === "@" ? "digest" : "tag"}: "${given}".`,
            allowed: "The name of a repository.",
            ...(name === "" ? {} : { fix: `Write "${bare}".` }),
          });
        });
      }
    },
  ),
  onChild(
    "cacheRules",
    {
      id: "CACHE-07",
      policy: "acr-cache-rule-path",
      title: "The paths of a cache rule are legal names of repositories, in lower case",
      subject,
      enforcement: "ARM-D",
      why: "Repositories have names of lower case letters, digits, dots, dashes and underscores between slashes; nothing else can be pulled.",
      fix: "Write the path in lower case, with no empty elements.",
      docs: "https://learn.microsoft.com/azure/container-registry/artifact-cache-cli",
      source: "D:artifact-cache-cli",
      fails: { cacheRules: { az: { sourceRepository: "mcr.microsoft.com/azure-cli", targetRepository: "Azure-CLI" } } },
      passes: {
        cacheRules: { az: { sourceRepository: "mcr.microsoft.com/azure-cli", targetRepository: "azure-cli" } },
      },
    },
    (rule, report, { key }) => {
      for (const property of paths) {
        known(() => {
          const given = rule[property];
          const path = given === undefined ? undefined : pathIn(property, given);
          // A source that ends with its host has another finding.
          const hostOnly = property === "sourceRepository" && path === "";
          if (given === undefined || path === undefined || hostOnly || /[:@]/.test(path)) return;
          // Wildcards have a rule of their own.
          const elements = path.split("/").filter((element) => !element.includes("*"));
          if (elements.every((element) => /^[a-z0-9._-]+$/.test(element))) return;
          const lower = given.toLowerCase();
          const capitals = elements.every((element) => /^[a-z0-9._-]+$/i.test(element));
          report({
            path: [property],
            given,
            message: `The ${property} "${given}" of the cache rule "${key}" ${capitals ? "has capital letters" : "is not the name of a repository"}.`,
            allowed: "Lower case letters, digits, dots, dashes and underscores between single slashes.",
            ...(capitals ? { fix: `Write "${lower}".` } : {}),
          });
        });
      }
    },
  ),
  onChild(
    "cacheRules",
    {
      id: "CACHE-08",
      policy: "acr-cache-rule-wildcard",
      title: "A wildcard cache rule has its wildcard at the end of both paths",
      subject,
      enforcement: "ARM-D",
      why: "A wildcard stands for the same rest of the path on both sides, so /* ends both or neither.",
      fix: 'End both with "/*", for instance "mcr.microsoft.com/dotnet/*" and "dotnet/*".',
      docs: "https://learn.microsoft.com/azure/container-registry/wildcards-artifact-cache",
      source: "D:wildcards-artifact-cache",
      fails: { cacheRules: { net: { sourceRepository: "mcr.microsoft.com/dotnet/*", targetRepository: "dotnet" } } },
      passes: { cacheRules: { net: { sourceRepository: "mcr.microsoft.com/dotnet/*", targetRepository: "dotnet/*" } } },
    },
    (rule, report, { key }) => {
      const [source, target] = paths.map((property) => known(() => rule[property]));
      let misplaced = false;
      for (const [property, given, right] of [
        ["sourceRepository", source, source?.endsWith("/*")],
        ["targetRepository", target, target === "*" || target?.endsWith("/*")],
      ] as const) {
        if (given === undefined || !given.includes("*") || (right && given.indexOf("*") === given.length - 1)) continue;
        misplaced = true;
        report({
          path: [property],
          given,
          message: `The ${property} "${given}" of the cache rule "${key}" has a wildcard that is not its last element.`,
          allowed: property === "sourceRepository" ? '"<host>/*" or "<host>/<path>/*".' : '"*" or "<path>/*".',
        });
      }
      if (misplaced || source === undefined || target === undefined || source.includes("*") === target.includes("*")) {
        return;
      }
      const [lacking, other, given] = source.includes("*")
        ? (["targetRepository", "sourceRepository", target] as const)
        : (["sourceRepository", "targetRepository", source] as const);
      report({
        path: [lacking],
        given,
        message: `The cache rule "${key}" has a wildcard in its ${other} but none in its ${lacking} "${given}".`,
        allowed: '"/*" at the end of both, or of neither.',
        fix: `Write ${lacking}: "${given}/*", or take the wildcard out of ${other}.`,
        related: [["cacheRules", key, other]],
      });
    },
  ),
  limited(
    {
      id: "CACHE-13",
      also: ["G13"],
      policy: "acr-child-count-limit",
      title: "A registry has at most 1,000 cache rules",
      subject,
      enforcement: "ARM",
      why: "The service refuses the cache rule that exceeds the limit.",
      fix: "Replace cache rules of one upstream by a wildcard rule.",
      docs,
      source: "D:artifact-cache-overview",
      limit: "cacheRules",
      fails: withCacheRules(1001),
      passes: withCacheRules(1000),
    },
    ({ cacheRules }) => ({ path: ["cacheRules"], amount: Object.keys(cacheRules ?? {}).length }),
  ),
  onChild(
    "cacheRules",
    {
      id: "CACHE-14",
      policy: "acr-cache-rule-fixed",
      title: "The source and the target of a cache rule do not change",
      subject,
      enforcement: "ARM",
      why: "Of a cache rule only the credentials can change.",
      fix: "Declare a new cache rule under another key and remove the old one.",
      docs,
      source: "SPEC, TF:container_registry_cache_rule_resource.go",
      fails: {
        before: { cacheRules: { az: { sourceRepository: "mcr.microsoft.com/azure-cli", targetRepository: "az" } } },
        after: { cacheRules: { az: { sourceRepository: "mcr.microsoft.com/azure-cli", targetRepository: "cli" } } },
      },
      passes: {
        before: { cacheRules: { az: { sourceRepository: "mcr.microsoft.com/azure-cli", targetRepository: "az" } } },
        after: {
          cacheRules: { cli: { sourceRepository: "mcr.microsoft.com/azure-cli", targetRepository: "cli" } },
        },
      },
    },
    (rule, report, { key, previousChild }) => {
      for (const property of paths) {
        known(() => {
          const before = previousChild?.[property];
          reportFixed(property, { before, after: rule[property], child: `the cache rule "${key}"` }, report);
        });
      }
    },
  ),
  onChild(
    "cacheRules",
    {
      id: "CACHE-15",
      policy: "acr-cache-rule-docker-library",
      title: "Docker Hub's own images are cached with library/ in their path",
      subject,
      enforcement: "RUN",
      why: "Docker Hub's own images are in library/. The service puts it in by itself today; earlier it did not, and nothing was cached.",
      fix: 'Write the source as "docker.io/library/<image>".',
      docs: "https://learn.microsoft.com/azure/container-registry/troubleshoot-artifact-cache",
      source: "D:artifact-cache-overview",
      fails: { cacheRules: { nginx: { sourceRepository: "docker.io/nginx", targetRepository: "nginx" } } },
      passes: { cacheRules: { nginx: { sourceRepository: "docker.io/library/nginx", targetRepository: "nginx" } } },
    },
    ({ sourceRepository: given }, report, { key }) => {
      const upstream = given === undefined ? undefined : upstreamOf(given);
      if (upstream?.host !== "docker.io" || !upstream.path || /[/*:@]/.test(upstream.path)) return;
      report({
        path: ["sourceRepository"],
        given,
        message: `The source of the cache rule "${key}" is one of Docker Hub's own images without library/ in its path.`,
        fix: `Write "docker.io/library/${upstream.path}".`,
      });
    },
  ),
];

/** The path in a source or target; `undefined` for a source that has none. */
function pathIn(property: (typeof paths)[number], given: string): string | undefined {
  return property === "targetRepository" ? given : upstreamOf(given)?.path;
}

/** A registry of many cache rules, made when somebody looks at it: loading the rule book must not pay for it. */
function withCacheRules(amount: number): Example {
  return {
    sku: { name: "Basic" },
    get cacheRules() {
      return Object.fromEntries(
        Array.from({ length: amount }, (_, index) => [
          `rule${index}`,
          { sourceRepository: `mcr.microsoft.com/app${index}`, targetRepository: `app${index}` },
        ]),
      );
    },
  };
}
