import { findCli, placesOf } from "../../src/local/pulumiCli/find";

/** Runs once before the tests that need the Pulumi CLI: on a new machine it is downloaded or built first, which takes minutes. */
export default async function obtainCli(): Promise<void> {
  await findCli(placesOf(process.env), (text) => console.log(text));
}
