import { commandLints } from "./commands";
import { declaredLints } from "./declared";
import { imageLints } from "./imageLints";
import { keyLints } from "./keys";
import { limitLints } from "./limits";
import type { Lint } from "./lint";
import { nameLints } from "./names";
import { orderLints } from "./order";
import { safetyLints } from "./safety";
import { structureLints } from "./structure";

/** Every lint on task files, by subject: reading, order, declarations, keys, images, commands, names, limits, secrets. */
export const lints: readonly Lint[] = [
  ...structureLints,
  ...orderLints,
  ...declaredLints,
  ...keyLints,
  ...imageLints,
  ...commandLints,
  ...nameLints,
  ...limitLints,
  ...safetyLints,
];
