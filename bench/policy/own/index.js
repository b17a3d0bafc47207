// All policies in a pack of one's own: `@pulumi/policy` asks each of them by itself.
const { PolicyPack } = require("@pulumi/policy");
const { acrPolicies } = require("../../../dist/policyPack");

new PolicyPack("own", { policies: acrPolicies() });
