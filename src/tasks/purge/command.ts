import { cutCommandLine } from "../commandLine";

/** The flags of an `acr purge` that a command line has. Texts may have parts that only a run will know. */
export interface PurgeFlags {
  readonly filters: readonly string[];
  readonly ago?: string;
  readonly keep?: string;
  readonly untagged: boolean;
  readonly untaggedOnly: boolean;
  readonly dryRun: boolean;
  readonly words: readonly string[];
}

/** Reads the purge that a step's `cmd` runs; `undefined` when it runs something else. */
export function readPurge(command: string): PurgeFlags | undefined {
  const all = cutCommandLine(command).words.map(({ text }) => text);
  const at = all.indexOf("purge");
  const image = all[0] ?? "";
  if (at < 1 || !(image === "acr" || /acr-cli(?::|$)/.test(image))) return undefined;
  const words = all.slice(at + 1);
  const values = (flag: string, short?: string) =>
    words.flatMap((word, index) => {
      if (word === flag || word === short) return [words[index + 1] ?? ""];
      return word.startsWith(`${flag}=`) ? [word.slice(flag.length + 1)] : [];
    });
  const has = (flag: string) => words.some((word) => word === flag || word === `${flag}=true`);
  const [ago] = values("--ago");
  const [keep] = values("--keep");
  return {
    filters: values("--filter", "-f"),
    ...(ago === undefined ? {} : { ago }),
    ...(keep === undefined ? {} : { keep }),
    untagged: has("--untagged"),
    untaggedOnly: has("--untagged-only"),
    dryRun: has("--dry-run"),
    words,
  };
}

/** A name and whether filters match it. */
export interface Trial {
  /** As it was given: `repository:tag`. */
  readonly name: string;
  /** The first filter that matches; absent when none does. */
  readonly filter?: string;
}

/** Says which of some names `repository:tag` filters match. The filters must be without faults. */
export function tryFilters(
  names: readonly string[],
  filters: readonly { readonly filter: string; readonly matches: (repository: string, tag: string) => boolean }[],
): readonly Trial[] {
  return names.map((name) => {
    const colon = name.lastIndexOf(":");
    const [repository, tag] = colon < 0 ? [name, "latest"] : [name.slice(0, colon), name.slice(colon + 1)];
    const found = filters.find(({ matches }) => matches(repository, tag));
    return { name, ...(found ? { filter: found.filter } : {}) };
  });
}
