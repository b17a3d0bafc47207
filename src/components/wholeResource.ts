import type * as pulumi from "@pulumi/pulumi";
import type { Path } from "../model";
import type { Finding } from "../rules";
import { wrongShape } from "../rules/shapeFindings";
import { itemOf } from "./inputs";

/**
 * A resource of the program that was given as a whole where one of its outputs belongs. Only what it is called is kept of
 * it: its properties would bring secrets into messages, and pages of text.
 */
export class WholeResource {
  constructor(
    /** Its type token. */
    readonly type: string,
    /** Its logical name. */
    readonly name: string,
  ) {}

  static of(resource: pulumi.Resource): WholeResource {
    // The SDK keeps both on every resource, under names of its own.
    return new WholeResource(textOf(itemOf(resource, "__pulumiType")), textOf(itemOf(resource, "__name")));
  }

  /** The resource behind a reference, as the engine's wire has it. */
  static ofUrn(urn: unknown): WholeResource {
    const [, , types = "", name = ""] = textOf(urn).split("::");
    return new WholeResource(types.split("$").at(-1) ?? "", name);
  }

  /** Its class, as the program imported it: `Subnet`. */
  get className(): string {
    return this.type.split(":").at(-1) ?? "";
  }

  /** What a text calls it: `"endpoints" (Subnet)`. */
  get label(): string {
    return [...(this.name ? [`"${this.name}"`] : []), ...(this.className ? [`(${this.className})`] : [])].join(" ");
  }

  /** What its variable is probably called: `subnet`. */
  get variable(): string {
    return this.className ? `${this.className[0]?.toLowerCase()}${this.className.slice(1)}` : "resource";
  }
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** The output of a resource that a property takes, by the end of the property's name. */
const outputs: readonly (readonly [property: RegExp, output: string])[] = [
  [/clientId$/i, "clientId"],
  [/principalId$/i, "principalId"],
  [/Ids?$|^ids?$|Identities$|^scope$/, "id"],
  [/keyIdentifier$/, "keyUri"],
  [/name$/i, "name"],
  [/location$/, "location"],
];

/** The output that belongs at a place: `virtualNetworkIds.hub` takes an id, as its map says. */
function outputAt(path: Path): string | undefined {
  for (const step of [...path].reverse()) {
    const found = outputs.find(([property]) => property.test(String(step)));
    if (found) return found[1];
  }
  return undefined;
}

/** A whole resource where text belongs. */
export function wholeResource(path: Path, { label, variable }: WholeResource): Finding {
  const output = outputAt(path);
  const name = path.at(-1);
  const form = `${variable}.${output ?? "id"}`;
  const written = typeof name === "string" && /^[A-Za-z_$][\w$]*$/.test(name) ? `${name}: ${form}` : form;
  return {
    ...wrongShape(
      path,
      output === undefined ? "text" : `the ${output} of a resource`,
      `the resource ${label}`,
      output === undefined ? `Write one of its outputs, for instance ${written}.` : `Write ${written}.`,
    ),
    message: `You gave the resource ${label} as a whole${output === undefined ? "" : `, and not its ${output}`}.`,
  };
}
