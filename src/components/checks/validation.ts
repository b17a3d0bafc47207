import * as pulumi from "@pulumi/pulumi";
import { scrub } from "../../model";
import { type Finding, formatPath } from "../../rules";
import { check } from "../../rules/check";
import { shapeRule } from "../../rules/shapeFindings";
import { type Resolved, resolve, snapshot } from "../inputs";
import { WholeResource } from "../wholeResource";
import { ConfigurationError, type Spelling } from "./configurationError";
import { engineMonitor } from "./engine";
import { acceptedErrors, atLevels, expiredAcceptances, type Judgement, rulesAt } from "./judgement";
import { Teller } from "./teller";

/** A configuration to check. */
export interface Configuration {
  /** What the texts call it: `Registry "images"`. */
  readonly subject: string;
  /** The model of a registry, its leaves inputs; none for what is no part of one. */
  readonly model?: Record<string, unknown>;
  /** The same without the child that is being added: what it already said is not said again. */
  readonly without?: Record<string, unknown>;
  readonly spelling: Spelling;
  /**
   * The arguments as they were written, and what may be wrong with them before the rule book looks at the model: as they are
   * now, and once more when their outputs have resolved, beside what they were before.
   */
  readonly args: object;
  readonly misplaced: (args: unknown, before: unknown) => readonly Finding[];
  /** How findings are taken. */
  readonly judgement: Judgement;
  /** What the arguments alone do not tell. */
  readonly surroundings?: readonly Surroundings[];
}

/** Something outside of a configuration that it may clash with: other components of the program, subscriptions. */
export interface Surroundings {
  /** What is wrong as far as plain values tell. */
  readonly now: () => readonly Finding[];
  /** What is wrong once the component is registered and everything that can be known is known. */
  readonly later: (resource: pulumi.Resource) => Promise<readonly Finding[]>;
}

/** A configuration that passed as far as plain values tell. */
export interface Checked {
  /** Says the warnings and checks again what had yet to resolve, once there is a resource to say it on. */
  readonly finish: (resource: pulumi.Resource) => Gate;
}

/**
 * What stands between a configuration and its resources: a promise that fails when outputs turn out to be wrong.
 * `undefined` where every value was plain.
 */
export type Gate = Promise<true> | undefined;

/**
 * Checks a configuration before anything is registered. Errors in plain values are thrown at once, all of them
 * together.
 */
export function checkConfiguration(configuration: Configuration): Checked {
  const { model, without, judgement } = configuration;
  const { value, complete } = snapshot(model);
  const args = snapshot(configuration.args, asWritten);
  const { surroundings = [] } = configuration;
  const inModel = [
    ...newFindings(value, without && snapshot(without).value, [], judgement),
    ...surroundings.flatMap(({ now }) => now()),
  ];
  const findings = allFindings(configuration, { value: args.value, secrets: [] }, args.value, inModel);
  refuse(configuration, findings);
  return {
    finish: (resource) => {
      const teller = new Teller(configuration, resource);
      teller.warn([...findings, ...expiredAcceptances(judgement, new Date())]);
      if (complete && args.complete && surroundings.length === 0) {
        teller.end();
        return undefined;
      }
      const gate = checkResolved(configuration, args.value, findings, resource, teller);
      // Whoever waits for the gate reports its failure; alone it must not count as unhandled.
      gate.catch(() => undefined);
      return gate;
    },
  };
}

/** What arguments are judged by, beside plain data: functions, of which nothing is called, and whole resources. */
function asWritten(value: unknown): unknown {
  if (pulumi.Resource.isInstance(value)) return WholeResource.of(value);
  return typeof value === "function" ? value : undefined;
}

