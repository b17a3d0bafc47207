import * as pulumi from "@pulumi/pulumi";
import { isUnknown, parseResourceId } from "../../model";
import { registry as registrySchema } from "../../model/resources";
import { describe, type Finding, formatPath } from "../../rules";
import { check } from "../../rules/check";
import { show } from "../../rules/finding";
import { dictionary } from "../children";
import { isDeferred, isGiven, type Resolved, resolve, snapshot } from "../inputs";
import { type AcceptedReplacement, type FixedProperty, fixedProperties, isSame } from "../replacement";
import { withoutSecrets } from "../secrets";
import { ConfigurationError } from "./configurationError";
import { engineMonitor } from "./engine";
import { childrenOf, existingRegistry, factsOf, withExisting } from "./existing";
import { atLevels, type Judgement, plainJudgement, rulesAt } from "./judgement";
import { spellingOf } from "./spelling";
import { stackResources } from "./stackState";
import { Teller } from "./teller";
import type { Gate } from "./validation";

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

/** A registry whose changes are looked at before the engine carries them out. */
export interface Watched {
  /** The component's name. */
  readonly name: string;
  /** What the engine remembers of it: see {@link componentInputs}. */
  readonly remembered: Readonly<Record<string, unknown>>;
  /** The replacements that are meant. */
  readonly accepted: AcceptedReplacement | undefined;
  /** How findings are taken. */
  readonly judgement: Judgement;
}

/** The options that make the engine ask before it changes something: of the component, and of the registry in it. */
export interface Watch {
  readonly component: pulumi.ComponentResourceOptions;
  readonly registry: pulumi.CustomResourceOptions;
  /** Fails when the registry, once it is registered, is not the one that the program asks for. */
  readonly stays: (registered: Registered) => Gate;
}

/**
 * Makes the engine ask, before anything of a registry changes and in a preview too, whether the change is one that the
 * service takes. It asks in two places, since neither sees everything: at the component when its arguments are others
 * than last time, at the registry in it when that differs from them, after a deployment that failed or where a raw
 * registry moves in. Nothing where there is no engine to ask, as in unit tests with mocks.
 */
export function watchChanges(watched: Watched): Watch {
  const monitor = engineMonitor();
  if (!monitor) {
    return { component: {}, registry: {}, stays: () => undefined };
  }
  let asked = false;
  const ask = (of: string, look: (change: pulumi.ResourceHookArgs) => Promise<void>) => ({
    hooks: {
      beforeUpdate: [
        new pulumi.ResourceHook(freeName(monitor, `pulumi-acr-${of}-${watched.name}`), look, { onDryRun: true }),
      ],
    },
  });
  return {
    component: ask("component", async (change) => {
      const [before, next] = await Promise.all([componentBefore(change), resolve(change.newInputs ?? {})]);
      asked = before !== undefined;
      judge(watched, before, next);
    }),
    registry: ask("registry", async (change) => {
      if (asked) return;
      const [before, sent] = await Promise.all([registryBefore(change, watched), resolve(change.newInputs ?? {})]);
      const written = Object.entries(Object(snapshot(watched.remembered).value));
      // What cannot change was held back: the engine has the old value of it, the program the new one.
      const own = written.filter(([key]) => isFixed(key) || !(key in Object(sent.value)));
      judge(watched, before, { ...sent, value: { ...Object(sent.value), ...Object.fromEntries(own) } });
    }),
    stays: (registered) => {
      const gate = isWhatIsAsked(registered);
      gate.catch(() => undefined);
      return gate;
    },
  };
}

/** The names of hooks by deployment: the engine takes a name once. */
const hookNames = new WeakMap<object, Set<string>>();

function freeName(monitor: object, name: string): string {
  const taken = hookNames.get(monitor) ?? new Set();
  hookNames.set(monitor, taken);
  let free = name;
  for (let count = 2; taken.has(free); count++) free = `${name}-${count}`;
  taken.add(free);
  return free;
}

/** What was there before this deployment; `undefined` where there is no registry yet, so that nothing can be lost. */
async function componentBefore(change: pulumi.ResourceHookArgs): Promise<Resolved | undefined> {
  const [inputs, outputs, stack] = await Promise.all([
    resolve(change.oldInputs ?? {}),
    resolve(change.oldOutputs ?? {}),
    stackResources(),
  ]);
  const remembered = Object(inputs.value);
  const facts = factsOf(Object(outputs.value));
  if (!stack) return facts.registryName ? { ...inputs, value: { ...remembered, ...facts } } : undefined;
  const existing = existingRegistry(stack, { urn: change.urn, azureName: nameOf(facts) });
  return existing && { ...inputs, value: withExisting({ ...remembered, ...facts }, existing) };
}

function nameOf({ registryName }: Readonly<Record<string, unknown>>): string | undefined {
  return typeof registryName === "string" ? registryName : undefined;
}

/** What the registry in a component is, whichever program made it, with the children that the stack has. */
async function registryBefore(change: pulumi.ResourceHookArgs, { name }: Watched): Promise<Resolved> {
  const [inputs, outputs, stack] = await Promise.all([
    resolve(change.oldInputs ?? {}),
    resolve(change.oldOutputs ?? {}),
    stackResources(),
  ]);
  const facts = factsOf({ ...Object(outputs.value), id: change.id });
  const component = change.urn.replace(/\$[^$]*$/, `::${name}`);
  const children = childrenOf(stack ?? [], { urn: component, azureName: nameOf(facts) });
  return { ...inputs, value: withExisting(Object(inputs.value), { facts, children }) };
}

