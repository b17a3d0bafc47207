import { type CommandLine, cutCommandLine } from "../commandLine";
import { imageAliases } from "../reading/aliases";
import { hasHole } from "../reading/holes";
import type { Step } from "../reading/steps";

// Which images a step builds, uses and pushes, as far as its text says.

/** An image in a step's text, with its tag. */
export interface ImageUse {
  /** The image as it is compared: with a tag. */
  readonly image: string;
  /** As the file has it. */
  readonly written: string;
  readonly start: number;
  readonly end: number;
}

/** What a step does with images. */
export interface StepImages {
  readonly builds: readonly ImageUse[];
  /** Images that it needs: it runs them, tags them, or puts them into a manifest. */
  readonly uses: readonly ImageUse[];
  readonly pushes: readonly ImageUse[];
  /** The servers that it signs in to. */
  readonly logins: readonly string[];
  readonly line: CommandLine;
}

/** Flags of `docker run` and `docker build` without a value. */
const flagsAlone = new Set(
  [
    "--rm",
    "-d",
    "--detach",
    "-i",
    "--interactive",
    "-t",
    "--tty",
    "-it",
    "-ti",
    "--privileged",
    "--init",
    "--read-only",
  ].concat(["--no-healthcheck", "--oom-kill-disable", "--publish-all", "-P", "--sig-proxy", "-q", "--quiet"]),
);

/** The images of a step. */
export function imagesOf(step: Step): StepImages {
  const { build, cmd, push } = step.fields;
  const none = { builds: [], uses: [], pushes: [], logins: [], line: cutCommandLine("") };
  const pushed = (push?.value ?? []).map((item) => use(item.value, item));
  if (build && step.kinds[0] === "build") {
    const line = cutCommandLine(build.value);
    const tags = tagsOf(line, 0).map((text) => use(text, build));
    const hasPush = line.words.some(({ text }) => text === "--push");
    return { ...none, line, builds: tags, pushes: hasPush ? [...tags, ...pushed] : pushed };
  }
  if (step.kinds[0] === "push") return { ...none, pushes: pushed };
  if (!cmd) return none;
  const line = cutCommandLine(cmd.value);
  const words = line.words.map(({ text }) => text);
  const image = runImage(words, 0);
  if (!image) return { ...none, line };
  const found = isDocker(image.text)
    ? dockerImages(line, image.next)
    : { builds: [], uses: [], pushes: [], logins: [] };
  const isAlias = imageAliases.has(image.text);
  return {
    line,
    builds: found.builds.map((text) => use(text, cmd)),
    uses: [...(isAlias ? [] : [image.text]), ...found.uses].map((text) => use(text, cmd)),
    pushes: found.pushes.map((text) => use(text, cmd)),
    logins: found.logins,
  };
}

function use(text: string, { start, end }: { readonly start: number; readonly end: number }): ImageUse {
  return { image: withTag(text), written: text, start, end };
}

/** The name of an image with the tag that Docker adds. */
function withTag(image: string): string {
  return /[:@][^/]*$/.test(image) ? image : `${image}:latest`;
}

const isDocker = (image: string) =>
  /^(?:(?:docker\.io\/)?(?:library\/)?docker|mcr\.microsoft\.com\/\S*docker\S*)(?::[^/]*)?$/.test(image);

/** The first word that is not a flag of `docker run`: the image. */
function runImage(
  words: readonly string[],
  from: number,
): { readonly text: string; readonly next: number } | undefined {
  for (let at = from; at < words.length; at++) {
    const word = words[at] ?? "";
    if (!word.startsWith("-") || word === "-") return { text: word, next: at + 1 };
    if (!word.includes("=") && !flagsAlone.has(word)) at++;
  }
  return undefined;
}

/** What stands after `-t` or `--tag`. */
function tagsOf({ words }: CommandLine, from: number): string[] {
  const tags: string[] = [];
  for (let at = from; at < words.length; at++) {
    const word = words[at]?.text ?? "";
    if (word === "-t" || word === "--tag") {
      const next = words[++at]?.text;
      if (next !== undefined) tags.push(next);
    } else if (word.startsWith("--tag=")) tags.push(word.slice(6));
    else if (/^-t=?[^-=]/.test(word)) tags.push(word.replace(/^-t=?/, ""));
  }
  return tags;
}

/** What a step of the image `docker` does: it has the machine's images. */
function dockerImages(line: CommandLine, from: number) {
  const words = line.words.slice(from).map(({ text }) => text);
  const [first, second] = words;
  const rest = words.slice(1).filter((word) => !word.startsWith("-"));
  const none = { builds: [], uses: [], pushes: [], logins: [] };
  switch (first) {
    case "tag":
      return { ...none, uses: rest.slice(0, 1), builds: rest.slice(1, 2) };
    case "push":
      return { ...none, pushes: rest };
    case "run": {
      const image = runImage(words, 1);
      return { ...none, uses: image ? [image.text] : [] };
    }
    case "login":
      return { ...none, logins: [rest[rest.length - 1] ?? ""] };
    case "pull":
      return { ...none, builds: rest };
    case "build":
      return { ...none, builds: tagsOf(line, from) };
    case "buildx": {
      const tags = second === "build" ? tagsOf(line, from) : [];
      return { ...none, builds: tags, pushes: words.includes("--push") ? tags : [] };
    }
    case "manifest":
      return second === "create"
        ? { ...none, builds: rest.slice(1, 2), uses: rest.slice(2) }
        : { ...none, pushes: rest.slice(1, 2) };
    default:
      return none;
  }
}

/** The server of an image; the empty text for Docker Hub, `undefined` where a value decides that only a run knows. */
export function serverOf(image: string): string | undefined {
  const slash = image.indexOf("/");
  const first = slash < 0 ? "" : image.slice(0, slash);
  if (hasHole(first) || (slash < 0 && hasHole(image.split(":")[0] ?? ""))) return undefined;
  return /[.:]/.test(first) || first === "localhost" ? first.toLowerCase() : "";
}
