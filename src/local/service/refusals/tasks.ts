import { normaliseRegion } from "../../../model/regions";
import { at, isObject, listAt, textAt } from "../../json";
import { type Check, refuse } from "../refusal";

/** LOC-01: in another region the service does not find the registry. */
const region: Check = ({ inputs, registry }) =>
  registry && normaliseRegion(textAt(inputs, "location")) !== normaliseRegion(textAt(registry.inputs, "location"))
    ? refuse(
        "RegistryResourceNotFound",
        `The registry '${textAt(registry.inputs, "registryName")}' was not found in the region '${textAt(inputs, "location")}'.`,
        404,
      )
    : undefined;

/** TASK-09, TASK-10. */
const parts: Check = ({ inputs }) => {
  if (inputs.isSystemTask === true) {
    const given = ["platform", "step", "trigger"].find((name) => inputs[name] !== undefined);
    return given === undefined
      ? undefined
      : refuse("InvalidSystemTask", `A system task cannot have the property '${given}'.`);
  }
  const missing = ["platform", "step"].find((name) => !isObject(inputs[name]));
  return missing === undefined
    ? undefined
    : refuse("InvalidTask", `A task that is no system task must have the property '${missing}'.`);
};

/** TASK-02. */
const cpu: Check = ({ inputs }) => {
  const given = at(inputs, "agentConfiguration.cpu");
  return typeof given === "number" && given !== 2 && textAt(inputs, "agentPoolName") === ""
    ? refuse(
        "InvalidInputValue",
        `The value '${given}' of agentConfiguration.cpu is invalid: supported values are (2).`,
      )
    : undefined;
};

/** TASK-05, TASK-08. */
const step: Check = ({ inputs }) => {
  if (!isObject(inputs.step)) return undefined;
  const type = textAt(inputs, "step.type");
  if (!["Docker", "FileTask", "EncodedTask"].includes(type)) {
    return refuse("InvalidTaskStep", `The step type '${type}' is not one of Docker, FileTask, EncodedTask.`);
  }
  const content = textAt(inputs, "step.encodedTaskContent");
  return type === "EncodedTask" && !/^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(content)
    ? refuse("InvalidEncodedTaskContent", "The encoded task content must be base64.")
    : undefined;
};

/** TASK-15, TASK-16. */
const timers: Check = ({ inputs }) => {
  const triggers = listAt(inputs, "trigger.timerTriggers");
  const wrong = triggers.find((trigger) => textAt(trigger, "schedule").trim().split(/\s+/).length !== 5);
  if (wrong !== undefined) {
    return refuse("InvalidCronExpression", `The schedule '${textAt(wrong, "schedule")}' must have five fields.`);
  }
  const names = triggers.map((trigger) => textAt(trigger, "name"));
  return new Set(names).size < names.length
    ? refuse("InvalidTrigger", "The names of a task's timer triggers must be distinct.")
    : undefined;
};

/** What the service refuses of a task. */
export const taskChecks: readonly Check[] = [region, parts, cpu, step, timers];
