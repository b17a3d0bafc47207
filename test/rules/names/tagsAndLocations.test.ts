import { describe, expect, it } from "vitest";
import { UNKNOWN } from "../../../src/model";
import { check } from "../../../src/rules/check";
import { tagRules } from "../../../src/rules/names/tagsAndLocations";

/** What the rules on tags and locations say of a model: severity, rule and place. */
function verdicts(model: object, previous?: object): string[] {
  return check({ sku: { name: "Premium" }, ...model }, { rules: tagRules, previous }).map(
    ({ rule, severity, path }) => `${severity} ${rule} ${path.join(".")}`,
  );
}

describe("a location that is empty", () => {
  it.each([
    ["of a registry", { location: "" }, "location"],
    ["of blanks", { location: "  " }, "location"],
    ["of a replication", { replications: { a: { location: "" } } }, "replications.a.location"],
    ["of a webhook", { location: "westus", webhooks: { a: { location: "" } } }, "webhooks.a.location"],
    ["of a task", { location: "westus", tasks: { a: { location: "" } } }, "tasks.a.location"],
    ["of an agent pool", { location: "westus", agentPools: { a: { location: "" } } }, "agentPools.a.location"],
  ])("%s is refused", (_what, model, path) => expect(verdicts(model)).toEqual([`error TAG-01 ${path}`]));

  it("is none when it is absent: Pulumi fills it in", () => {
    expect(verdicts({ replications: { a: {} }, webhooks: { a: {} }, tasks: { a: {} }, agentPools: { a: {} } })).toEqual(
      [],
    );
  });
  it("of one replication is seen beside unknown ones", () => {
    expect(
      verdicts({ location: UNKNOWN, replications: { a: UNKNOWN, b: { location: UNKNOWN }, c: { location: "" } } }),
    ).toEqual(["error TAG-01 replications.c.location"]);
  });
});

describe("tags on a part of a registry", () => {
  it.each([
    "scopeMaps",
    "tokens",
    "taskRuns",
    "cacheRules",
    "credentialSets",
    "connectedRegistries",
    "exportPipelines",
    "importPipelines",
    "pipelineRuns",
  ])("%s are refused", (kind) => {
    expect(
      verdicts({ [kind]: { a: { tags: { team: "images" } }, b: { tags: {} }, c: {}, d: { tags: UNKNOWN } } }),
    ).toEqual([`error TAG-02 ${kind}.a.tags`]);
  });
  it.each(["replications", "webhooks", "tasks", "agentPools"])("%s are taken", (kind) => {
    expect(verdicts({ [kind]: { a: { tags: { team: "images" } } } })).toEqual([]);
  });
});

describe("the limits of tags", () => {
  const numbered = (amount: number) =>
    Object.fromEntries(Array.from({ length: amount }, (_, index) => [`tag${index}`, "x"]));
  it.each<[string, Record<string, string>, string[]]>([
    ["50 tags", numbered(50), []],
    ["51 tags", numbered(51), [""]],
    ["a name of 512 characters", { ["n".repeat(512)]: "x" }, []],
    ["a name of 513 characters", { ["n".repeat(513)]: "x" }, [`.${"n".repeat(513)}`]],
    ["a value of 256 characters", { team: "v".repeat(256) }, []],
    ["a value of 257 characters", { team: "v".repeat(257) }, [".team"]],
    ["an unknown value beside a long one", { a: UNKNOWN, b: "v".repeat(257) }, [".b"]],
    ["two names that differ in case", { Team: "a", team: "b" }, [".team"]],
    ["any other character in a name", { "cost-center:é (x)": "42" }, []],
    ["no tags", {}, []],
  ])("%s", (_what, tags, at) => {
    expect(verdicts({ tags })).toEqual(at.map((path) => `error TAG-03 tags${path}`));
    expect(verdicts({ webhooks: { push: { tags } } })).toEqual(
      at.map((path) => `error TAG-03 webhooks.push.tags${path}`),
    );
  });
  it.each(["<", ">", "%", "&", "\\", "?", "/"])("a name with %s is refused", (character) => {
    expect(verdicts({ tags: { [`cost${character}center`]: "42" } })).toEqual([
      `error TAG-03 tags.cost${character}center`,
    ]);
  });
  it("never shows a long value", () => {
    const text = JSON.stringify(
      check({ sku: { name: "Basic" }, tags: { team: "v".repeat(257) } }, { rules: tagRules }),
    );
    expect(text).not.toContain("vvv");
    expect(text).toContain("257 characters");
  });
});

