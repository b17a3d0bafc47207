import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Ended, startAcrLocal } from "./acrLocal";

const root = join(__dirname, "../..");

/** A Pulumi project of its own folder, with the packages of this repository. */
export interface TestProject {
  readonly name: string;
  readonly directory: string;
  readonly run: (line: string, env?: NodeJS.ProcessEnv) => Promise<Ended & { readonly text: string }>;
  readonly remove: () => void;
}

/** Makes a project of a JavaScript program, which requires this package as `pulumi-acr`. */
export function makeProject(name: string, program: string): TestProject {
  const directory = mkdtempSync(join(tmpdir(), `acr-${name}-`));
  writeFileSync(join(directory, "Pulumi.yaml"), `name: ${name}\nruntime: nodejs\n`);
  writeFileSync(join(directory, "package.json"), JSON.stringify({ name, main: "index.js" }));
  writeFileSync(join(directory, "index.js"), program.replaceAll('"pulumi-acr"', JSON.stringify(root)));
  symlinkSync(join(root, "node_modules"), join(directory, "node_modules"));
  return {
    name,
    directory,
    run: async (line, env = {}) => {
      const ended = await startAcrLocal(directory, line.split(" "), { env }).ended;
      return { ...ended, text: `${ended.stdout}${ended.stderr}` };
    },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}
