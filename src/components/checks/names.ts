import { deferred, kindOf } from "../../rules/shapeFindings";
import { isDeferred } from "../inputs";
import { refusal } from "../refusal";

/** Refuses a resource's name that is no name: JavaScript may pass anything, and the SDK fails on it late and at length. */
export function requireName(component: string, name: unknown): void {
  if (typeof name === "string" && name !== "") return;
  const given = name === "" ? "an empty text" : isDeferred(name) ? deferred : kindOf(name);
  throw refusal(
    `The name of an acr.${component} must be text, known as soon as the program runs, not ${given}: new acr.${component}("images", { … }).`,
  );
}
