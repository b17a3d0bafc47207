import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openFaults, parseFault, parseFaults, readFaults, writeFaults } from "../../../src/local/service/faults";

const id = "/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerRegistry/registries/r/replications/westus";

describe("a fault", () => {
  it("names operation, type, failure, times and name", () => {
    expect(parseFault(["create", "containerregistry:Replication", "429", "2", "west*"])).toEqual({
      operation: "create",
      type: "containerregistry:Replication",
      failure: "429",
      times: 2,
      name: "west*",
    });
  });

  it.each([
    [["make", "*", "429"], '"make" is not an operation'],
    [["create"], "Name the type"],
    [["create", "containerregistry:Registri", "409"], "Do you mean containerregistry:Registry?"],
    [["create", "Registri", "409"], "Do you mean containerregistry:Registry?"],
    [["create", "*Replicaton", "409"], "Do you mean containerregistry:Replication?"],
    [["create", "Zzz", "409"], "write it as containerregistry:Replication"],
    [["create", "*", "418"], '"418" is not a failure'],
    [["delete", "*", "half-done"], "Only a create"],
    [["create", "*", "429", "0"], "a whole number from 1"],
  ])("%j is explained", (words, text) => {
    expect(parseFault(words)).toContain(text);
  });

  it.each(["*", "*Replication", "containerregistry:*", "CONTAINERREGISTRY:registry", "quantum:JobScheduler"])(
    "F36: of the type %s is one",
    (type) => expect(parseFault(["create", type, "409"])).toMatchObject({ type }),
  );

  it("of a variable is one of several", () => {
    expect(parseFaults("create *Replication 429; delete * 500 3")).toMatchObject([
      { operation: "create", type: "*Replication", times: 1 },
      { operation: "delete", type: "*", times: 3 },
    ]);
    expect(() => parseFaults("create * 418")).toThrow("ACR_LOCAL_FAULTS");
  });

  it("happens as often as it says, to what it names, and is gone from the folder then", () => {
    const folder = mkdtempSync(join(tmpdir(), "acr-faults-"));
    writeFaults(folder, [{ operation: "create", type: "*Replication", failure: "409", times: 2, name: "west*" }]);
    const take = openFaults(folder);
    expect(take("create", "containerregistry:Webhook", id)).toBeUndefined();
    expect(take("delete", "containerregistry:Replication", id)).toBeUndefined();
    expect(take("create", "containerregistry:Replication", id.replace("westus", "eastus"))).toBeUndefined();
    expect(take("create", "containerregistry:Replication", id)).toBe("409");
    expect(take("create", "containerregistry:Replication", id)).toBe("409");
    expect(take("create", "containerregistry:Replication", id)).toBeUndefined();
    expect(readFaults(folder)).toEqual([]);
  });

  it("of one run leaves the folder alone", () => {
    const folder = mkdtempSync(join(tmpdir(), "acr-faults-"));
    const take = openFaults(folder, parseFaults("* * timeout"));
    expect(take("update", "network:Subnet", "/x")).toBe("timeout");
    expect(take("update", "network:Subnet", "/x")).toBeUndefined();
  });
});
