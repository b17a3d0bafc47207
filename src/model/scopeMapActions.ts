/** What a token may do with a repository. */
export type RepositoryRight = "pull" | "push" | "delete";

// A client that pushes also reads: it asks for the layers that are there. A deletion looks the manifest up first.
const actions: Readonly<Record<RepositoryRight, readonly string[]>> = {
  pull: ["content/read", "metadata/read"],
  push: ["content/read", "content/write", "metadata/read", "metadata/write"],
  delete: ["content/delete", "metadata/read"],
};

/** The actions that rights on repositories come to, in a stable order and each once. */
export function repositoryActions(
  repositories: Readonly<Record<string, readonly (RepositoryRight | string)[]>>,
): string[] {
  const all = Object.entries(repositories).flatMap(([repository, rights]) =>
    [...rights].flatMap((right) =>
      (actionsOf(right) ?? [right]).map((action) => `repositories/${repository}/${action}`),
    ),
  );
  return [...new Set(all)].sort();
}

function actionsOf(right: string): readonly string[] | undefined {
  return Object.entries(actions).find(([name]) => name === right)?.[1];
}
