// A pack without a policy: what starting any pack costs.
const { PolicyPack } = require("@pulumi/policy");

new PolicyPack("empty", { policies: [] });
