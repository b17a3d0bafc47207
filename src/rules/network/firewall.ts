import { known, type Path, type RegistryModel } from "../../model";
import { belowPremium, limited, nameKeys, onRegistry, registryFeature, reportWord } from "../writing/builders";
import { isIPv6, parseRange, privateRangeOf } from "../writing/ipAddresses";
import { eachKnownAt } from "../writing/items";
import type { Rule } from "../writing/rule";
import { isClosed, isWord } from "../writing/states";

const base = "https://learn.microsoft.com/azure/container-registry";
const selected = `${base}/container-registry-access-selected-networks`;
const subject = "network";

const ipRules: Path = ["networkRuleSet", "ipRules"];
const subnetRules: Path = ["networkRuleSet", "virtualNetworkRules"];

type RuleSet = NonNullable<RegistryModel["networkRuleSet"]>;
type IpRule = NonNullable<RuleSet["ipRules"]>[number];

const eachIpRule = (registry: RegistryModel, visit: (rule: IpRule, path: Path, index: number) => void) =>
  eachKnownAt(registry.networkRuleSet?.ipRules, ipRules, visit);

const denying = (...addresses: string[]) => ({
  sku: { name: "Premium" },
  networkRuleSet: { defaultAction: "Deny", ipRules: addresses.map((iPAddressOrRange) => ({ iPAddressOrRange })) },
});

