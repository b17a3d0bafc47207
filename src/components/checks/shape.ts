import type { IdKindName } from "../../model/ids";
import { registryProperties } from "../../model/resources";
import { type Node, type ObjectNode, object, text } from "../../model/schema";
import type { Finding } from "../../rules";
import { wrongId } from "../../rules/writing/resourceIds";

// TypeScript refuses a misspelt option; JavaScript, and an object that was made elsewhere, would lose it without a
// word. Tables of shapes, one beside each type of arguments, say which options there are; the compiler holds them to the types.

/** What may stand at a place of a component's arguments. */
export type Shape = Node | Open | Word | Judged | Items | Options | Named | Choice | TransformShape;

/** Anything: the rule book or the service looks at it. */
interface Open {
  readonly kind: "open";
}
/** One of a few words that decide what is made. */
interface Word {
  readonly kind: "word";
  readonly words: readonly string[];
}
/** A text of which the model has no place, with what looks at it. */
interface Judged {
  readonly kind: "judged";
  readonly judge: (given: string) => Verdict | undefined;
}
/** What is wrong with a text: the parts of a finding. */
export interface Verdict extends Pick<Finding, "rule" | "policy" | "severity" | "message" | "fix" | "docs"> {
  readonly allowed?: string;
}
/** A list whose items are judged. */
interface Items {
  readonly kind: "items";
  readonly of: Shape;
}
/** An object of options. They decide what is made, so the object itself is no output. */
export interface Options {
  readonly kind: "options";
  readonly of: Readonly<Record<string, Shape>>;
  readonly required: readonly string[];
}
/** An object by names of the user's choice. They name resources, so it is no output. */
interface Named {
  readonly kind: "named";
  readonly of: Shape;
}
/** One of several, by what is given. */
interface Choice {
  readonly kind: "choice";
  readonly choose: (value: unknown) => Shape;
}

/** The last word over the arguments of an azure-native resource: a partial of them, or a function. */
interface TransformShape {
  readonly kind: "transform";
  /** The arguments, where all of them are known. */
  readonly of: Readonly<Record<string, Node>> | undefined;
}

/** Whatever stands there is somebody else's to judge. */
export const open: Open = { kind: "open" };
/** A text that is looked at, an output when it resolves. */
export const judged = (judge: Judged["judge"]): Judged => ({ kind: "judged", judge });
/** The ARM id of a kind of resource. */
export const idOf = (kind: IdKindName): Judged =>
  judged((given) => {
    const wrong = wrongId(kind, given);
    return (
      wrong && {
        rule: "REF-01",
        policy: "acr-resource-id",
        severity: "error",
        message: `"${given}" ${wrong.is}.`,
        allowed: wrong.allowed,
        fix: wrong.fix,
        docs: "https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-resource#resourceid",
      }
    );
  });
/** An object by names of the user's choice. */
export const named = (of: Shape): Named => ({ kind: "named", of });
/** A `transform` of an azure-native resource with these arguments; without any, of one of which not all are known here. */
export const transformOf = (resource?: ObjectNode): TransformShape => ({
  kind: "transform",
  of: resource && {
    ...resource.fields,
    ...("identity" in resource.fields ? { identity: identityShape } : {}),
    registryName: text,
    resourceGroupName: text,
  },
});
/** The options of a type of arguments, and those of them that must be there. */
export const options = <Args>(
  of: Readonly<Record<keyof Args, Shape>>,
  ...required: (keyof Args & string)[]
): Options => ({
  kind: "options",
  of,
  required,
});

/** An identity of a registry or a task. The service fills in the last two, and azure-native takes them all the same. */
export const identityShape = object({ ...registryProperties.identity.fields, principalId: text, tenantId: text });
