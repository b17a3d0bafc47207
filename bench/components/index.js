// What bench/components.mjs runs: as many registries as it says, made in the way that it says.
const { meter } = require("./meter.js");

const { ACR_BENCH_WAY: way = "component", REGISTRIES = "50" } = process.env;
const { registry } = require(`./${way}.js`);

meter();
for (let index = 0; index < Number(REGISTRIES); index++) registry(`registry${index}`, index);