/** Says what a change brings about, and stops it where it is one that the service refuses or images are lost by. */
function judge(watched: Watched, before: Resolved | undefined, next: Resolved): void {
  if (!before) return;
  const { name, judgement } = watched;
  const secrets = [...before.secrets, ...next.secrets];
  const findings = changeFindings(Object(before.value), Object(next.value), watched, secrets);
  const spelling = spellingOf(Object(next.value), undefined, dictionary);
  const subject = `Registry "${name}", change`;
  if (findings.some(({ severity }) => severity === "error")) {
    throw new Error(describe(subject, findings, { pathOf: spelling }));
  }
  // Not said on the registry: log messages go out one after another, and one before it may wait for the very resource that
  // waits for this answer.
  new Teller({ subject, spelling, judgement }).warn(findings);
}

/** What is wrong with a change, and with nothing but the change. */
function changeFindings(
  before: Readonly<Record<string, unknown>>,
  next: Readonly<Record<string, unknown>>,
  { accepted, judgement }: Pick<Watched, "accepted" | "judgement">,
  secrets: readonly string[],
): Finding[] {
  const options = { secrets, ...rulesAt(judgement) };
  const said = new Set(check(next, options).map(identify));
  const replaced = fixedProperties.filter(
    (property) =>
      isGiven(accepted?.[property]) &&
      isGiven(before[property]) &&
      isSame(property, accepted?.[property], next[property]) &&
      !isSame(property, before[property], next[property]),
  );
  // A registry that is made anew was never another: what it cannot change, apart from what is accepted, still has to stay.
  const previous = replaced.length
    ? { ...next, ...only(before, (key) => isFixed(key) && !replaced.includes(key)) }
    : before;
  const findings = check(next, { previous, ...options }).filter((found) => !said.has(identify(found)));
  return [
    ...atLevels(findings, judgement).map(withAcceptance(next)),
    ...replaced.map((property) => loss(property, before, next)),
  ];
}

function identify({ rule, path, message }: Finding): string {
  return `${rule} ${formatPath(path)} ${message}`;
}

function isFixed(key: unknown): key is FixedProperty {
  return fixedProperties.some((property) => property === key);
}

function only(value: object, keep: (key: string) => boolean): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([key]) => keep(key)));
}

/** A finding with the way to go on where the replacement that it warns of is meant. */
const withAcceptance =
  (next: Readonly<Record<string, unknown>>) =>
  (finding: Finding): Finding => {
    const [property] = finding.path;
    if (finding.severity !== "error") return finding;
    if (property === "encryption") {
      return {
        ...finding,
        fix: `${finding.fix} Or replace the registry, and lose every image in it: give it another registryName, and accept that name: acceptReplacement: { registryName: "…" }.`,
      };
    }
    if (!isFixed(property) || !isGiven(next[property])) return finding;
    return {
      ...finding,
      fix: `${finding.fix} Or replace the registry, and lose every image in it: acceptReplacement: { ${property}: ${show(next[property])} }.`,
    };
  };

/** What an accepted replacement costs: said, and no more than said. */
function loss(
  property: FixedProperty,
  before: Readonly<Record<string, unknown>>,
  next: Readonly<Record<string, unknown>>,
): Finding {
  return {
    rule: "REPL-REGISTRY",
    also: [],
    policy: "acr-registry-replacement",
    severity: "warning",
    subject: "replacement",
    path: [property],
    message: `The registry is replaced, as acceptReplacement says, and every image in it is lost: ${property} changes from ${show(before[property])} to ${show(next[property])}.`,
    given: show(next[property]),
    fix: "Remove acceptReplacement once the new registry is there.",
    docs: "https://www.pulumi.com/docs/iac/concepts/options/replaceonchanges/",
    related: [["acceptReplacement", property]],
  };
}

/** No replacement is accepted, and no finding. */
const asIs = { accepted: undefined, judgement: plainJudgement };

/** A registry that was registered, and what the program asked for. */
interface Registered {
  readonly name: string;
  readonly resource: pulumi.CustomResource & { readonly location: pulumi.Output<string> };
  /** What the registry was sent. */
  readonly sent: object;
  /** Changes that the program asks the engine to ignore. */
  readonly ignored: readonly string[] | undefined;
}

/**
 * Fails when a registry is not where, or not under the name, that the program asks for: the engine was kept from replacing
 * it, and nobody may take it for the other one. Waits for the registry, so no hook may wait for it.
 */
async function isWhatIsAsked({ name, resource, sent, ignored = [] }: Registered): Promise<true> {
  const asked = only(sent, (key) => isFixed(key) && !ignored.includes(key));
  const [real, wanted] = await Promise.all([resolve({ id: resource.id, location: resource.location }), resolve(asked)]);
  const { id, location } = Object(real.value);
  const parsed = typeof id === "string" && !isUnknown(id) ? parseResourceId(id) : undefined;
  if (!parsed) return true;
  const before = { registryName: parsed.names[0], resourceGroupName: parsed.resourceGroupName, location };
  const findings = changeFindings(before, Object(wanted.value), asIs, []).filter(({ path }) => isFixed(path[0]));
  if (findings.length) throw new ConfigurationError(`Registry "${name}", change`, findings, formatPath, resource);
  for (const property of Object.keys(asked)) {
    if (!isUnknown(Object(wanted.value)[property])) continue;
    const now = Object(before)[property];
    void pulumi.log.warn(
      `${property} is known only when the deployment runs. The registry exists with ${show(now)}: another value is refused then.`,
      resource,
    );
  }
  return true;
}
