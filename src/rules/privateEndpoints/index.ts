import type { Rule } from "../writing/rule";
import { privateEndpointPosture } from "./posture";
import { privateEndpointRules } from "./privateEndpoints";
import { subnetRules } from "./subnets";

/** Private endpoints, their DNS and their subnets. */
export const privateEndpoints: readonly Rule[] = [...privateEndpointRules, ...subnetRules, ...privateEndpointPosture];
