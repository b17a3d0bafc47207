// What stands in a task file in the clear, and the Base64 in which Azure keeps it.

/** The text that a Base64 value encodes; `undefined` when it is not Base64. White space is no matter. */
export function decodeBase64(text: string): string | undefined {
  const packed = text.replace(/\s+/g, "");
  if (packed === "" || packed.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(packed)) return undefined;
  return Buffer.from(packed, "base64").toString("utf8");
}

const secrets: readonly (readonly [what: string, form: RegExp])[] = [
  ["a GitHub token", /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{40})/],
  ["a private key", /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  ["a storage account's key", /\bAccountKey=[A-Za-z0-9+/]{40}/],
  ["a shared access signature", /[?&]sig=[A-Za-z0-9%+/]{20}/],
  ["an npm token", /\bnpm_[A-Za-z0-9]{36}/],
  ["a password in an address", /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/@:{}$"']{1,200}:[^\s/@{}$"']{1,200}@/i],
];

/** What kind of secret stands in a text in the clear, and where; `undefined` when none is seen. */
export function secretInText(
  text: string,
): { readonly what: string; readonly start: number; readonly end: number } | undefined {
  for (const [what, form] of secrets) {
    const found = form.exec(text);
    if (found) return { what, start: found.index, end: found.index + found[0].length };
  }
  return undefined;
}
