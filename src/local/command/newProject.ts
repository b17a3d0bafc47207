import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { isObject, type Properties } from "../json";

/** The program of a new project: the smallest registry. It is the one of the README's Quick start. */
const program = `import { ResourceGroup } from "@pulumi/azure-native/resources/index.js";
import * as acr from "pulumi-acr";

const group = new ResourceGroup("registry", { location: "westeurope" });

const registry = new acr.Registry("images", { resourceGroupName: group.name, sku: "Basic" });

export const loginServer = registry.loginServer;
export const image = registry.imageReference({ repository: "hello", tag: "v1" });
`;

const compiler = {
  compilerOptions: {
    target: "ES2022",
    module: "nodenext",
    moduleResolution: "nodenext",
    strict: true,
    skipLibCheck: true,
  },
};

/**
 * Makes the smallest project in a folder: a program, and the files that the CLI and TypeScript want beside it. Nothing that
 * is there is changed: a package.json stays as it is, any other file of the same name is an error. Gives the names of the
 * files that were made.
 */
export function newProject(folder: string, ownPackage: Properties): string[] {
  mkdirSync(folder, { recursive: true });
  const project = projectName(basename(folder));
  const files: Readonly<Record<string, string>> = {
    "Pulumi.yaml": `name: ${project}\nruntime: nodejs\nmain: index.ts\n`,
    "index.ts": program,
    "tsconfig.json": `${JSON.stringify(compiler, null, 2)}\n`,
    ...(existsSync(join(folder, "package.json"))
      ? {}
      : { "package.json": `${JSON.stringify(packageOf(project, ownPackage), null, 2)}\n` }),
  };
  const there = Object.keys(files).filter((file) => existsSync(join(folder, file)));
  if (there.length > 0) throw new Error(`new: ${there.join(", ")} is here already. Nothing was written.`);
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  return Object.keys(files);
}

/** A name that Pulumi takes: letters, digits, dots, hyphens and underscores. */
function projectName(folder: string): string {
  return folder.replace(/[^A-Za-z0-9._-]+/g, "-").replace(/^-+|-+$/g, "") || "registry";
}

function packageOf(name: string, { version, peerDependencies }: Properties): Properties {
  const peers = isObject(peerDependencies) ? peerDependencies : {};
  const needed = ["@pulumi/azure-native", "@pulumi/pulumi"].map((peer) => [peer, peers[peer]]);
  return {
    name: name.toLowerCase(),
    private: true,
    dependencies: { ...Object.fromEntries(needed), "pulumi-acr": `^${String(version)}` },
  };
}
