// The floor: the SDK and the classes of both other ways are loaded, and nothing is made.
require("./raw.js");

exports.registry = () => undefined;
