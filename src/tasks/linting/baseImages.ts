// Which base images of a Dockerfile the service follows. Source: container-registry-tasks-base-images.

/** A base image that never starts a task. */
export interface UnfollowedImage {
  readonly image: string;
  /** The rest of a sentence that begins with the image. */
  readonly because: string;
  readonly fix: string;
}

/** The base images of a Dockerfile: how many are followed, and which never are. */
export function neverTriggers(
  dockerfile: string,
  buildArguments: ReadonlyMap<string, string>,
): { readonly followed: number; readonly never: readonly UnfollowedImage[] } {
  const args = new Map<string, string>();
  const stages = new Set<string>();
  const never: UnfollowedImage[] = [];
  let followed = 0;
  let isInStage = false;
  for (const line of dockerfile.replace(/\\\r?\n/g, " ").split(/\r?\n/)) {
    const argument = /^\s*ARG\s+(\w+)(?:=("[^"]*"|'[^']*'|\S*))?/i.exec(line);
    if (argument && !isInStage) {
      const [, name = "", preset = ""] = argument;
      args.set(name, buildArguments.get(name) ?? preset.replace(/^["']|["']$/g, ""));
    }
    const from = /^\s*FROM\s+(?:--platform=\S+\s+)?(\S+)(?:\s+AS\s+(\S+))?/i.exec(line);
    if (!from) continue;
    isInStage = true;
    const [, written = "", stage] = from;
    const image = written.replace(
      /\$\{?(\w+)(?::-([^}]*))?\}?/g,
      (_all, name: string, preset = "") => args.get(name) || preset,
    );
    const isStage = stages.has(image.toLowerCase());
    if (stage !== undefined) stages.add(stage.toLowerCase());
    if (isStage || image.toLowerCase() === "scratch") continue;
    const because = unfollowed(image);
    if (because) never.push({ image: written, ...because });
    else followed++;
  }
  return { followed, never };
}

function unfollowed(image: string): Omit<UnfollowedImage, "image"> | undefined {
  if (image.includes("@sha256:")) {
    return {
      because: "which is pinned by its digest",
      fix: `Write ${image.split("@")[0] ?? image}, or update the digest by a bot.`,
    };
  }
  const server = /^([^/]*[.:][^/]*|localhost)\//.exec(image)?.[1]?.toLowerCase();
  if (server === undefined || server === "docker.io" || server === "index.docker.io" || server === "mcr.microsoft.com")
    return undefined;
  if (server.endsWith(".azurecr.io") || server.endsWith(".azurecr.cn") || server.endsWith(".azurecr.us"))
    return undefined;
  return {
    because: `and ${server} is not followed`,
    fix: "Cache it in an Azure registry by a cache rule, or import it, and build from there.",
  };
}
