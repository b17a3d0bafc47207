import { isIP } from "node:net";
import { listAt, textAt } from "../json";
import { innerSubnet } from "./elsewhere";
import { regionsOf } from "./links";
import { isOn } from "./refusal";
import { key, type Store, type StoredResource } from "./store";

/** Addresses that Azure keeps for itself in every subnet. */
const reserved = 5;

/** The addresses that an endpoint of a registry takes: its own, and per region the data endpoint and the regional one. */
export function neededAddresses(registry: StoredResource, store: Store): number {
  return 1 + regionsOf(registry, store).length * (isOn(registry.inputs.regionalEndpoints) ? 2 : 1);
}

/** The prefix of a subnet that is known here, standing alone or within its network. */
export function subnetPrefix(subnetId: string, store: Store): string | undefined {
  const found = store.get(subnetId)?.inputs ?? innerSubnet(subnetId, store);
  return textAt(found, "addressPrefix") || String(listAt(found, "addressPrefixes")[0] ?? "") || undefined;
}

/** The addresses that are left in the subnet of an endpoint; `undefined` when the subnet is not known here. */
export function freeAddresses(endpoint: Pick<StoredResource, "inputs" | "id">, store: Store): number | undefined {
  const subnetId = textAt(endpoint.inputs, "subnet.id");
  const size = prefixSize(subnetPrefix(subnetId, store));
  if (size === undefined) return undefined;
  const taken = store
    .all("network:PrivateEndpoint")
    .filter((other) => key(textAt(other.inputs, "subnet.id")) === key(subnetId) && key(other.id) !== key(endpoint.id))
    .reduce((sum, other) => sum + addressesOf(other).length, 0);
  const own = store.get(endpoint.id);
  return size - reserved - taken - (own ? addressesOf(own).length : 0);
}

/** The addresses that an endpoint has. */
function addressesOf(endpoint: StoredResource): string[] {
  return listAt(endpoint.outputs, "customDnsConfigs").flatMap((item) =>
    listAt(item, "ipAddresses").map((address) => String(address)),
  );
}

/** The n-th address of a subnet that is open to use, from 0; `undefined` for a prefix that is not IPv4. */
export function addressIn(prefix: string | undefined, index: number): string | undefined {
  const [network = "", bits = ""] = prefix?.split("/") ?? [];
  if (isIP(network) !== 4 || bits === "") return undefined;
  const value = network.split(".").reduce((sum, part) => sum * 256 + Number(part), 0) + reserved - 1 + index;
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join(".");
}

function prefixSize(prefix: string | undefined): number | undefined {
  const [network = "", bits = ""] = prefix?.split("/") ?? [];
  return isIP(network) === 4 && bits !== "" ? 2 ** (32 - Number(bits)) : undefined;
}
