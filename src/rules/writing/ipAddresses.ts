// The arithmetic of addresses that the network rules share. It knows IPv4; IPv6 only well enough to name it.

// Loaded when the first address is judged: many configurations have none, and a command must start fast.
const ipaddr = (): typeof import("ipaddr.js") => require("ipaddr.js");

/** A range of IPv4 addresses, bounds included, as numbers from 0 to 2^32 - 1. */
export interface Range {
  readonly first: number;
  readonly last: number;
}

function numberOf(address: string): number {
  return ipaddr()
    .IPv4.parse(address)
    .octets.reduce((sum, octet) => sum * 256 + octet, 0);
}

/** The number of an IPv4 address in four-part decimal form; `undefined` for any other text. */
export function parseAddress(text: string): number | undefined {
  return ipaddr().IPv4.isValidFourPartDecimal(text) ? numberOf(text) : undefined;
}

/**
 * The range that an IPv4 address or a CIDR block covers; `undefined` for any other text. Bits beyond the prefix do not
 * count: 10.1.2.3/24 is the block of 10.1.2.0.
 */
export function parseRange(text: string): Range | undefined {
  const address = parseAddress(text);
  if (address !== undefined) return { first: address, last: address };
  const [base = "", prefix = ""] = text.split("/");
  if (!ipaddr().IPv4.isValidCIDRFourPartDecimal(text) || !/^\d\d?$/.test(prefix)) return undefined;
  const size = 2 ** (32 - Number(prefix));
  const first = Math.floor(numberOf(base) / size) * size;
  return { first, last: first + size - 1 };
}

/** Whether a text is an IPv6 address or block. */
export function isIPv6(text: string): boolean {
  return ipaddr().IPv6.isValid(text) || ipaddr().IPv6.isValidCIDR(text);
}

/** The ranges that no packet from the internet comes from, by their usual names. */
const privateBlocks = [
  { block: "10.0.0.0/8", name: "the private range" },
  { block: "172.16.0.0/12", name: "the private range" },
  { block: "192.168.0.0/16", name: "the private range" },
  { block: "127.0.0.0/8", name: "the loopback range" },
  { block: "169.254.0.0/16", name: "the link-local range" },
  { block: "100.64.0.0/10", name: "the shared range of carrier-grade NAT" },
];
let privateRanges: readonly (Partial<Range> & { readonly name: string })[] | undefined;

/** What an address or block is part of when it is wholly private; `undefined` when any of it is public. */
export function privateRangeOf(text: string): string | undefined {
  const range = parseRange(text);
  if (!range) return undefined;
  privateRanges ??= privateBlocks.map(({ block, name }) => ({ ...parseRange(block), name: `${name} ${block}` }));
  return privateRanges.find(({ first = 0, last = 0 }) => range.first >= first && range.last <= last)?.name;
}

/** The addresses of every subnet that Azure keeps: the first four and the last. */
const reserved = 5;

/** How many addresses the IPv4 blocks of a subnet give to its users. */
export function usableAddresses(prefixes: readonly string[]): number {
  return prefixes
    .map(parseRange)
    .reduce((sum, range) => sum + (range ? Math.max(0, range.last - range.first + 1 - reserved) : 0), 0);
}

/** How many addresses the IPv4 blocks of a subnet have, those included that Azure keeps. */
export function allAddresses(prefixes: readonly string[]): number {
  return prefixes.map(parseRange).reduce((sum, range) => sum + (range ? range.last - range.first + 1 : 0), 0);
}

/** Where an address stands to a subnet: one that a user may have, one that Azure keeps, or one outside. */
export function placeInSubnet(address: number, prefixes: readonly string[]): "usable" | "reserved" | "outside" {
  const home = prefixes.map(parseRange).find((range) => range && address >= range.first && address <= range.last);
  if (!home) return "outside";
  return address < home.first + 4 || address === home.last ? "reserved" : "usable";
}
