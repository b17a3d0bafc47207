import { readSecretUri } from "./vaults";

/** What stands in a model, a message or a report instead of a secret. */
export const MASK = "[secret]";

/** The mask of a secret: empty text stays empty, since "not given" is no secret. */
export function maskSecret(value: string): string {
  return value === "" ? "" : MASK;
}

/**
 * The mask of a URI that may carry a secret. It keeps what rules look at and nothing else: the scheme, whether there is
 * user info, a query, white space; host and path only of a Key Vault secret's URI, which is an address and no secret.
 */
export function maskSecretUri(value: string): string {
  if (value === "" || readSecretUri(value)) return value;
  const parts = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)([^?#]*)(\?[^#]*)?/i.exec(value);
  const space = /\s/.test(value) ? " " : "";
  if (!parts) return `${MASK}${space}`;
  const [, scheme, authority = "", path = "", query = ""] = parts;
  const user = authority.includes("@") ? `${MASK}@` : "";
  return `${scheme}://${user}${MASK}${path.length > 1 ? `/${MASK}` : ""}${query.length > 1 ? `?${MASK}` : ""}${space}`;
}

/**
 * An address without what may be a secret in it: user info and the values of a query. Whether there were any still shows;
 * scheme, host, path and a branch behind "#" stay.
 */
export function maskAddress(value: string): string {
  return value.replace(
    /^([a-z][a-z0-9+.-]*:\/\/)([^/?#]*@)?([^?#]*)(\?[^#]+)?/i,
    (_, scheme: string, user: string | undefined, place: string, query: string | undefined) =>
      `${scheme}${user ? `${MASK}@` : ""}${place}${query ? `?${MASK}` : ""}`,
  );
}

/**
 * Replaces every occurrence of the given secret values in a text. It is the last step before a text leaves a door, so a
 * value that a user marked as a secret never appears, whatever rule quoted it.
 */
export function scrub(message: string, secrets: readonly string[]): string {
  let clean = message;
  for (const value of [...secrets].sort((a, b) => b.length - a.length)) {
    if (value !== "") clean = clean.split(value).join(MASK);
  }
  return clean;
}
