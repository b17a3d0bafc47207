import { readFileSync } from "node:fs";
import { profileNames } from "../review/profiles";
import { describeProblems, readReviewConfig } from "../review/reviewConfig";
import { type ReviewPlan, reviewPlan } from "../review/reviewPlan";
import { decode } from "../terminal/input";
import { WrongUsage } from "../terminal/usage";

/** What to apply and how to take it, from the options of the command line. Throws {@link WrongUsage}. */
export function planOf(profile: string | undefined, configFile: string | undefined): ReviewPlan {
  const { config, problems } = readReviewConfig(configFile === undefined ? undefined : contentOf(configFile));
  if (problems.length) throw new WrongUsage(`${configFile} has mistakes.\n${describeProblems(problems)}`);
  if (profile === undefined) return reviewPlan(config);
  const name = profileNames.find((each) => each === profile);
  if (name === undefined) throw new WrongUsage(`--profile takes ${profileNames.join(", ")}, not "${profile}".`);
  return reviewPlan({ ...config, profile: name });
}

function contentOf(file: string): unknown {
  let text: string;
  try {
    text = decode(readFileSync(file));
  } catch {
    throw new WrongUsage(`The configuration ${file} can't be read.`);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new WrongUsage(`The configuration ${file} is not JSON.`);
  }
}
