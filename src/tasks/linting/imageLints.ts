import { hasHole, mayBeSame } from "../reading/holes";
import type { Step } from "../reading/steps";
import { type ImageUse, imagesOf, type StepImages, serverOf } from "./images";
import { capital, type Lint, type LintedFile, type LintReport } from "./lint";

type Report = (report: LintReport) => void;

const head = "version: v1.1.0\nsteps:\n  - id: build\n    build: -t $Registry/web:$ID .\n";
const pushed = '  - push: ["$Registry/web:$ID"]\n';
/** With more steps than that, nobody wrote the file, and who waits for whom takes too long to follow. */
const mostSteps = 2000;
/** With more images than that, only equal names are found. */
const mostCompared = 300;

/** Lints on images: what is built, used and pushed, and in which order. */
export const imageLints: readonly Lint[] = [
  {
    id: "TASK-47",
    policy: "acr-task-file-image-used",
    title: "An image that is built is pushed or used, and one that is pushed is built",
    effect: "breaks",
    why: "The machine of a run is thrown away with every image that was not pushed. Pushing an image that no step has made fails.",
    fix: "Add a push step for the image.",
    fails: head,
    passes: head + pushed,
    check: checkUse,
  },
  {
    id: "TASK-48",
    policy: "acr-task-file-image-order",
    title: "A step that needs an image waits for the one that builds it",
    effect: "breaks",
    why: "Steps that do not wait for one another run at the same time. Whether the image is there by then changes from run to run.",
    fix: "Name the step that builds the image in when.",
    fails: `${head}  - push: ["$Registry/web:$ID"]\n    when: ["-"]\n`,
    passes: `${head}  - push: ["$Registry/web:$ID"]\n    when: ["build"]\n`,
    check: checkOrder,
  },
  {
    id: "TASK-49",
    policy: "acr-task-file-image-server",
    title: "An image is pushed to a registry that the task signs in to",
    effect: "breaks",
    why: "A task signs in to its own registry and to those of its credentials. An image without a server in its name goes to Docker Hub.",
    fix: "Begin the image's name with $Registry/, or add the server to the task's customRegistries.",
    docs: "container-registry-tasks-cross-registry-authentication",
    fails: 'version: v1.1.0\nsteps:\n  - build: -t web:$ID .\n  - push: ["web:$ID"]\n',
    passes: head + pushed,
    check: checkServers,
  },
];

const place = ({ start, end }: { readonly start: number; readonly end: number }) => ({ start, end });

function imagesOfAll(steps: readonly Step[]): ReadonlyMap<Step, StepImages> {
  return new Map(steps.map((step) => [step, imagesOf(step)]));
}

function checkUse({ steps, name, shown }: LintedFile, report: Report): void {
  const images = imagesOfAll(steps);
  const used = new Set<string>();
  for (const { uses, pushes } of images.values()) for (const { image } of [...uses, ...pushes]) used.add(image);
  const built = new Set([...images.values()].flatMap(({ builds }) => builds.map(({ image }) => image)));
  const isIn = (all: ReadonlySet<string>, image: string) =>
    all.has(image) || (all.size < mostCompared && [...all].some((other) => mayBeSame(other, image)));
  // What a step's own commands do with images cannot be read; naming the repository is enough.
  const texts = steps
    .filter((step) => step.kinds[0] === "cmd")
    .map((step) => step.fields.cmd?.value ?? "")
    .join("\n");
  const isNamed = (image: string) => texts.includes(repositoryOf(image));
  for (const [step, { builds, line, pushes }] of images) {
    if (step.kinds[0] === "build" && !step.open) {
      const [first] = builds;
      if (!first) {
        if (line.words.some(({ text }) => /^(?:--target|--output|-o|--push)(?:=|$)/.test(text) || hasHole(text)))
          continue;
        report({
          ...place(step.fields.build ?? step),
          message: `${capital(name(step))} builds an image without a name, which nobody can push or use.`,
          fix: "Add -t $Registry/<repository>:$ID.",
        });
      } else if (!builds.some(({ image }) => isIn(used, image) || isNamed(image))) {
        const written = builds.map((each) => shown(each.written));
        report({
          ...place(first),
          message: `${capital(name(step))} builds ${written.join(", ")}, and no step pushes or uses ${builds.length === 1 ? "it" : "them"}.`,
          fix: `Add a step: push: [${written.map((image) => `"${image}"`).join(", ")}].`,
        });
      }
    }
    if (step.kinds[0] !== "push") continue;
    for (const each of pushes) {
      if (isIn(built, each.image) || isNamed(each.image)) continue;
      const near = [...built].find((other) => repositoryOf(other) === repositoryOf(each.image));
      report({
        ...place(each),
        message: `${capital(name(step))} pushes ${shown(each.written)}, which no step builds.`,
        fix:
          near === undefined
            ? "Add a build step with that tag, or remove it."
            : `Write "${shown(near)}", or add -t ${shown(each.written)} to its build.`,
      });
    }
  }
}

const repositoryOf = (image: string) => image.replace(/[:@][^/]*$/, "");

