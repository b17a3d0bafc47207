import { known, type RegistryModel } from "../../model";

// The switches of a registry that rules of several subjects ask for. Case is the business of the rule on spelling.

/** Whether a text is a word of the service, in whatever case: what it asks for is then plain. */
export function isWord(given: string | undefined, word: string): boolean {
  return given?.toLowerCase() === word.toLowerCase();
}

/** Whether a policy or the encryption says that it is on. */
export function isOn(setting: { readonly status?: string | undefined } | undefined): boolean {
  return isWord(setting?.status, "enabled");
}

/** Whether public network access is off. */
export function isClosed({ publicNetworkAccess }: RegistryModel): boolean {
  return isWord(publicNetworkAccess, "Disabled");
}

/** Whether the registry keeps part of the internet out, by the switch or by the firewall. */
export function isRestricted(registry: RegistryModel): boolean {
  const denies = () => isWord(registry.networkRuleSet?.defaultAction, "Deny");
  // One of the two is enough, so that the other may be unknown.
  return known(denies) || isClosed(registry) || denies();
}

/** Whether repositories have permissions of their own: the registry is in ABAC mode. */
export function isAbac({ roleAssignmentMode }: RegistryModel): boolean {
  return isWord(roleAssignmentMode, "AbacRepositoryPermissions");
}
