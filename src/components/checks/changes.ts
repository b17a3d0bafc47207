import * as pulumi from "@pulumi/pulumi";
import { registry as registrySchema } from "../../model/resources";
import { check, describe, type Finding, formatPath } from "../../rules";
import { dictionary } from "../children";
import { isDeferred, resolve } from "../inputs";
import { withoutSecrets } from "../secrets";
import { spellingOf } from "./spelling";

/**
 * What a registry component is registered with: its model without secrets and without what has yet to be made. The
 * engine keeps it, so that the next deployment knows what this one was.
 */
export function componentInputs(model: Record<string, unknown>): Record<string, unknown> {
  const open = withoutSecrets(registrySchema, model);
  return Object.fromEntries(Object.entries(open ?? {}).filter(([, value]) => !isEmpty(value)));
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && !isDeferred(value) && Object.keys(value).length === 0;
}

/**
 * The option `ignoreChanges` for what the engine remembers: a change that the registry ignores is none that could be
 * refused. Paths into anything else are the registry's alone.
 */
export function ignoredChanges(
  { ignoreChanges }: pulumi.ComponentResourceOptions,
  remembered: Readonly<Record<string, unknown>>,
): pulumi.ComponentResourceOptions {
  const paths = ignoreChanges?.filter((path) => Object.hasOwn(remembered, path.split(/[.[]/)[0] ?? ""));
  return paths?.length ? { ignoreChanges: paths } : {};
}

/** The hooks of one deployment: the engine takes a hook's name once. */
const hooks = new WeakMap<object, pulumi.ResourceHook>();

/**
 * The option that makes the engine ask, before anything of a registry changes and in a preview too, whether the change
 * is one that the service takes. Nothing where there is no engine to ask, as in unit tests with mocks.
 */
export function refuseBadChanges(): pulumi.ComponentResourceOptions {
  const monitor: unknown = pulumi.runtime.getMonitor();
  if (typeof monitor !== "object" || monitor === null || !("registerResourceHook" in monitor)) return {};
  let hook = hooks.get(monitor);
  if (!hook) {
    hook = new pulumi.ResourceHook("pulumi-acr-registry-changes", checkChange, { onDryRun: true });
    hooks.set(monitor, hook);
  }
  return { hooks: { beforeUpdate: [hook] } };
}

async function checkChange({ name, oldInputs, newInputs }: pulumi.ResourceHookArgs): Promise<void> {
  if (!oldInputs || !newInputs) return;
  const [before, next] = await Promise.all([resolve(oldInputs), resolve(newInputs)]);
  const secrets = [...before.secrets, ...next.secrets];
  const said = new Set(check(next.value, { secrets }).map(identify));
  const findings = check(next.value, { previous: before.value, secrets }).filter((found) => !said.has(identify(found)));
  if (findings.length === 0) return;
  const text = describe(`Registry "${name}", change`, findings, {
    pathOf: spellingOf(newInputs, undefined, dictionary),
  });
  if (findings.some(({ severity }) => severity === "error")) throw new Error(text);
  await pulumi.log.warn(text);
}

function identify({ rule, path, message }: Finding): string {
  return `${rule} ${formatPath(path)} ${message}`;
}
