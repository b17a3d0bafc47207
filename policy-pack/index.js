// The ready pack: `pulumi preview --policy-pack node_modules/pulumi-acr/policy-pack`.
const { servePack } = require("../dist/policyPack");
const { version } = require("../package.json");

servePack({ version });
