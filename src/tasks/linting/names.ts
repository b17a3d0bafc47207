import { nearest } from "../../model/nearestWord";
import { cutCommandLine } from "../commandLine";
import { imageAliases, runAliases } from "../reading/aliases";
import { hasHole } from "../reading/holes";
import { runVariables } from "../reading/render";
import { referencesOf } from "../template/references";
import { capital, type Lint, type LintedFile, type LintReport } from "./lint";

type Report = (report: LintReport) => void;

const file = (text: string, head = "") => `version: v1.1.0\n${head}steps:\n  - cmd: bash -c 'echo ${text}'\n`;
const place = ({ start, end }: { readonly start: number; readonly end: number }) => ({ start, end });

/** Docker's own networks. */
const ownNetworks = /^(?:host|none|bridge|default|nat|container:.*|acb_default_network)$/;

/** Lints on names that stand for something: variables, aliases, secrets, networks. */
export const nameLints: readonly Lint[] = [
  {
    id: "TASK-55",
    policy: "acr-task-file-known-names",
    title: "A variable, secret or network that a task file names is there",
    effect: "breaks",
    why: "A name that the runner does not know is not an error: it becomes an empty text, or stays as it is, and an image without a tag or a command with a hole is what runs.",
    fix: "Write the name as it is declared.",
    fails: file("{{.Run.RunID}}"),
    passes: file("{{.Run.ID}}"),
    check: (linted, report) => {
      checkFields(linted, report);
      checkAliasNames(linted, report);
      checkNetworks(linted, report);
      checkWindowsAliases(linted, report);
    },
  },
];

function checkFields({ reading }: LintedFile, report: Report): void {
  const { template, task, options, file: text } = reading;
  if (!template) return;
  const secrets = task?.fields.secrets?.value?.map(({ fields }) => fields.id?.value ?? "") ?? [];
  for (const { names, at, isOptional } of referencesOf(template.tree)) {
    const [group = "", name = ""] = names;
    const start = template.originOf(at);
    // What an alias filled in is not in the file; its name is.
    const written = `.${names.join(".")}`;
    const end = text.startsWith(written, start) ? start + written.length : start + 1;
    const tell = (message: string, known: readonly string[]) => {
      const meant = nearest(name, known);
      report({
        start,
        end,
        message,
        allowed: known.join(", "),
        ...(meant === undefined ? {} : { fix: `Write .${group}.${meant}.` }),
      });
    };
    if (group === "Run" && name !== "" && !(runVariables as readonly string[]).includes(name)) {
      tell(`There is no run variable "${name}": {{${written}}} is always empty.`, runVariables);
    } else if (group === "Secrets" && name !== "" && !secrets.includes(name) && !secrets.some(hasHole)) {
      tell(`The file declares no secret "${name}": {{${written}}} is always empty.`, secrets);
    } else if (
      group === "Values" &&
      name !== "" &&
      options.values &&
      !options.takesMoreValues &&
      !Object.hasOwn(options.values, name) &&
      !isOptional
    ) {
      const known = Object.keys(options.values);
      const meant = nearest(name, known);
      report({
        start,
        end,
        message: `No value "${name}" is set: {{${written}}} is empty unless a run brings it.`,
        ...(known.length > 0 ? { allowed: known.join(", ") } : {}),
        fix:
          meant === undefined
            ? `Set the value "${name}", or write {{${written} | default "…"}}.`
            : `Write .Values.${meant}.`,
      });
    } else if (!["Run", "Build", "Values", "Secrets", "ValuesJSON", "RunJSON"].includes(group)) {
      const known = ["Run", "Values", "Secrets", "Build"];
      const meant =
        nearest(group, known) ?? ((runVariables as readonly string[]).includes(group) ? `Run.${group}` : undefined);
      report({
        start,
        end,
        message: `Templates know no "${group}": {{${written}}} is always empty.`,
        allowed: "Run, Values, Secrets",
        ...(meant === undefined ? {} : { fix: `Write .${[meant, ...names.slice(1)].join(".")}.` }),
      });
    }
  }
}

