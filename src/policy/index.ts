// What `pulumi-acr/policy` exports: the rule book as policies. It loads neither azure-native nor `@pulumi/policy`.

export { profileNames, profiles } from "../rules/profiles";
export { reviewConfigSchema } from "../rules/reviewSchema";
export type { Waiver } from "../rules/waivers";
export { type AcrPoliciesOptions, type AcrPolicy, acrPolicies } from "./policies";
export { type PackOptions, servePack } from "./server";
