import type { Properties } from "../json";
import { docker, dockerBuild, dockerFunctions } from "./docker";
import { random } from "./random";
import type { StandIn } from "./standIn";
import { time } from "./time";
import { tls } from "./tls";

interface StandInPackage {
  readonly types: Readonly<Record<string, StandIn>>;
  readonly functions?: Readonly<Record<string, (args: Properties) => Properties>>;
}

/** The other providers that programs with a registry use, and what of them is stood in for, by the name of the package. */
export const standIns: Readonly<Record<string, StandInPackage>> = {
  docker: { types: docker, functions: dockerFunctions },
  "docker-build": { types: dockerBuild },
  random: { types: random },
  time: { types: time },
  tls: { types: tls },
};
