import { expect, it } from "vitest";
import {
  allAddresses,
  isIPv6,
  parseAddress,
  parseRange,
  placeInSubnet,
  privateRangeOf,
  usableAddresses,
} from "../../../src/rules/writing/ipAddresses";

it.each<[string, number | undefined]>([
  ["0.0.0.0", 0],
  ["0.0.1.2", 258],
  ["255.255.255.255", 4294967295],
  ["1.2.3", undefined],
  ["256.0.0.1", undefined],
  ["010.0.0.1", undefined],
  ["0x7f.0.0.1", undefined],
  ["10.0.0.1/32", undefined],
  ["::1", undefined],
  ["", undefined],
])("reads the address %j as %j", (text, number) => expect(parseAddress(text)).toBe(number));

it.each<[string, number, number]>([
  ["0.0.0.0/0", 0, 4294967295],
  ["0.0.1.7", 263, 263],
  ["0.0.1.7/32", 263, 263],
  ["0.0.1.7/31", 262, 263],
  ["0.0.1.7/24", 256, 511],
  ["128.0.0.0/1", 2147483648, 4294967295],
])("reads the block %s, bits beyond the prefix aside", (text, first, last) =>
  expect(parseRange(text)).toEqual({ first, last }),
);

it.each(["10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/255.0.0.0", "10.0.0.1-10.0.0.9", "2001:db8::/32", "any"])(
  "does not read %s as a block",
  (text) => expect(parseRange(text)).toBeUndefined(),
);

it.each([
  ["::1", true],
  ["2001:db8::/32", true],
  ["203.0.113.1", false],
  ["nonsense", false],
])("tells whether %s is IPv6", (text, answer) => expect(isIPv6(text)).toBe(answer));

it.each([
  ["10.0.0.0/8", "the private range 10.0.0.0/8"],
  ["10.255.255.255", "the private range 10.0.0.0/8"],
  ["172.16.0.0/12", "the private range 172.16.0.0/12"],
  ["172.31.1.0/24", "the private range 172.16.0.0/12"],
  ["192.168.1.1", "the private range 192.168.0.0/16"],
  ["127.0.0.1", "the loopback range 127.0.0.0/8"],
  ["169.254.169.254", "the link-local range 169.254.0.0/16"],
  ["100.64.0.0/10", "the shared range of carrier-grade NAT 100.64.0.0/10"],
])("knows %s as private", (text, range) => expect(privateRangeOf(text)).toBe(range));

it.each([
  "9.255.255.255",
  "11.0.0.0",
  "172.32.0.0",
  "172.15.255.255",
  "192.169.0.0",
  "100.128.0.0",
  "10.0.0.0/7",
  "0.0.0.0/0",
  "198.51.100.0/24",
  "203.0.113.10",
  "40.74.28.0/23",
  "nonsense",
])("does not take %s for private", (text) => expect(privateRangeOf(text)).toBeUndefined());

it.each<[string[], number, number]>([
  [["10.0.0.0/24"], 256, 251],
  [["10.0.0.0/29"], 8, 3],
  [["10.0.0.0/30"], 4, 0],
  [["10.0.0.0/29", "10.0.1.0/29"], 16, 6],
  [["2001:db8::/64"], 0, 0],
  [["10.0.0.0/29", "2001:db8::/64"], 8, 3],
])("counts the addresses of %j without the five that Azure keeps", (prefixes, all, usable) => {
  expect(allAddresses(prefixes)).toBe(all);
  expect(usableAddresses(prefixes)).toBe(usable);
});

it.each([
  ["10.0.0.0", "reserved"],
  ["10.0.0.3", "reserved"],
  ["10.0.0.4", "usable"],
  ["10.0.0.6", "usable"],
  ["10.0.0.7", "reserved"],
  ["10.0.0.8", "outside"],
  ["9.255.255.255", "outside"],
  ["10.0.1.3", "reserved"],
  ["10.0.1.4", "usable"],
])("says that %s is %s in 10.0.0.0/29 and 10.0.1.0/29", (text, place) =>
  expect(placeInSubnet(parseAddress(text) ?? Number.NaN, ["10.0.0.0/29", "10.0.1.0/29"])).toBe(place),
);
