import { isObject, type Properties } from "../json";
import { declareResource, forgetResource } from "../service/declare";
import { openStore } from "../service/store";

/** `acr-local exists ID [--outputs JSON | --forget]`: declares what exists outside of the local Azure, or takes it back. */
export function declareExisting(state: string, words: readonly string[]): void {
  const [id, flag, json, ...more] = words.flatMap((word) =>
    word.startsWith("--outputs=") ? word.split(/=(.*)/s, 2) : word,
  );
  const wrong = more.length > 0 || (flag === "--outputs" ? json === undefined : json !== undefined);
  if (id === undefined || wrong || !["--outputs", "--forget", undefined].includes(flag)) {
    throw new Error(
      "exists takes the id of a resource, and what it shows: acr-local exists ID [--outputs JSON | --forget].",
    );
  }
  const store = openStore(state);
  if (flag === "--forget") forgetResource(store, id);
  else declareResource(store, id, json === undefined ? {} : readOutputs(json));
  store.flush();
}

function readOutputs(json: string): Properties {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw new Error(`--outputs is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!isObject(value)) throw new Error('--outputs is not a JSON object: write --outputs \'{ "name": "value" }\'.');
  return value;
}
