// What `pulumi-acr/policy` exports: the rule book as policies. It loads neither azure-native nor `@pulumi/policy`.

export { profileNames, profiles } from "../review/profiles";
export { reviewConfigSchema } from "../review/reviewSchema";
export type { Waiver } from "../review/waivers";
export { type AcrPoliciesOptions, type AcrPolicy, acrPolicies } from "./acrPolicies";
export { type PackOptions, servePack } from "./analyzer";
