// The arrows between the rooms of src: who may import whom. `npm run lint` runs it.

/** A room may import the rooms of this list, itself apart, and nothing else of src. */
const arrows = {
  model: [],
  tasks: ["model"],
  rules: ["model", "tasks"],
  readers: ["model"],
  review: ["model", "readers", "rules"],
  azure: ["model"],
  components: ["model", "readers", "rules", "tasks", "azure"],
  // What the commands share: their input, output and usage.
  terminal: [],
  policyPack: ["model", "readers", "rules", "review"],
  reviewCommand: ["model", "readers", "rules", "review", "terminal"],
  taskCommand: ["model", "readers", "rules", "tasks", "terminal"],
  // It has to be able to contradict the rules.
  local: ["model"],
};

const outOfRoom = Object.entries(arrows).map(([room, allowed]) => ({
  name: `${room}-imports`,
  comment: `src/${room} imports ${allowed.length ? allowed.map((other) => `src/${other}`).join(", ") : "no other room"}.`,
  severity: "error",
  from: { path: `^src/${room}/` },
  to: { path: "^src/", pathNot: `^src/(${[room, ...allowed].join("|")})/` },
}));

module.exports = {
  forbidden: [
    ...outOfRoom,
    {
      name: "no-circle",
      comment: "No file imports itself by way of others.",
      severity: "error",
      from: { path: "^src/" },
      to: { circular: true },
    },
    {
      name: "plain-rooms-know-no-pulumi",
      comment: "Model, tasks, rules, readers and review are plain functions over plain data.",
      severity: "error",
      from: { path: "^src/(model|tasks|rules|readers|review)/" },
      to: { path: "@pulumi/" },
    },
    {
      name: "known-room",
      comment: "A new room has a line in the table of arrows.",
      severity: "error",
      from: { path: "^src/", pathNot: `^src/(index\\.ts$|(${Object.keys(arrows).join("|")})/)` },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    exclude: { path: "^(dist|test|scripts|bench|examples)/" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["require", "node", "types"] },
  },
};
