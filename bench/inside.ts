// What bench/check.mjs measures: the public check, and the two parts of it that no entry exports.
export { normalise } from "../src/model/normalise";
export { rules } from "../src/rules/book";
export { check } from "../src/rules/check";