/** `$registry` for `$Registry`: the runner leaves an unknown name as it is. */
function checkAliasNames({ reading, steps, name }: LintedFile, report: Report): void {
  const { aliases } = reading;
  if (aliases?.directive !== "$") return;
  const known = [...aliases.values.keys()].filter((alias) => !imageAliases.has(alias));
  for (const step of steps) {
    const texts = [step.fields.build, step.fields.cmd, ...(step.fields.push?.value ?? [])];
    for (const text of texts) {
      if (!text?.value.includes("$")) continue;
      const outside = step.kinds[0] === "push" ? text.value : outsideOfScripts(text.value);
      for (const [whole, word = ""] of outside.matchAll(/\$([A-Za-z][A-Za-z0-9]*)/g)) {
        const meant = known.find((alias) => alias.toLowerCase() === word.toLowerCase()) ?? near(word, known);
        const variable = runVariables.find((each) => each === word);
        if (meant === undefined && !(variable && !runAliases.has(variable))) continue;
        report({
          ...place(text),
          message: `${capital(name(step))} has ${whole}, which is not an alias and stays as it is.`,
          fix: meant === undefined ? `Write {{.Run.${word}}}.` : `Write $${meant}.`,
        });
      }
    }
  }
}

const near = (word: string, known: readonly string[]) =>
  word.length > 3
    ? known.find((alias) => Math.abs(alias.length - word.length) <= 2 && nearest(word, [alias]) !== undefined)
    : undefined;

/** A command line without what stands in quotes with spaces, which is a script with variables of its own. */
function outsideOfScripts(line: string): string {
  return cutCommandLine(line)
    .words.map(({ text }) => text)
    .filter((text) => !/\s/.test(text))
    .join(" ");
}

function checkNetworks({ reading: { task }, steps, name, shown }: LintedFile, report: Report): void {
  const networks = task?.fields.networks;
  if (networks && networks.value === undefined) return;
  const names = (networks?.value ?? []).map(({ fields }) => fields.name?.value ?? "");
  if (names.some(hasHole)) return;
  for (const step of steps) {
    const { network } = step.fields;
    if (
      !network ||
      network.value === "" ||
      hasHole(network.value) ||
      names.includes(network.value) ||
      ownNetworks.test(network.value)
    )
      continue;
    const meant = nearest(network.value, names);
    report({
      ...place(network),
      message: `${capital(name(step))} is on the network "${network.value}", which the file does not make.`,
      allowed: [...names.map(shown), "host", "none", "bridge"].join(", "),
      fix:
        meant === undefined
          ? `Add networks: with name: ${network.value}, or remove network.`
          : `Write network: ${meant}.`,
    });
  }
  const named = networks?.value ?? [];
  if (
    named.length === 0 ||
    named.some(({ fields }) => fields.isDefault?.value !== false && fields.isDefault !== undefined)
  )
    return;
  // Without a default, steps of no network do not find one another by their ids.
  const ids = steps.filter((step) => step.fields.detach?.value && step.fields.id?.value).map(({ id }) => id);
  for (const step of steps) {
    const host = ids.find(
      (id) =>
        step.id !== id && new RegExp(`//${id.replace(/[.]/g, "\\.")}(?:[:/]|$)`).test(step.fields.cmd?.value ?? ""),
    );
    if (host === undefined || step.fields.network) continue;
    report({
      ...place(step.fields.cmd ?? step),
      message: `${capital(name(step))} calls ${shown(host)} by its id, and none of the file's networks is the default one of its steps.`,
      fix: "Write isDefault: true into one of the networks.",
    });
  }
}

function checkWindowsAliases({ steps, isWindows, name }: LintedFile, report: Report): void {
  if (!isWindows) return;
  for (const step of steps) {
    const word = step.fields.cmd?.value.trim().split(" ")[0] ?? "";
    if (!imageAliases.has(word)) continue;
    report({
      ...place(step.fields.cmd ?? step),
      message: `${capital(name(step))} runs "${word}", a short name that only Linux tasks have.`,
      fix: `Write the whole name of a Windows image.`,
    });
  }
}
