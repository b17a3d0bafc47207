import type { Finding } from "./finding";
import type { Severity } from "./writing/rule";

/** A finding that no rule of the book makes: on the form of a configuration, or on what a team accepted. */
export interface OtherFinding {
  readonly id: string;
  readonly policy: string;
  /** What must be true, in one sentence. */
  readonly title: string;
  /** More about it, for its page. */
  readonly says: string;
  readonly severity: Severity;
}

/** The findings that no rule of the book makes, by what they are about. `docs/rules/arguments.md` is made from this table. */
export const otherFindings = {
  wrongType: {
    id: "SHAPE-01",
    policy: "acr-property-type",
    title: "Every value has the type that its property takes",
    says: "Text, a number, true or false, a list or an object, and not a whole resource where one of its outputs belongs. The maps of children, `privateDns` and `triggers` decide which resources there are, so they are known as soon as the program runs; their values may be outputs.",
    severity: "error",
  },
  unknownOption: {
    id: "SHAPE-02",
    policy: "acr-property-known",
    title: "Each option exists",
    says: "A name that reads like an option that is not set (a few letters off, in another spelling, with the same beginning or end) is an error, with the right name; any other one is a warning, since an object may carry more than this library reads.",
    severity: "error",
  },
  missing: {
    id: "SHAPE-03",
    policy: "acr-property-required",
    title: "Each required option is set",
    says: "The fix names the option.",
    severity: "error",
  },
  otherWord: {
    id: "SHAPE-04",
    policy: "acr-property-word",
    title: "Each option with a few words has one of them",
    says: "It is known as soon as the program runs: `sku`, `keyVaultAccess`, `levels`.",
    severity: "error",
  },
  strangeKey: {
    id: "SHAPE-05",
    policy: "acr-property-reference",
    title: "Each option that names a sibling by its key names one that is there",
    says: "Such as `agentPool` and `credentialSet`.",
    severity: "error",
  },
  networkName: {
    id: "DNS-01",
    policy: "acr-network-link-name",
    title: "One key of virtualNetworkIds stands for one virtual network",
    says: "It holds for all private endpoints of a registry together: the key is the name of the network's link to the shared DNS zone.",
    severity: "error",
  },
  zoneOnce: {
    id: "DNS-02",
    policy: "acr-private-dns-zone-once",
    title: "Two registries of a program do not both make their private DNS zone in one resource group",
    says: "A group has one zone of a name. They share an `acr.PrivateDns`.",
    severity: "error",
  },
  linkOnce: {
    id: "DNS-03",
    policy: "acr-network-link-once",
    title: "A virtual network is linked once in a program, to one zone of registries",
    says: "Azure links a network to a zone once, and to one zone of a name.",
    severity: "error",
  },
  otherSubscription: {
    id: "SUB-01",
    policy: "acr-subscription",
    title: "What belongs into the subscription of an id is made by a provider of that subscription",
    says: "Links of a zone, a private endpoint, an access policy, a child of a registry.",
    severity: "error",
  },
  expiredWaiver: {
    id: "WAIVER-01",
    policy: "acr-waiver-expired",
    title: "No waiver has expired",
    says: "Neither an entry of `accept` nor a waiver of a review.",
    severity: "warning",
  },
  unusedWaiver: {
    id: "WAIVER-02",
    policy: "acr-waiver-unused",
    title: "Each entry of accept accepts something",
    says: "It is told once everything is known.",
    severity: "warning",
  },
  errorWaiver: {
    id: "WAIVER-03",
    policy: "acr-waiver-of-error",
    title: "No entry of accept names an error",
    says: "Only warnings can be accepted; it stands beside the error.",
    severity: "warning",
  },
} as const satisfies Record<string, OtherFinding>;

/** The finding on a waiver, or an entry of `accept`, that has run out. */
export const { expiredWaiver } = otherFindings;

/** What a finding that no rule makes is called. */
export function called({ id, policy }: OtherFinding): Pick<Finding, "also" | "policy" | "rule"> {
  return { rule: id, also: [], policy };
}
