import { type ChildModel, known, type RegistryModel } from "../../model";
import { onChild } from "../writing/builders";
import { eachKnown } from "../writing/items";
import { number, numberOf, own, posture } from "../writing/posture";
import type { Rule } from "../writing/rule";
import { isWord } from "../writing/states";

const subject = "tokens and scope maps";
const docs = "container-registry-token-based-repository-permissions";
const day = 86_400_000;
const systemMap = (name: string) =>
  `/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/images/providers/Microsoft.ContainerRegistry/registries/images/scopeMaps/${name}`;
const passwords = (expiry?: string) => ({
  ci: { credentials: { passwords: [{ name: "password1", ...(expiry === undefined ? {} : { expiry }) }] } },
});

/** Tokens and scope maps. */
export const tokenPosture: readonly Rule[] = [
  onChild(
    "tokens",
    {
      ...posture({
        id: "G20",
        policy: "acr-token-password-expiry",
        title: "A token's password expires",
        subject,
        risk: "high",
        why: "A password without an expiry date works until somebody remembers to revoke it.",
        fix: "Give each password an expiry date.",
        docs,
        source: own,
        feature: "tokens",
        fails: { tokens: passwords() },
        passes: { tokens: passwords("2026-12-01T00:00:00Z") },
        tags: ["mcsb:IM-1"],
        options: {
          expiry: { type: "string", description: "The expiry date that the remedy sets, as RFC 3339 writes it." },
        },
      }),
      remedy: ({ credentials }, option) => {
        const value = option("expiry");
        const endless = (credentials?.passwords ?? []).flatMap(({ expiry }, index) =>
          expiry === undefined ? [index] : [],
        );
        return typeof value === "string"
          ? endless.map((index) => ({ path: ["credentials", "passwords", index, "expiry"], value }))
          : [];
      },
    },
    ({ credentials }, report, { key }) => {
      eachKnown(credentials?.passwords, (password, index) => {
        if (password.expiry !== undefined) return;
        report({
          path: ["credentials", "passwords", index],
          message: `${password.name ?? "A password"} of the token "${key}" never expires.`,
        });
      });
    },
  ),
  onChild(
    "tokens",
    posture({
      id: "G21",
      policy: "acr-token-expiry-too-far",
      title: "A token's password or certificate expires soon",
      subject,
      risk: "medium",
      why: "The longer a password lives, the more copies of it there are.",
      fix: "Choose an expiry date within maxDays, and renew it in time.",
      docs,
      source: own,
      feature: "tokens",
      fails: { tokens: passwords("2027-12-28T00:00:00Z") },
      passes: { tokens: passwords("2026-12-23T00:00:00Z") },
      tags: ["mcsb:IM-1"],
      options: { maxDays: number("The longest life that passes, in days.", 180) },
    }),
    (token, report, { key, now, option }) => {
      const most = numberOf(option, "maxDays");
      for (const kind of ["passwords", "certificates"] as const) {
        eachKnown(credentialsOf(token, kind), (credential, index) => {
          const days = Math.ceil((Date.parse(credential.expiry ?? "") - now.getTime()) / day);
          // What is over, or no date at all, the service refuses: a validity rule says so.
          if (!(days > most)) return;
          report({
            path: ["credentials", kind, index, "expiry"],
            given: credential.expiry,
            message: `${credential.name ?? "A credential"} of the token "${key}" lives for another ${days} days.`,
            allowed: `at most ${most} days from now.`,
          });
        });
      }
    },
  ),
  onChild(
    "tokens",
    posture({
      id: "G22",
      policy: "acr-token-system-scope-map",
      title: "A token is limited to some repositories",
      subject,
      risk: "high",
      why: "The built-in scope maps for pushing and administration cover every repository of the registry.",
      fix: "Make a scope map with the repositories that the token needs.",
      docs,
      source: own,
      feature: "tokens",
      fails: { tokens: { ci: { scopeMapId: systemMap("_repositories_admin") } } },
      passes: { tokens: { ci: { scopeMapId: systemMap("ci") } } },
      tags: ["mcsb:IM-1", "mcsb:PA-7"],
    }),
    ({ scopeMapId }, report, { key }) => {
      const map = /(?:^|\/)(_repositories_(?:admin|push)[a-z_]*)\/?$/i.exec(scopeMapId ?? "")?.[1];
      if (map === undefined) return;
      report({ path: ["scopeMapId"], given: map, message: `The token "${key}" may change every repository: ${map}.` });
    },
  ),
  onChild(
    "scopeMaps",
    posture({
      id: "G23",
      policy: "acr-scope-map-wildcard-write",
      title: "A scope map names the repositories that it opens",
      subject,
      risk: "high",
      why: "A wildcard also covers repositories that do not exist yet, of teams that never agreed.",
      fix: 'Name the repositories: "repositories/app/content/write".',
      docs,
      source: own,
      feature: "tokens",
      fails: { scopeMaps: { ci: { actions: ["repositories/*/content/write"] } } },
      passes: { scopeMaps: { ci: { actions: ["repositories/app/content/write"] } } },
      tags: ["mcsb:IM-1", "mcsb:PA-7"],
    }),
    ({ actions }, report, { key }) => {
      (actions ?? []).forEach((_, index) => {
        known(() => {
          const given = actions?.[index];
          const parsed = given === undefined ? undefined : actionOf(given);
          if (!parsed) return;
          const everything = parsed.repository === "*";
          if (!everything && !(parsed.repository.endsWith("/*") && /write|delete/.test(parsed.action))) return;
          report({
            path: ["actions", index],
            given,
            message: `The scope map "${key}" allows ${parsed.action} on ${everything ? "every repository" : `every repository below ${parsed.repository.slice(0, -2)}`}.`,
          });
        });
      });
    },
  ),
  onChild(
    "scopeMaps",
    posture({
      id: "G24",
      policy: "acr-scope-map-size",
      title: "What pushes to a repository does not also delete from it",
      subject,
      risk: "low",
      why: "A pipeline that pushes rarely has to delete; a stolen token that may do both can replace an image without a trace.",
      fix: "Put content/delete in a scope map of its own.",
      docs,
      source: own,
      feature: "tokens",
      fails: { scopeMaps: { ci: { actions: ["repositories/app/content/write", "repositories/app/content/delete"] } } },
      passes: { scopeMaps: { ci: { actions: ["repositories/app/content/write", "repositories/app/content/read"] } } },
      tags: ["mcsb:IM-1"],
    }),
    ({ actions }, report, { key }) => {
      const given = actions ?? [];
      const written = new Set<string>();
      for (const each of given) {
        const parsed = actionOf(each);
        if (parsed?.action === "content/write") written.add(parsed.repository);
      }
      given.forEach((each, index) => {
        const parsed = actionOf(each);
        if (parsed?.action !== "content/delete" || !written.has(parsed.repository)) return;
        report({
          path: ["actions", index],
          given: each,
          message: `The scope map "${key}" allows both pushing to ${parsed.repository} and deleting from it.`,
        });
      });
    },
  ),
  onChild(
    "tokens",
    posture({
      id: "G25",
      policy: "acr-token-without-scope-map",
      title: "A token has a scope map that this deployment knows",
      subject,
      risk: "medium",
      why: "A token without a scope map can do nothing; one with a map that is made elsewhere can do what nobody reviews here.",
      fix: "Set scopeMapId to a scope map of this deployment, or to a system map such as _repositories_pull.",
      docs,
      source: own,
      feature: "tokens",
      fails: { tokens: { ci: { tokenName: "ci" } } },
      passes: { tokens: { ci: { scopeMapId: systemMap("ci") } }, scopeMaps: { ci: { scopeMapName: "ci" } } },
      tags: ["mcsb:IM-1"],
    }),
    ({ scopeMapId }, report, { key, registry }) => {
      if (scopeMapId === undefined) {
        report({ path: ["scopeMapId"], message: `The token "${key}" has no scope map.` });
        return;
      }
      const name = /\/scopeMaps\/([^/]+)\/?$/i.exec(scopeMapId)?.[1]?.toLowerCase();
      // What is no id of a scope map is a validity rule's to say.
      if (name === undefined || name.startsWith("_repositories_") || namedMaps(registry.scopeMaps).has(name)) return;
      report({
        path: ["scopeMapId"],
        given: scopeMapId,
        message: `The scope map "${name}" of the token "${key}" is not part of this deployment.`,
      });
    },
  ),
  onChild(
    "tokens",
    {
      ...posture({
        id: "R04",
        policy: "acr-token-disabled",
        title: "No token is active",
        subject,
        risk: "medium",
        why: "A token is a user name and password that only this registry knows; it stands outside the directory's sign-in rules.",
        fix: 'Set status: "disabled", and use a managed identity.',
        docs: "container-registry-token-based-repository-permissions",
        source: "Azure Policy",
        feature: "tokens",
        fails: { tokens: { ci: { tokenName: "ci" } } },
        passes: { tokens: { ci: { tokenName: "ci", status: "disabled" } } },
        tags: [
          "azpolicy:ff05e24e-195c-447e-b322-5e90c9f9f366",
          "azpolicy:a9b426fe-8856-4945-8600-18c5dd1cca2a",
          "mcsb:IM-1",
        ],
      }),
      remedy: () => [{ path: ["status"], value: "disabled" }],
    },
    ({ status }, report, { key }) => {
      if (isWord(status, "disabled")) return;
      report({
        path: ["status"],
        ...(status === undefined ? {} : { given: status }),
        message: `The token "${key}" is active.`,
      });
    },
  ),
];

/** The names of scope maps: indexed once, since a registry may have as many of them as tokens. */
const mapNames = new WeakMap<object, ReadonlySet<string>>();
function namedMaps(maps: RegistryModel["scopeMaps"]): ReadonlySet<string> {
  if (maps === undefined) return new Set();
  const there = mapNames.get(maps);
  if (there) return there;
  const names = new Set(Object.keys(maps).map((key) => (maps[key]?.scopeMapName ?? key).toLowerCase()));
  mapNames.set(maps, names);
  return names;
}

function credentialsOf(token: ChildModel<"tokens">, kind: "passwords" | "certificates") {
  return known(() => token.credentials?.[kind]) ?? [];
}

/** An action of a scope map taken apart: `repositories/<repository>/<action>`. */
function actionOf(text: string): { readonly repository: string; readonly action: string } | undefined {
  const match = /^repositories\/(.+)\/((?:content|metadata)\/[a-z]+)$/.exec(text);
  return match?.[1] && match[2] ? { repository: match[1], action: match[2] } : undefined;
}
