/** The parts of a key vault secret's URI that matter here. */
export interface SecretUri {
  /** What follows the vault's name, in lower case: `vault.azure.net`. */
  readonly suffix: string;
  /** The version; absent in a URI that follows the newest one. */
  readonly version?: string;
}

// Any suffix: clouds that only their own users know have one too.
const form = /^https:\/\/[a-z0-9-]+\.(vault\.[a-z0-9.-]+)(?::443)?\/secrets\/[a-z0-9-]+(?:\/([0-9a-f]*))?\/?$/i;

/** Takes a key vault secret's URI apart; `undefined` when the text is none. It is an address, and no secret itself. */
export function readSecretUri(text: string): SecretUri | undefined {
  const match = form.exec(text);
  if (!match) return undefined;
  const [, suffix = "", version] = match;
  return { suffix: suffix.toLowerCase(), ...(version ? { version } : {}) };
}
