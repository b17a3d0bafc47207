import { describe, expect, it } from "vitest";
import { prepareStack, violationsIn } from "../../src/policyPack/violations";
import { readReviewConfig } from "../../src/review/reviewConfig";
import { reviewPlan } from "../../src/review/reviewPlan";

const type = "azure-native:containerregistry:Registry";
const urn = `urn:pulumi:dev::shop::${type}::images`;

it("a rule that fails by a mistake of its own is told of, stops nothing and hides no other", () => {
  const plan = reviewPlan(readReviewConfig(undefined).config);
  const rules = plan.rules.map((rule) =>
    rule.id === "R02" && rule.on === "registry"
      ? {
          ...rule,
          check: () => {
            throw new TypeError("a mistake");
          },
        }
      : rule,
  );
  const props = { registryName: "contoso", sku: { name: "Standard" }, adminUserEnabled: true };
  const found = violationsIn(prepareStack([{ type, name: "images", urn, props }]), { ...plan, rules }, new Date());
  expect(found).toContainEqual(expect.objectContaining({ policy: "acr-admin-user-disabled", level: "mandatory", urn }));
  expect(found.filter(({ policy }) => policy === "acr-anonymous-pull-disabled")).toMatchObject([
    {
      level: "advisory",
      urn,
      message: "The rule R02 could not judge this configuration, by a mistake of its own.",
    },
  ]);
});

describe("F13: a warning that a component of this library has shown", () => {
  const props = {
    registryName: "contosoimages",
    location: "westeurope",
    sku: { name: "Premium" },
    adminUserEnabled: true,
  };
  const closed = { ...props, publicNetworkAccess: "Disabled" };
  const component = "pulumi-acr:index:Registry";
  const registry = (chain: string, name: string) => ({
    type,
    name,
    urn: `urn:pulumi:dev::shop::${chain}${type}::${name}`,
    props: closed,
  });
  const policiesOf = (resources: readonly ReturnType<typeof registry>[], config?: object) =>
    violationsIn(prepareStack(resources), reviewPlan(readReviewConfig(config).config), new Date()).map(
      ({ policy, urn: at }) => [policy, at.split("::").pop()],
    );

  const unreachable = "acr-closed-registry-needs-private-endpoint";

  it("is not shown again by the pack, and everything else is", () => {
    const found = policiesOf([registry(`${component}$`, "ours"), registry("", "raw")]);
    expect(found).not.toContainEqual([unreachable, "ours"]);
    expect(found).toContainEqual([unreachable, "raw"]);
    for (const name of ["ours", "raw"]) expect(found).toContainEqual(["acr-admin-user-disabled", name]);
  });

  it("is shown when the configuration gives the policy a level", () => {
    const ours = [registry(`${component}$`, "ours")];
    for (const level of ["advisory", "mandatory"]) {
      expect(policiesOf(ours, { [unreachable]: level })).toContainEqual([unreachable, "ours"]);
    }
  });
});
