import * as pulumi from "@pulumi/pulumi";

/** An error that Pulumi shows by its text alone. */
export function refusal(text: string): pulumi.RunError {
  const error = new pulumi.RunError(text);
  // Node 20 and 22 need up to 40 s to print a stack that has lines of the SDK in it (nodejs/node, util.inspect).
  error.stack = undefined;
  return error;
}
