import { known, type Path, readSecretUri } from "../../model";
import { reportUnsent, versioned } from "../writing/apiVersions";
import { onRegistry } from "../writing/builders";
import { isUuid } from "../writing/identities";
import type { Report, Rule } from "../writing/rule";
import { eachJob, exampleTask, type Job, page, reportWordBelow, subject } from "./jobs";

const crossRegistry = page("container-registry-tasks-cross-registry-authentication");
const keyVault = page("container-registry-tasks-authentication-key-vault");

const clientId = "11111111-2222-3333-4444-555555555555";
const login = (difference: object) =>
  exampleTask({
    identity: { type: "SystemAssigned" },
    credentials: { customRegistries: { "other.azurecr.io": difference } },
  });

type Logins = NonNullable<NonNullable<Job["asks"]["credentials"]>["customRegistries"]>;

/** Visits each login to another registry by itself. */
function eachLogin({ path, asks }: Job, visit: (host: string, login: Logins[string], place: Path) => void): void {
  const logins = asks.credentials?.customRegistries;
  for (const host of Object.keys(logins ?? {})) {
    known(() => {
      const one = logins?.[host];
      if (one) visit(host, one, [...path, "credentials", "customRegistries", host]);
    });
  }
}

/** What a task signs in with. */
export const taskCredentialRules: readonly Rule[] = [
  onRegistry(
    {
      id: "TASK-24",
      policy: "acr-task-login-mode",
      title: "The login mode of a task's own registry is Default or None",
      subject,
      enforcement: "ARM",
      why: "The service knows these two words.",
      fix: 'Write "Default" or "None", or leave loginMode out.',
      docs: crossRegistry,
      source: "BT",
      feature: "tasks",
      fails: exampleTask({ credentials: { sourceRegistry: { loginMode: "System" } } }),
      passes: exampleTask({ credentials: { sourceRegistry: { loginMode: "Default" } } }),
    },
    (registry, report) => {
      eachJob(registry, ({ path, asks }) => {
        const mode = asks.credentials?.sourceRegistry?.loginMode;
        reportWordBelow(path, ["credentials", "sourceRegistry", "loginMode"], mode, ["Default", "None"], report);
      });
    },
  ),
  onRegistry(
    {
      id: "TASK-25",
      policy: "acr-task-source-identity",
      title: "The identity for a task's own registry is [system] or a client id",
      subject,
      enforcement: "ARM",
      why: "The service takes [system] for the system-assigned identity and the client id of a user-assigned one; quick runs also [caller]. Only API version 2025-03-01-preview has it.",
      fix: 'Write "[system]" or the client id of an identity of the task.',
      docs: page("container-registry-rbac-abac-repository-permissions"),
      source: "BT:2025-03-01-preview",
      feature: "tasks",
      fails: exampleTask({ credentials: { sourceRegistry: { identity: "system" } } }),
      passes: exampleTask({
        identity: { type: "SystemAssigned" },
        credentials: { sourceRegistry: { identity: "[system]" } },
      }),
    },
    (registry, report, { written }) => {
      eachJob(registry, ({ path, what, isRun, asks }) => {
        const row = versioned("tasks", "credentials.sourceRegistry.identity");
        if (!isRun) reportUnsent(row, written.tasks?.[String(path[1])], path, report, "warning");
        const given = asks.credentials?.sourceRegistry?.identity;
        if (!given) return;
        const place = [...path, "credentials", "sourceRegistry", "identity"];
        reportIdentityText(place, given, isRun ? ["[system]", "[caller]"] : ["[system]"], what, report);
      });
    },
  ),
  onRegistry(
    {
      id: "TASK-26",
      policy: "acr-task-custom-login",
      title: "A login to another registry has a user name and a password, or an identity",
      subject,
      enforcement: "ARM",
      why: "User name and password are each an object with a type, Opaque or Vaultsecret, and a value; with Vaultsecret the value is the address of a Key Vault secret that the task's identity may read.",
      fix: 'Set userName and password, or identity: "[system]".',
      docs: keyVault,
      source:
        "BT, D:container-registry-tasks-cross-registry-authentication, D:container-registry-tasks-authentication-key-vault",
      feature: "tasks",
      fails: login({ userName: { type: "Opaque", value: "robot" } }),
      passes: login({ identity: "[system]" }),
    },
    (registry, report) => {
      eachJob(registry, (job) => {
        eachLogin(job, (host, one, path) => {
          known(() => {
            const missing = (["userName", "password"] as const).filter((part) => one[part] === undefined);
            if (missing.length === 0 || (missing.length === 2 && one.identity)) return;
            report({
              path,
              message: `The login to ${host} of ${job.what} has no ${missing.length === 2 ? "user name and password, and no identity" : missing[0] === "password" ? "password" : "user name"}.`,
            });
          });
          for (const part of ["userName", "password"] as const) {
            known(() => reportSecretObject(path, part, one[part], host, job, report));
          }
          known(() => {
            if (one.identity) reportIdentityText([...path, "identity"], one.identity, ["[system]"], job.what, report);
          });
        });
      });
    },
  ),
  onRegistry(
    {
      id: "TASK-27",
      policy: "acr-task-identity-attached",
      title: "An identity that a task signs in with is one of its own",
      subject,
      enforcement: "RUN",
      why: "[system] means the system-assigned identity of the task, a client id one of its user-assigned ones. Without it there is nothing to sign in with, and the run fails.",
      fix: 'Set identity: { type: "SystemAssigned" } on the task, or attach the user-assigned identity.',
      docs: crossRegistry,
      source: "inferred from D:container-registry-tasks-cross-registry-authentication",
      feature: "tasks",
      fails: exampleTask({ credentials: { customRegistries: { "other.azurecr.io": { identity: "[system]" } } } }),
      passes: login({ identity: "[system]" }),
    },
    (registry, report) => {
      eachJob(registry, (job) => {
        const own = job.identity();
        const type = own?.type ?? "None";
        const used: { readonly path: Path; readonly identity: string }[] = [];
        known(() => {
          const identity = job.asks.credentials?.sourceRegistry?.identity;
          if (identity) used.push({ path: [...job.path, "credentials", "sourceRegistry", "identity"], identity });
        });
        eachLogin(job, (_host, one, path) => {
          if (one.identity) used.push({ path: [...path, "identity"], identity: one.identity });
        });
        for (const { path, identity } of used) {
          const needed = identity === "[system]" ? "SystemAssigned" : isUuid(identity) ? "UserAssigned" : undefined;
          if (needed === undefined || type.includes(needed)) continue;
          report({
            path,
            given: identity,
            message: `${identity} is no identity of ${job.what}: it has ${type === "None" ? "none" : `only the kind ${type}`}.`,
            fix:
              needed === "SystemAssigned"
                ? 'Set identity: { type: "SystemAssigned" }.'
                : 'Set identity: { type: "UserAssigned", userAssignedIdentities: { … } } with that identity.',
          });
        }
      });
    },
  ),
];

