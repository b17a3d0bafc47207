import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { makeProject } from "./project";

const project = makeProject("adoption", readFileSync(join(__dirname, "adoption-program.js"), "utf8"));
afterAll(() => project.remove());

describe.each(["true", "false"])("a raw registry whose children have it as their parent: %s (F4, F32)", (PARENTED) => {
  const run = (command: string, STEP: string) =>
    project.run(`${command} --stack parented-${PARENTED} --non-interactive --color never`, { STEP, PARENTED });
  const steps = (text: string) => [
    ...new Set(text.match(/^ (?:\+-|\+\+|--|\+|-|~) +\S+ \S+/gm)?.map((line) => line.trim())),
  ];

  it("changes its class, and nothing but the component is new", { timeout: 120_000 }, async () => {
    const made = await run("up --skip-preview", "raw");
    expect(made.code, made.text).toBe(0);
    const { code, text } = await run("preview", "class");
    expect(code, text).toBe(0);
    expect(steps(text)).toEqual(["+  pulumi-acr:index:Registry images"]);
    expect(text).toMatch(/\+ 1 to create\n +\d+ unchanged\n/);
  });

  it("moves its children into the maps in the same step, without touching one", { timeout: 120_000 }, async () => {
    const { code, text } = await run("preview", "maps");
    expect(code, text).toBe(0);
    expect(steps(text)).toEqual(["+  pulumi-acr:index:Registry images"]);
    expect(text).toMatch(/\+ 1 to create\n +\d+ unchanged\n/);
  });

  it("moves them later, after it changed its class, and then stays as it is", { timeout: 120_000 }, async () => {
    expect((await run("up --skip-preview", "class")).code).toBe(0);
    const { code, text } = await run("up --skip-preview", "maps");
    expect(code, text).toBe(0);
    expect(steps(text).filter((step) => !step.includes("pulumi-acr:index:Registry"))).toEqual([]);
    expect(text).toMatch(/~ 1 updated\n +\d+ unchanged\n/);
    expect((await run("preview", "maps")).text).toMatch(/Resources:\n +\d+ unchanged\n/);
  });
});

it("imports a registry and a replica that are there already, and makes no other (F4)", {
  timeout: 120_000,
}, async () => {
  const importing = makeProject(
    "importing",
    `
const raw = require("@pulumi/azure-native/containerregistry");
const { ResourceGroup } = require("@pulumi/azure-native/resources");
const acr = require("pulumi-acr");
const where = { location: "westeurope", resourceGroupName: "images", registryName: "contosoimages" };
if (process.env.STEP === "elsewhere") {
  const group = new ResourceGroup("images", { resourceGroupName: "images", location: "westeurope" });
  const of = { resourceGroupName: group.name, registryName: "contosoimages" };
  const registry = new raw.Registry("images", { ...where, ...of, sku: { name: "Premium" }, tags: { team: "web" } });
  new raw.Replication("north", { ...of, location: "northeurope" }, { dependsOn: registry });
} else {
  const id =
    "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/images/providers/Microsoft.ContainerRegistry/registries/contosoimages";
  const { STEP, NAME = "contosoimages" } = process.env;
  const importing = (id) => (STEP === "imports" ? { import: id } : {});
  new acr.Registry(
    "team",
    {
      ...where,
      registryName: NAME,
      sku: "Premium",
      tags: { team: "web" },
      replications: { northeurope: { opts: importing(id + "/replications/north") } },
    },
    importing(id),
  );
}
`,
  );
  try {
    const run = (command: string, STEP: string, env = {}) =>
      importing.run(
        `${command} --stack ${STEP === "elsewhere" ? "elsewhere" : "ours"} --non-interactive --color never`,
        {
          STEP,
          ...env,
        },
      );
    expect((await run("up --skip-preview", "elsewhere")).code).toBe(0);
    const wrong = await run("preview", "imports", { NAME: "othername" });
    expect(wrong.code).not.toBe(0);
    const { code, text } = await run("up --skip-preview", "imports");
    expect(code, text).toBe(0);
    expect(text).toMatch(/= +azure-native:containerregistry:Registry team imported/);
    expect(text).toMatch(/= +azure-native:containerregistry:Replication team-northeurope imported/);
    // The provider reads the service's defaults as inputs; the update takes them out again and sends nothing new.
    expect(text).toMatch(/Resources:\n +\+ 2 created\n +~ 2 updated\n +(= )?2 imported\n/);
    // The option may go or stay.
    for (const step of ["imports", "ours"]) {
      expect((await run("preview", step)).text).toMatch(/Resources:\n +\d+ unchanged\n/);
    }
  } finally {
    importing.remove();
  }
});
