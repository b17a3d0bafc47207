import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { makeProject } from "./project";

// real-files.md section 6: programs in the manner of public ones, by the types and the look-ups that those use. Each comes
// up, changes nothing the second time, has nothing to change in a preview, and goes away.

const pushed = /^ {4}warning: The image \S+ was neither built nor pushed/;
const unknownType = /^ {4}warning: The local Azure does not know azure-native:logic:Workflow/;
const unknownFunction =
  /^ {4}warning: The local Azure does not have the function azure-native:logic:listWorkflowCallbackUrl/;

it.each<[string, RegExp[], Record<string, RegExp>]>([
  ["aks-postgres", [], { clusterName: /^cluster[0-9a-f]{8}$/, nodeGroup: /^MC_platform[0-9a-f]{8}_cluster/ }],
  ["aks-servicebus", [], { host: /^messages-[0-9a-f]{8}\.hcp\.northeurope\.azmk8s\.io$/ }],
  [
    "container-app",
    [pushed],
    { url: /^https:\/\/web[0-9a-f]{8}\.local-[0-9a-f]{8}\.westus2\.azurecontainerapps\.io$/ },
  ],
  ["container-app-identity", [], { fqdn: /^worker[0-9a-f]{8}\.internal\./ }],
  ["app-service", [pushed], { url: /^https:\/\/shop[0-9a-f]{8}\.azurewebsites\.net$/ }],
  ["container-instances", [pushed], { url: /^http:\/\/web-[a-z0-9]{8}\.eastus\.azurecontainer\.io:80$/ }],
  ["shared-registry", [], { server: /^shared[0-9a-f]{8}\.azurecr\.io$/ }],
  ["machine-learning", [unknownType, unknownFunction], { flow: /^Microsoft\.Logic\/workflows$/ }],
])("%s: up, up, preview, destroy", { timeout: 180_000 }, async (name, warnings, outputs) => {
  const project = makeProject(name, readFileSync(join(__dirname, "programs", `${name}.js`), "utf8"));
  try {
    // An update previews first: twice with a program, and the second time both have nothing to do.
    for (const line of ["up", "up --expect-no-changes", "destroy --skip-preview"]) {
      const { code, text } = await project.run(line);
      expect([line, code, code === 0 ? "" : text]).toEqual([line, 0, ""]);
      expect(text).not.toMatch(/undefined/);
      const said = text.split("\n").filter((one) => /^ {4}(warning|error):/.test(one));
      expect(said.filter((one) => !warnings.some((warning) => warning.test(one)))).toEqual([]);
      if (line !== "up") continue;
      const shown = new Map([...text.matchAll(/^ {4}(\w+) *: "(.*)"$/gm)].map(([, key, value]) => [key, value]));
      for (const [output, pattern] of Object.entries(outputs)) expect(shown.get(output)).toMatch(pattern);
    }
    expect((await project.run("resources")).text).toBe("");
  } finally {
    project.remove();
  }
});