describe("locations", () => {
  it.each<[string, object, string[]]>([
    ["a task in the home region", { location: "westeurope", tasks: { a: { location: "West Europe" } } }, []],
    [
      "a task elsewhere",
      { location: "westeurope", tasks: { a: { location: "eastus" } } },
      ["error LOC-01 tasks.a.location"],
    ],
    ["a task elsewhere, home unknown", { location: UNKNOWN, tasks: { a: { location: "eastus" } } }, []],
    ["a task elsewhere, home not given", { tasks: { a: { location: "eastus" } } }, []],
    ["a task without a location", { location: "westeurope", tasks: { a: {} } }, []],
    [
      "an unknown task beside one elsewhere",
      { location: "westeurope", tasks: { a: { location: UNKNOWN }, b: { location: "eastus" } } },
      ["error LOC-01 tasks.b.location"],
    ],
    [
      "an agent pool elsewhere",
      { location: "westeurope", agentPools: { a: { location: "eastus" } } },
      ["warning LOC-01b agentPools.a.location"],
    ],
    ["an agent pool at home", { location: "westeurope", agentPools: { a: { location: "West Europe" } } }, []],
    ["an agent pool elsewhere, home not given", { agentPools: { a: { location: "eastus" } } }, []],
    ["a webhook at home", { location: "westeurope", webhooks: { a: { location: "westeurope" } } }, []],
    [
      "a webhook elsewhere",
      { location: "westeurope", webhooks: { a: { location: "eastus" } } },
      ["error LOC-02 webhooks.a.location"],
    ],
    [
      "a webhook beside a replica",
      {
        location: "westeurope",
        replications: { us: { location: "East US" } },
        webhooks: { a: { location: "eastus" } },
      },
      [],
    ],
    [
      "a webhook where no replica is",
      { location: "westeurope", replications: { us: { location: "westus" } }, webhooks: { a: { location: "eastus" } } },
      ["error LOC-02 webhooks.a.location"],
    ],
    [
      "a webhook that may be beside an unknown replica",
      { location: "westeurope", replications: { us: { location: UNKNOWN } }, webhooks: { a: { location: "eastus" } } },
      [],
    ],
    [
      "a webhook of a registry made elsewhere",
      { elsewhere: true, location: "westeurope", webhooks: { a: { location: "eastus" } } },
      [],
    ],
    ["a webhook, home not given", { webhooks: { a: { location: "eastus" } } }, []],
    ["a webhook without a location", { location: "westeurope", webhooks: { a: {} } }, []],
  ])("%s", (_what, model, expected) => expect(verdicts(model)).toEqual(expected));

  it.each<[string, object, object, string[]]>([
    ["another home", { location: "westeurope" }, { location: "northeurope" }, ["error LOC-03 location"]],
    ["the same home in other words", { location: "westeurope" }, { location: "West Europe" }, []],
    ["a home that is not given any more", { location: "westeurope" }, {}, []],
    ["a home that was not given (F1)", {}, { location: "westeurope" }, ["warning LOC-03 location"]],
    ["a registry made elsewhere", { elsewhere: true }, { location: "westeurope" }, []],
    ["an unknown home", { location: "westeurope" }, { location: UNKNOWN }, []],
  ])("%s over time", (_what, before, after, expected) => expect(verdicts(after, before)).toEqual(expected));

  it("tell which regions a webhook may be in", () => {
    const [finding] = check(
      { location: "westeurope", replications: { us: { location: "westus" } }, webhooks: { a: { location: "eastus" } } },
      { rules: tagRules },
    );
    expect(finding?.allowed).toBe('"westeurope", "westus"');
  });
});
