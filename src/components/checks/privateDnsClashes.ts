import * as pulumi from "@pulumi/pulumi";
import { isUnknown, type Path, sameId } from "../../model";
import { type Finding, formatPath } from "../../rules";
import { show } from "../../rules/finding";
import { called, type OtherFinding, otherFindings } from "../../rules/otherFindings";
import { itemOf, resolve } from "../inputs";
import { markWritten } from "./spelling";
import type { Surroundings } from "./validation";

// Azure takes one zone of a name in a resource group, one link of a network to a zone, and one zone of a name for a
// network. All zones of registries in a cloud have one name, so two registries of a program clash where both make their
// zone in one group, or both link one network.

/** A text that may have yet to resolve. Two of one output are the same before anyone knows which text it is. */
export interface Leaf {
  readonly input: pulumi.Input<string>;
  text: string | undefined;
}

/** A text of the arguments, as far as it is known now. */
export function leaf(input: pulumi.Input<string>): Leaf {
  return { input, text: typeof input === "string" ? input : undefined };
}

/** Whether two inputs are one without waiting for either. */
export function isSameInput(one: pulumi.Input<string> | undefined, other: pulumi.Input<string> | undefined): boolean {
  return typeof one === "string" && typeof other === "string" ? sameId(one, other) : one === other;
}

/** Whether two texts are one, as far as it is known now. */
function isSame(one: Leaf, other: Leaf): boolean {
  return one.text !== undefined && other.text !== undefined
    ? sameId(one.text, other.text)
    : isSameInput(one.input, other.input);
}

/** Whether two texts are two, for certain. */
function areTwo(one: Leaf, other: Leaf): boolean {
  return one.text !== undefined && other.text !== undefined && !sameId(one.text, other.text);
}

/** A virtual network that a component links. */
export interface DeclaredLink {
  readonly path: Path;
  /** The name that its users know the network by. */
  readonly key: string;
  /** The name of the link, which it is part of. */
  readonly name: string;
  readonly network: Leaf;
  /** The zone that is there; `undefined` for the one that the component makes. */
  readonly zone: Leaf | undefined;
}

/** The private DNS that one component brings about. */
export interface DeclaredDns {
  readonly component: "Registry" | "PrivateDns";
  /** What texts call it: `Registry "images"`. */
  readonly subject: string;
  /** What components have in common that share a zone and its links: their registry. */
  readonly shared: object;
  /** The zone that it makes, if it does. */
  readonly zone?: { readonly path: Path; readonly group: Leaf; readonly provider: pulumi.ProviderResource | undefined };
  /** The networks that it links, each to a zone that is there or to the one that it makes. */
  readonly links: readonly DeclaredLink[];
}

/** What the components of a deployment have declared so far. */
const declared = new WeakMap<object, DeclaredDns[]>();

/**
 * The components of the deployment in which this is asked. None under the SDK's mocks: there the registries of a test
 * file are not of one program.
 */
function declaredInDeployment(): DeclaredDns[] {
  const monitor: unknown = pulumi.runtime.getMonitor();
  if (typeof monitor !== "object" || monitor === null || !("registerResourceHook" in monitor)) return [];
  const all = declared.get(monitor) ?? [];
  declared.set(monitor, all);
  return all;
}

/** Compares a component's private DNS with that of every other component of the deployment, and with itself. */
export function clashesOf(own: DeclaredDns): Surroundings[] {
  if (!own.zone && own.links.length === 0) return [];
  const all = declaredInDeployment();
  const clashes = () => [
    ...all.filter(({ shared }) => shared !== own.shared).flatMap((other) => clashesWith(own, other)),
    ...clashesWithin(
      own,
      all.filter((other) => other.shared === own.shared && other !== own),
    ),
  ];
  return [
    {
      now: clashes,
      later: async () => {
        all.push(own);
        await learn(own);
        // Whichever of two is known last finds the clash.
        return clashes();
      },
    },
  ];
}

/** Fills in the texts that can be known. */
async function learn({ zone, links }: DeclaredDns): Promise<void> {
  const leaves = [zone?.group, ...links.flatMap((link) => [link.network, link.zone])].flatMap((one) => one ?? []);
  const { value } = await resolve({ texts: leaves.map(({ input }) => input) });
  leaves.forEach((one, index) => {
    const text = itemOf(itemOf(value, "texts"), index);
    if (typeof text === "string" && !isUnknown(text)) one.text = text;
  });
}

