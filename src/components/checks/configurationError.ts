import * as pulumi from "@pulumi/pulumi";
import { describe, type Finding } from "../../rules";

/** How a component's users spell a place of the model. */
export type Spelling = (path: Finding["path"]) => string;

/**
 * Everything that is wrong with a configuration, as one error. In a program Pulumi prints its message on the resource
 * and stops; in a component provider each finding arrives as an input-property error.
 */
export class ConfigurationError extends pulumi.ResourceError {
  /** Each thing that is wrong, with the path of its property. */
  readonly errors: readonly { readonly propertyPath: string; readonly reason: string }[];
  /** The findings of the rule book behind the message. */
  readonly findings: readonly Finding[];
  /** The SDK knows its own input-property errors by this mark: component providers then report each property. */
  readonly __pulumiInputPropertiesError = true;

  constructor(subject: string, findings: readonly Finding[], spelling: Spelling, resource?: pulumi.Resource) {
    const text = describe(subject, findings, { pathOf: spelling });
    super(text, resource, true);
    // The SDK writes "error serializing property" before the message of an error that passes through an output.
    Object.defineProperty(this, "message", { get: () => text, set: () => undefined });
    this.name = "ConfigurationError";
    this.findings = findings;
    this.errors = findings.map((finding) => ({
      propertyPath: spelling(finding.path),
      reason: `${finding.rule}: ${finding.message} ${finding.fix}`,
    }));
    // Node 20 and 22 need up to 40 s to print a stack that has lines of the SDK in it (nodejs/node, util.inspect). Where outputs
    // turned out to be wrong, no line of the program is left in it, and Pulumi prints it: then the text alone says it all.
    this.stack = resource
      ? text
      : this.stack
          ?.split("\n")
          .filter((line) => !line.includes("node_modules") && !line.includes("(node:internal"))
          .join("\n");
  }
}