/** The firewall of a registry. */
export const firewallRules: readonly Rule[] = [
  onRegistry(
    {
      id: "NET-04",
      also: ["G45"],
      policy: "acr-ip-rules-without-deny",
      title: "Firewall rules stand only where public access is on",
      subject,
      enforcement: "IGN",
      why: "The service keeps the rules, but while public access is off nothing public gets in, and no service endpoint either.",
      fix: 'Remove the rules, or set publicNetworkAccess: "Enabled" to let them count.',
      docs: selected,
      source: "D:container-registry-access-selected-networks, D:container-registry-private-endpoints",
      fails: { ...denying("203.0.113.10"), publicNetworkAccess: "Disabled", privateEndpoints: { hub: {} } },
      passes: { ...denying("203.0.113.10"), publicNetworkAccess: "Enabled" },
    },
    (registry, report) => {
      if (!isClosed(registry) || !registry.networkRuleSet || belowPremium(registry)) return;
      const { ipRules: ips, virtualNetworkRules: subnets } = registry.networkRuleSet;
      const amount = (ips?.length ?? 0) + (subnets?.length ?? 0);
      if (amount === 0) return;
      report({
        path: ips?.length ? ipRules : subnetRules,
        given: `${amount} rule${amount > 1 ? "s" : ""}`,
        message: `The firewall rules have no effect: publicNetworkAccess is "Disabled", which overrides them.`,
        related: [["publicNetworkAccess"]],
      });
    },
  ),
  registryFeature(
    {
      id: "NET-06",
      also: ["G01"],
      policy: "acr-premium-feature-on-lower-tier",
      title: "Network rules are only on Premium",
      subject,
      enforcement: "ARM-D",
      why: "Network rules are only for managed Premium registries.",
      fix: 'Set sku: "Premium", or remove networkRuleSet.',
      docs: selected,
      source: "CLI:network_rule.py, TF:container_registry_resource.go",
      feature: "networkRuleSet",
      fails: { ...denying("203.0.113.10"), sku: { name: "Basic" } },
      passes: { sku: { name: "Basic" }, networkRuleSet: { defaultAction: "Allow", ipRules: [] } },
    },
    ({ networkRuleSet }) => {
      const amount = known(() => networkRuleSet?.ipRules?.length) ?? 0;
      const deny = isWord(
        known(() => networkRuleSet?.defaultAction),
        "Deny",
      );
      if (!deny && amount === 0) return undefined;
      // One place for both, so that it stays when one of them is not known yet.
      const what = deny ? 'networkRuleSet.defaultAction "Deny"' : "networkRuleSet.ipRules";
      return { path: ["networkRuleSet"], given: deny ? "Deny" : `${amount} rule${amount > 1 ? "s" : ""}`, what };
    },
  ),
  onRegistry(
    {
      id: "NET-07",
      also: ["G45"],
      policy: "acr-firewall-default-action",
      title: "A network rule set says what happens by default",
      subject,
      enforcement: "ARM-S",
      why: "The service requires defaultAction in every network rule set; it is Allow or Deny.",
      fix: 'Set networkRuleSet.defaultAction: "Deny" to let only the rules in.',
      docs: selected,
      source: "BT, SPEC Registry/Registry.models.tsp",
      fails: { sku: { name: "Premium" }, networkRuleSet: { ipRules: [{ iPAddressOrRange: "203.0.113.10" }] } },
      passes: denying("203.0.113.10"),
    },
    ({ networkRuleSet }, report) => {
      if (!networkRuleSet) return;
      const path = ["networkRuleSet", "defaultAction"];
      if (networkRuleSet.defaultAction !== undefined) {
        reportWord(path, networkRuleSet.defaultAction, ["Allow", "Deny"], report);
        return;
      }
      report({ path, message: "networkRuleSet has no defaultAction.", allowed: '"Allow", "Deny"' });
    },
  ),
  onRegistry(
    {
      id: "NET-08",
      also: ["G45"],
      policy: "acr-ip-rules-without-deny",
      title: "IP rules stand only where the default is to deny",
      subject,
      enforcement: "IGN",
      why: "IP rules can only allow, so they change nothing while everybody is allowed by default.",
      fix: 'Set networkRuleSet.defaultAction: "Deny", or remove ipRules.',
      docs: selected,
      source: "D:container-registry-access-selected-networks",
      fails: {
        sku: { name: "Premium" },
        networkRuleSet: { defaultAction: "Allow", ipRules: [{ iPAddressOrRange: "203.0.113.10" }] },
      },
      passes: denying("203.0.113.10"),
      remedy: () => [{ path: ["networkRuleSet", "defaultAction"], value: "Deny" }],
    },
    (registry, report) => {
      const { networkRuleSet } = registry;
      const amount = networkRuleSet?.ipRules?.length ?? 0;
      if (!isWord(networkRuleSet?.defaultAction, "Allow") || amount === 0) return;
      // Then NET-04 says that the rules have no effect.
      if (isClosed(registry) || belowPremium(registry)) return;
      report({
        path: ipRules,
        given: `${amount} rule${amount > 1 ? "s" : ""}`,
        message: 'The IP rules have no effect: networkRuleSet.defaultAction is "Allow", so every address gets in.',
        related: [["networkRuleSet", "defaultAction"]],
      });
    },
  ),
  onRegistry(
    {
      id: "NET-10",
      policy: "acr-ip-rule-value",
      title: "An IP rule names an IPv4 address or CIDR block",
      subject,
      enforcement: "ARM",
      why: "The firewall of a registry knows public IPv4 addresses only.",
      fix: 'Write an address or a block, for instance iPAddressOrRange: "203.0.113.0/24".',
      docs: selected,
      source: "BT, SPEC Registry/Registry.models.tsp",
      fails: denying("2001:db8::/32"),
      passes: denying("203.0.113.0/24"),
    },
    (registry, report) =>
      eachIpRule(registry, ({ iPAddressOrRange: given }, path) => {
        if (given !== undefined && parseRange(given)) return;
        const message = !given
          ? "An IP rule has no iPAddressOrRange."
          : isIPv6(given)
            ? `The firewall takes no IPv6, and "${given}" is IPv6.`
            : `"${given}" is neither an IPv4 address nor an IPv4 CIDR block.`;
        report({ path: [...path, "iPAddressOrRange"], given, message, allowed: "An IPv4 address or CIDR block." });
      }),
  ),
  onRegistry(
    {
      id: "NET-11",
      policy: "acr-ip-rule-single-address",
      title: "An IP rule for one address is written without /32",
      subject,
      enforcement: "IGN",
      why: "The service stores and returns the address without /32, so a refresh shows a difference that never goes away.",
      fix: "Write the address without /32.",
      docs: selected,
      source: "TF:container_registry_resource.go",
      fails: denying("203.0.113.10/32"),
      passes: denying("203.0.113.10"),
    },
    (registry, report) => {
      const found: { path: Path; text: string }[] = [];
      eachIpRule(registry, ({ iPAddressOrRange: text }, path) => {
        if (text?.endsWith("/32") && parseRange(text)) found.push({ path: [...path, "iPAddressOrRange"], text });
      });
      const [one, ...more] = found;
      if (!one) return;
      report({
        path: one.path,
        given: one.text,
        message: `The service drops the /32 of ${nameKeys(found.map(({ text }) => text))}, so a refresh shows a difference.`,
        fix: `Write ${one.text.slice(0, -3)}${more.length ? ", and so on" : ""}.`,
        related: more.map(({ path }) => path),
      });
    },
  ),
  onRegistry(
    {
      id: "NET-12",
      policy: "acr-ip-rule-action",
      title: "An IP rule allows",
      subject,
      enforcement: "ARM",
      why: 'The only action of an IP rule is "Allow", which is also the default.',
      fix: "Leave action out.",
      docs: selected,
      source: "BT, TF",
      fails: {
        sku: { name: "Premium" },
        networkRuleSet: { defaultAction: "Deny", ipRules: [{ action: "Deny", iPAddressOrRange: "203.0.113.10" }] },
      },
      passes: denying("203.0.113.10"),
    },
    (registry, report) =>
      eachIpRule(registry, ({ action }, path) => reportWord([...path, "action"], action, ["Allow"], report)),
  ),
  limited(
    {
      id: "NET-13",
      also: ["G13"],
      policy: "acr-child-count-limit",
      title: "A registry has at most 200 IP rules",
      subject,
      enforcement: "ARM",
      why: "The service answers with a quota error that names the allowed count and the tier.",
      fix: "Join addresses into blocks, or use private endpoints.",
      docs: `${base}/container-registry-skus`,
      source: "LIM, I:Azure/acr#518",
      limit: "ipRules",
      fails: denying(...Array.from({ length: 201 }, (_, index) => `203.0.113.${index}`)),
      passes: denying("203.0.113.0/24"),
    },
    ({ networkRuleSet }) => ({ path: ipRules, amount: networkRuleSet?.ipRules?.length ?? 0 }),
  ),
  onRegistry(
    {
      id: "NET-14",
      also: ["G43"],
      policy: "acr-ip-rule-private-range",
      title: "An IP rule names public addresses",
      subject,
      enforcement: "IGN",
      why: "The firewall sees public addresses only, and it does not apply to private endpoints.",
      fix: "Name the public address behind which the clients are, or use a private endpoint.",
      docs: selected,
      source: "D:container-registry-access-selected-networks",
      fails: denying("10.0.0.0/8"),
      passes: denying("198.51.100.0/24"),
    },
    (registry, report) =>
      eachIpRule(registry, ({ iPAddressOrRange: given }, path) => {
        const range = given === undefined ? undefined : privateRangeOf(given);
        if (!range) return;
        report({
          path: [...path, "iPAddressOrRange"],
          given,
          message: `The IP rule for ${given} has no effect: it lies in ${range}, and the firewall sees public addresses only.`,
        });
      }),
  ),
  onRegistry(
    {
      id: "NET-15",
      policy: "acr-ip-rule-duplicate",
      title: "No two IP rules are the same",
      subject,
      enforcement: "?",
      why: "What the service makes of two equal rules is not documented: unverified. At best the second is useless.",
      fix: "Remove one of the two.",
      docs: selected,
      source: "not documented",
      fails: denying("203.0.113.10", "203.0.113.10/32"),
      passes: denying("203.0.113.10", "203.0.113.11"),
    },
    (registry, report) => {
      const seen = new Map<string, number>();
      eachIpRule(registry, ({ iPAddressOrRange: given }, path, index) => {
        const range = given === undefined ? undefined : parseRange(given);
        if (!range) return;
        const key = `${range.first}-${range.last}`;
        const first = seen.get(key);
        if (first === undefined) {
          seen.set(key, index);
          return;
        }
        report({
          path: [...path, "iPAddressOrRange"],
          given,
          message: `The IP rule for ${given} says the same as rule ${first} of the list; what the service makes of that is unverified.`,
          related: [[...ipRules, first, "iPAddressOrRange"]],
        });
      });
    },
  ),
];