function clashesWith(own: DeclaredDns, other: DeclaredDns): Finding[] {
  if (own.zone && other.zone && own.zone.provider === other.zone.provider && isSame(own.zone.group, other.zone.group)) {
    return [
      clash(otherFindings.zoneOnce, own.zone.path, own.zone.group, {
        message: `${other.subject} makes the private DNS zone in this resource group already, and a group has one zone of a name.`,
        fix: shareFix(own, other),
      }),
    ];
  }
  return own.links.flatMap(({ path, network }) =>
    other.links.some((link) => isSame(link.network, network))
      ? [
          clash(otherFindings.linkOnce, path, network, {
            message: `${other.subject} links this virtual network already, and a network is linked once, to one zone of a name.`,
            fix: shareFix(own, other),
          }),
        ]
      : [],
  );
}

/** Within one registry a network may be named twice, and is linked once: where both mean one zone, and it shows at once. */
function clashesWithin(own: DeclaredDns, others: readonly DeclaredDns[]): Finding[] {
  const before = others.flatMap(({ links }) => links);
  return own.links.flatMap((link, index) => {
    const earlier = [...before, ...own.links.slice(0, index)];
    const { path, network } = link;
    const namesake = earlier.find(({ name }) => name === link.name);
    if (namesake && areTwo(namesake.network, network)) return [twoNetworks(link, namesake)];
    const twin = earlier.find((other) => isSame(other.network, network));
    if (!twin) return [];
    if (areTwoZones(twin.zone, link.zone)) {
      return [
        clash(otherFindings.linkOnce, path, network, {
          message:
            "This virtual network is linked to another zone already, and it is linked once, to one zone of a name.",
          fix: "Give every endpoint of this network the same zone.",
        }),
      ];
    }
    const isLinkedOnce = link.name === twin.name || isSameInput(link.network.input, twin.network.input);
    return isLinkedOnce
      ? []
      : [
          clash(otherFindings.linkOnce, path, network, {
            message: `This virtual network is linked as ${formatPath(twin.path)} already, and it is linked once.`,
            fix: "Name each network once.",
          }),
        ];
  });
}

/** Whether two zones are two for certain. The one that a registry makes is no zone that was written as text. */
function areTwoZones(one: Leaf | undefined, other: Leaf | undefined): boolean {
  if (one && other) return areTwo(one, other);
  return typeof (one ?? other)?.input === "string";
}

function shareFix(own: DeclaredDns, other: DeclaredDns): string {
  if (own.component === "PrivateDns" && other.component === "PrivateDns") {
    return "Make one acr.PrivateDns, with the networks of both.";
  }
  if (other.component === "PrivateDns") return `Write privateDns: dns, where dns is ${other.subject}.`;
  if (own.component === "PrivateDns") return `Write privateDns: dns in ${other.subject}, where dns is this component.`;
  const args = own.zone && other.zone ? "resourceGroupName, virtualNetworkIds" : "zoneId, virtualNetworkIds";
  const zone = other.zone ? "privateDns: { zoneId: registry.privateDnsZone?.id } here" : "the same zoneId here";
  return `Make it once, const dns = new acr.PrivateDns("dns", { ${args} }), and write privateDns: dns in both. Where ${other.subject} is deployed already, write ${zone}, without the networks that it links.`;
}

const about = {
  also: [],
  severity: "error",
  subject: "private endpoints",
  related: [],
} as const;

function twoNetworks({ path, key, network }: DeclaredLink, other: DeclaredLink): Finding {
  return markWritten({
    ...about,
    ...called(otherFindings.networkName),
    path,
    message: `"${key}" stands for two virtual networks, and only one of them would see the private DNS zone.`,
    ...given(network),
    allowed: `One name for one network among all endpoints of a registry; "${key}" is ${other.network.text} already.`,
    fix: "Give each network a name of its own: virtualNetworkIds: { name: id }.",
    docs: "https://learn.microsoft.com/azure/container-registry/container-registry-private-endpoints",
  });
}

function clash(
  other: OtherFinding,
  path: Path,
  text: Leaf,
  said: { readonly message: string; readonly fix: string },
): Finding {
  return markWritten({
    ...about,
    ...said,
    ...called(other),
    path,
    ...given(text),
    docs: "https://learn.microsoft.com/azure/dns/private-dns-virtual-network-links",
  });
}

function given({ text }: Leaf): Pick<Finding, "given"> {
  return text === undefined ? {} : { given: show(text) };
}
