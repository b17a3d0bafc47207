// An empty Pulumi program: it loads the SDK, as each does, and makes nothing.
require("@pulumi/pulumi");
