import { unknownWords } from "../../types/modelCheck";
import { type Check, type Refusal, refuse, type Write } from "../refusal";
import { childChecks } from "./children";
import { neighbourChecks } from "./neighbours";
import { registryChecks } from "./registry";

export { deletionRefusal } from "./deletions";

const checks: Readonly<Record<string, readonly Check[]>> = {
  "containerregistry:Registry": registryChecks,
  ...childChecks,
  ...neighbourChecks,
};

/** The value lists are open in the models, so that the service is the one that refuses. */
const words: Check = ({ type, inputs }) => {
  const [unknown] = unknownWords(type, inputs);
  return (
    unknown &&
    refuse(
      "InvalidParameterValue",
      `The value '${unknown.value}' of the property '${unknown.path}' is invalid. Supported values: ${unknown.allowed.join(", ")}.`,
    )
  );
};

/** The refusal of a write, if the service refuses it. */
export function refusalOf(write: Write): Refusal | undefined {
  for (const check of [words, ...(checks[write.type] ?? [])]) {
    const refusal = check(write);
    if (refusal) return refusal;
  }
  return undefined;
}
