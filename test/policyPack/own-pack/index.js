// A team's own pack, as the guide shows it: some of our policies, one of theirs.
const { PolicyPack } = require("@pulumi/policy");
const { acrPolicies } = require("../../../dist/policyPack");

new PolicyPack("team", {
  policies: [
    ...acrPolicies({
      only: ["acr-admin-user-disabled", "R10", "acr-private-endpoint", "G31", "acr-sku-minimum"],
      config: {
        "acr-review": {
          profile: "private",
          waivers: [{ resource: "legacy", rule: "R01", reason: "moves soon", expires: "2999-01-01" }],
        },
      },
    }),
    {
      name: "team-own",
      description: "Our own.",
      enforcementLevel: "advisory",
      validateResource: (args, report) => {
        if (args.name === "odd") report("Odd.");
      },
    },
  ],
});
