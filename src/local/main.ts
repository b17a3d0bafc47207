#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { readArguments } from "./command/arguments";
import { declareExisting } from "./command/exists";
import { newProject } from "./command/newProject";
import { findProject } from "./command/project";
import { makeFolder, runPulumi } from "./command/run";
import { isObject, type Properties, textAt } from "./json";
import { parseFault, readFaults, writeFaults } from "./service/faults";
import { openStore, resetStore } from "./service/store";

const help = `acr-local: runs a pulumi command against a local Azure

Usage
  acr-local <pulumi command and flags>   for instance: acr-local up, acr-local preview --policy-pack DIR
  acr-local new                          makes the smallest project in this folder, without asking and without the internet;
                                         a template is passed to pulumi: acr-local new azure-typescript
  acr-local reset                        forgets the local Azure and the stacks of this project
  acr-local resources                    lists what is in the local Azure
  acr-local exists ID [--outputs JSON]   declares a resource that exists outside of the local Azure, with what it shows;
                                         --forget takes it back
  acr-local fault OPERATION TYPE FAILURE [TIMES] [NAME]
                                         makes an operation fail: create, read, update, delete or *; a type such as
                                         containerregistry:Replication; 409, 429, 500, timeout or half-done
  acr-local faults [clear]               lists the failures to come, or forgets them

The program and its files stay as they are. State is in the folder .acr-local beside Pulumi.yaml, or where ACR_LOCAL_STATE
says. The stack is "dev" unless --stack, PULUMI_STACK or "acr-local stack select" names another. No Azure account and no
Pulumi account is needed. Nobody is asked before an update when there is no terminal.

ACR_LOCAL_FAULTS="create *Replication 429; delete * 500" makes operations of one run fail.`;

async function main(args: readonly string[]): Promise<number> {
  const [first = ""] = args;
  if (["", "--help", "-h", "help"].includes(first)) {
    process.stdout.write(`${help}\n`);
    return first === "" ? 2 : 0;
  }
  if (first === "--version") {
    process.stdout.write(`${textAt(ownPackage(), "version")}\n`);
    return 0;
  }
  const line = readArguments(args);
  const project = findProject(resolve(line.directory ?? "."));
  const state = resolve(process.env.ACR_LOCAL_STATE ?? join(project?.directory ?? ".", ".acr-local"));
  switch (first) {
    case "reset":
      resetStore(state);
      process.stdout.write(`Forgot ${state}\n`);
      return 0;
    case "resources":
      for (const { type, id, elsewhere } of openStore(state).all()) {
        process.stdout.write(`${type}  ${id}${elsewhere ? "  (exists elsewhere)" : ""}\n`);
      }
      return 0;
    case "new":
      // A template is the CLI's business, and so is what is asked for with its flags.
      if (args.length > 1 && (line.words[1] !== undefined || line.directory === undefined)) break;
      return makeProject(resolve(line.directory ?? "."));
    case "exists":
      makeFolder(state);
      declareExisting(state, args.slice(1));
      return 0;
    case "fault":
      return addFault(state, args.slice(1));
    case "faults":
      if (args[1] === "clear") writeFaults(state, []);
      for (const fault of readFaults(state)) process.stdout.write(`${JSON.stringify(fault)}\n`);
      return 0;
  }
  return runPulumi(args, line, state, project);
}

/** The package.json of this package. */
function ownPackage(): Properties {
  const parsed: unknown = JSON.parse(readFileSync(join(__dirname, "../../package.json"), "utf8"));
  return isObject(parsed) ? parsed : {};
}

/** Makes the smallest project; nothing is asked, and nothing is fetched. */
function makeProject(folder: string): number {
  const made = newProject(folder, ownPackage());
  const install = made.includes("package.json") ? "npm install, then " : "";
  process.stdout.write(`Made ${made.join(", ")} in ${folder}.\nNext: ${install}npx acr-local up\n`);
  return 0;
}

function addFault(state: string, words: readonly string[]): number {
  const fault = parseFault(words);
  if (typeof fault === "string") {
    process.stderr.write(`acr-local fault: ${fault}\n`);
    return 2;
  }
  makeFolder(state);
  writeFaults(state, [...readFaults(state), fault]);
  return 0;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`acr-local: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