function reportIdentityText(
  path: Path,
  given: string,
  words: readonly string[],
  what: string,
  report: (report: Report) => void,
): void {
  if (words.includes(given) || isUuid(given)) return;
  report({
    path,
    given,
    message: `"${given}" names no identity of ${what}.`,
    allowed: `${words.map((word) => `"${word}"`).join(", ")}, or the client id of a user-assigned identity such as "${clientId}".`,
    fix:
      given.replace(/[[\]]/g, "").toLowerCase() === "system"
        ? 'Write "[system]".'
        : given === "[caller]"
          ? 'Write "[system]": only quick runs have a caller.'
          : "Write the identity's client id, not its name, ARM id or principal id.",
  });
}

/** The value of an opaque secret is masked in the model: only whether there is one is looked at. */
function reportSecretObject(
  login: Path,
  part: "userName" | "password",
  given: Logins[string]["userName"],
  host: string,
  { what }: Job,
  report: (report: Report) => void,
): void {
  if (!given) return;
  const path = [...login, part];
  const type = given.type;
  if (type === undefined) {
    report({
      path: [...path, "type"],
      message: `The login to ${host} of ${what} does not say of what type it is.`,
      allowed: '"Opaque", "Vaultsecret"',
      fix: 'Set type: "Opaque", or "Vaultsecret" with the address of a Key Vault secret.',
    });
    return;
  }
  reportWordBelow(login, [part, "type"], type, ["Opaque", "Vaultsecret"], (finding) =>
    report({ fix: 'Set type: "Opaque", or "Vaultsecret" with the address of a Key Vault secret.', ...finding }),
  );
  const value = given.value;
  if (value === undefined || value === "") {
    report({
      path: [...path, "value"],
      message: `The login to ${host} of ${what} has an empty value.`,
      fix: "Set value.",
    });
  } else if (type === "Vaultsecret" && !readSecretUri(value)) {
    report({
      path: [...path, "value"],
      message: `The login to ${host} of ${what} is of type Vaultsecret, but its value is not the address of a Key Vault secret.`,
      allowed: "https://<vault>.vault.azure.net/secrets/<name>",
      fix: "Set value to the secret's identifier.",
    });
  }
}
