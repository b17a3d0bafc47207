import { access } from "./access";
import { cache } from "./cache";
import { connected } from "./connected";
import { encryption } from "./encryption";
import { names } from "./names";
import { network } from "./network";
import { operations } from "./operations";
import { policies } from "./policies";
import { privateEndpoints } from "./privateEndpoints";
import { replications } from "./replications";
import { tasks } from "./tasks";
import { tier } from "./tier";
import { transfer } from "./transfer";
import { webhooks } from "./webhooks";
import type { Rule } from "./writing/rule";

/** Every rule, chapter by chapter. A chapter is a folder: its `index.ts` lists its rules. */
const chapters: readonly (readonly Rule[])[] = [
  names,
  tier,
  network,
  privateEndpoints,
  replications,
  encryption,
  policies,
  access,
  webhooks,
  tasks,
  cache,
  connected,
  transfer,
  operations,
];

/** What is legal but what a team may not want: security, resilience, cost. */
export const postureRules: readonly Rule[] = chapters.flat().filter(({ posture }) => posture);

/** Every rule there is: first what the service refuses, ignores or breaks on, then what a team may not want. */
export const rules: readonly Rule[] = [...chapters.flat().filter(({ posture }) => !posture), ...postureRules];
