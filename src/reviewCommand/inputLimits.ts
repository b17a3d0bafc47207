/** From this size on, input is looked over before it is parsed. */
const large = 8 * 1024 * 1024;
/** No preview, state or template comes near these: they are for files made to exhaust the reader. */
const deepest = 1000;
const mostValues = 20_000_000;

const quote = 0x22;
const backslash = 0x5c;

/**
 * Looks over the bytes of large JSON and says why parsing it would exhaust the machine, as the end of a sentence that
 * begins with the file's name; `undefined` when it would not.
 */
export function exhausts(bytes: Uint8Array): string | undefined {
  if (bytes.length < large) return undefined;
  let depth = 0;
  let values = 0;
  for (let at = 0; at < bytes.length; at++) {
    switch (bytes[at]) {
      case quote:
        at = endOfText(bytes, at + 1);
        break;
      case 0x5b: // [
      case 0x7b: // {
        values++;
        if (++depth > deepest) return `nests values more than ${deepest} deep`;
        if (values > mostValues) return "holds more than 20 million objects and lists";
        break;
      case 0x5d: // ]
      case 0x7d: // }
        depth--;
        break;
    }
  }
  return undefined;
}

function endOfText(bytes: Uint8Array, start: number): number {
  for (let at = start; at < bytes.length; at++) {
    if (bytes[at] === backslash) at++;
    else if (bytes[at] === quote) return at;
  }
  return bytes.length;
}