async function checkResolved(
  configuration: Configuration,
  written: unknown,
  said: readonly Finding[],
  resource: pulumi.Resource,
  teller: Teller,
): Promise<true> {
  const [model, args, without, outside] = await Promise.all([
    configuration.model && resolve(configuration.model),
    resolve(configuration.args, WholeResource.ofUrn),
    configuration.without && resolve(configuration.without),
    Promise.all((configuration.surroundings ?? []).map(({ later }) => later(resource))),
  ]);
  const inModel = [
    ...newFindings(model?.value, without?.value, model?.secrets ?? [], configuration.judgement),
    ...outside.flat().map((finding) => scrubbed(finding, args.secrets)),
  ];
  const findings = allFindings(configuration, args, written, inModel).filter(
    (finding) => !isAmong(said, finding) && !isMadeUpId(finding),
  );
  // A component provider turns an error into input-property errors only once the component is registered.
  await pulumi.runtime.serializeProperties("pulumi-acr", { urn: resource.urn });
  refuse(configuration, findings, resource);
  teller.warn(findings);
  // A preview may not know yet what a warning is about.
  if (!pulumi.runtime.isDryRun()) teller.end();
  return true;
}

/** Under mocks the ids of resources are made up: one that an output brings is no mistake of the program. */
function isMadeUpId({ rule }: Finding): boolean {
  return rule === "REF-01" && !engineMonitor();
}

/** What the arguments show and what the model shows, errors first. */
function allFindings(
  { misplaced, spelling, judgement }: Configuration,
  args: Resolved,
  before: unknown,
  inModel: readonly Finding[],
): Finding[] {
  const inArgs = misplaced(args.value, before).map((finding) => scrubbed(finding, args.secrets));
  // A value of a wrong type is one in the model too.
  const said = new Set(inArgs.filter(isWrongShape).map(({ path }) => formatPath(path)));
  const all = atLevels(
    [...inArgs, ...inModel.filter((found) => !isWrongShape(found) || !said.has(spelling(found.path)))],
    judgement,
  );
  return [...all.filter(isError), ...all.filter((finding) => !isError(finding))];
}

function scrubbed(finding: Finding, secrets: readonly string[]): Finding {
  const { given, allowed } = finding;
  return {
    ...finding,
    message: scrub(finding.message, secrets),
    fix: scrub(finding.fix, secrets),
    ...(given === undefined ? {} : { given: scrub(given, secrets) }),
    ...(allowed === undefined ? {} : { allowed: scrub(allowed, secrets) }),
  };
}

function isWrongShape({ rule }: Finding): boolean {
  return rule === shapeRule;
}

function isError({ severity }: Finding): boolean {
  return severity === "error";
}

function newFindings(model: unknown, before: unknown, secrets: readonly string[], judgement: Judgement): Finding[] {
  if (model === undefined) return [];
  const options = { secrets, ...rulesAt(judgement) };
  const findings = check(model, options);
  if (before === undefined) return findings;
  const old = check(before, options);
  return findings.filter((finding) => !isAmong(old, finding));
}

function isAmong(findings: readonly Finding[], { rule, path, message }: Finding): boolean {
  return findings.some(
    (other) => other.rule === rule && other.message === message && other.path.join("\0") === path.join("\0"),
  );
}

function refuse(configuration: Configuration, findings: readonly Finding[], resource?: pulumi.Resource): void {
  const { subject, spelling, judgement } = configuration;
  const errors = findings.filter(isError);
  if (errors.length === 0) return;
  const all = [...findings, ...acceptedErrors(judgement, errors, spelling)];
  throw new ConfigurationError(subject, all, spelling, resource);
}

/** A gate that opens when two have. */
export function both(one: Gate, other: Gate): Gate {
  if (!one || !other) return one ?? other;
  const gate = Promise.all([one, other]).then((): true => true);
  gate.catch(() => undefined);
  return gate;
}

/** Options under which a resource waits for a gate and for other resources. */
export function after(gate: Gate, resources: readonly pulumi.Resource[]): pulumi.Input<pulumi.Resource[]> {
  return gate ? gate.then(() => [...resources]) : [...resources];
}

/** An output that fails with a gate: whoever waits for it then hears of the failure instead of waiting for ever. */
export function behind<T>(gate: Gate, output: pulumi.Output<T>): pulumi.Output<T> {
  // Both are of one type: the gate only decides whether there is a value.
  return gate ? (pulumi.output(gate).apply(() => output) as pulumi.Output<T>) : output;
}
