import { expect, it } from "vitest";
import { judge, prepareStack } from "../../src/policyPack/violations";
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
  const found = judge(prepareStack([{ type, name: "images", urn, props }]), { ...plan, rules }, new Date());
  expect(found).toContainEqual(expect.objectContaining({ policy: "acr-admin-user-disabled", level: "mandatory", urn }));
  expect(found.filter(({ policy }) => policy === "acr-anonymous-pull-disabled")).toMatchObject([
    { level: "advisory", urn, message: "The rule R02 could not judge this configuration, by a mistake of its own." },
  ]);
});