function checkOrder({ steps, name, shown }: LintedFile, report: Report): void {
  if (steps.length > mostSteps || steps.some(({ id }) => hasHole(id))) return;
  const images = imagesOfAll(steps);
  const builders = new Map<string, Step[]>();
  for (const [step, { builds }] of images) {
    for (const { image } of builds) builders.set(image, [...(builders.get(image) ?? []), step]);
  }
  const byId = new Map(steps.map((step) => [step.id, step]));
  if (byId.size < steps.length) return;
  const told = new Set<Step>();
  for (const [step, { uses, pushes }] of images) {
    // A wait that leads nowhere is what is wrong then.
    if (step.waitsFor.some(({ value }) => !byId.has(value))) continue;
    const needs: readonly ImageUse[] = [...uses, ...pushes];
    for (const need of needs) {
      const makers = builders.get(need.image) ?? [];
      if (makers.length === 0 || makers.includes(step)) continue;
      const before = ancestorsOf(step, byId);
      if (makers.some((maker) => before.has(maker))) continue;
      const [maker] = makers;
      if (!maker) continue;
      told.add(step);
      const wait = step.fields.when?.value?.map(({ value }) => value).filter((value) => value !== "-") ?? [];
      const waits = wait.length > 0 ? wait : step.waitsFor.map(({ value }) => value);
      report({
        ...place(need),
        message: `${capital(name(step))} needs ${shown(need.written)}, and does not wait for ${name(maker)}, which builds it.`,
        fix:
          maker.index < step.index
            ? `Write when: [${[...new Set([...waits, maker.id])].map((id) => `"${shown(id)}"`).join(", ")}].`
            : `Move ${name(step)} below ${name(maker)}.`,
      });
      break;
    }
  }
  checkLastOfGroup({ steps, byId, told, name }, report);
}

/** A step without `when` after steps side by side waits for the last of them alone. */
function checkLastOfGroup(
  {
    steps,
    byId,
    told,
    name,
  }: {
    readonly steps: readonly Step[];
    readonly byId: ReadonlyMap<string, Step>;
    readonly told: ReadonlySet<Step>;
    readonly name: LintedFile["name"];
  },
  report: Report,
): void {
  const awaited = new Set<string>();
  steps.forEach((step, index) => {
    const previous = steps[index - 1];
    const hasWhen =
      (step.fields.when?.value?.length ?? 0) > 0 ||
      (step.fields.when !== undefined && step.fields.when.value === undefined);
    if (previous && !hasWhen && !told.has(step)) {
      const before = ancestorsOf(step, byId);
      const beside = steps
        .slice(0, index)
        .filter((other) => !before.has(other) && !awaited.has(other.id) && !other.fields.detach?.value);
      if (beside.length > 0 && beside.length < 20) {
        const others = beside.map((other) => name(other)).join(", ");
        report({
          ...place(step.keys[0] ?? step),
          message: `${capital(name(step))} waits only for ${name(previous)}, the one above it: ${others} may still be running.`,
          fix: `Write when: [${[...beside, previous].map(({ id }) => `"${id}"`).join(", ")}], or when: ["${previous.id}"] if that is meant.`,
        });
      }
    }
    for (const { value } of step.waitsFor) awaited.add(value);
  });
}

function ancestorsOf(step: Step, byId: ReadonlyMap<string, Step>): ReadonlySet<Step> {
  const found = new Set<Step>();
  const open = [step];
  for (let next = open.pop(); next; next = open.pop()) {
    for (const { value } of next.waitsFor) {
      const one = byId.get(value);
      if (one && !found.has(one)) {
        found.add(one);
        open.push(one);
      }
    }
  }
  return found;
}

function checkServers({ steps, name, shown, surroundings }: LintedFile, report: Report): void {
  const { logins, registry } = surroundings;
  const signedIn = new Set<string>(
    [...(logins ?? []), ...(registry === undefined ? [] : [registry])].map((host) => host.toLowerCase()),
  );
  for (const step of steps) {
    const { pushes, logins: fresh } = imagesOf(step);
    for (const host of fresh) signedIn.add(host.toLowerCase());
    const told = new Set<string>();
    for (const each of pushes) {
      const server = serverOf(each.written);
      if (server === undefined || told.has(server)) continue;
      told.add(server);
      const isDockerHub = server === "" || server === "docker.io" || server === "index.docker.io";
      if (
        isDockerHub
          ? signedIn.has("docker.io") || signedIn.has("index.docker.io") || signedIn.has("")
          : signedIn.has(server)
      )
        continue;
      // Whether a server is the task's own registry is known only where that is.
      if (!isDockerHub && (logins === undefined || registry === undefined)) continue;
      report({
        ...place(each),
        message: isDockerHub
          ? `${capital(name(step))} pushes ${shown(each.written)}, which goes to Docker Hub: it names no registry.`
          : `${capital(name(step))} pushes to ${server}, which the task does not sign in to.`,
        fix: isDockerHub
          ? `Write "$Registry/${shown(each.written)}", in the build as well.`
          : `Add credentials.customRegistries["${server}"] to the task.`,
      });
    }
  }
}
