import { PrivateZone } from "@pulumi/azure-native/privatedns/privateZone.js";
import type { VirtualNetworkLink } from "@pulumi/azure-native/privatedns/virtualNetworkLink.js";
import * as pulumi from "@pulumi/pulumi";
import { clouds } from "../model";
import { text } from "../model/schema";
import { formatPath } from "../rules";
import { adoption } from "./adoption";
import { plainJudgement } from "./checks/judgement";
import { requireName } from "./checks/names";
import { withoutNulls } from "./checks/nulls";
import { misplaced } from "./checks/options";
import { clashesOf, leaf } from "./checks/privateDnsClashes";
import { idOf, options, type Shape } from "./checks/shape";
import { inSubscriptions, providerIn } from "./checks/subscriptions";
import { after, behind, checkConfiguration } from "./checks/validation";
import {
  type DnsOfEndpoint,
  declaredLinks,
  linkNetworks,
  networkIdsShape,
  placesOfLinks,
  type VirtualNetworkIds,
} from "./endpointDns";
import { isGiven, itemOf } from "./inputs";

/** Arguments of a private DNS that registries share. */
export interface PrivateDnsArgs {
  /**
   * The ARM id of a zone that is there: `privatelink.azurecr.io`, or your cloud's counterpart. It may be in another
   * subscription: give the component that subscription's provider. Errors: SUB-01.
   *
   * @default the zone is made, in `resourceGroupName`
   */
  zoneId?: pulumi.Input<string>;
  /**
   * The resource group of the zone that is made. Required without `zoneId`. Errors: SHAPE-03, DNS-02.
   *
   * @default none: `zoneId` names a zone
   */
  resourceGroupName?: pulumi.Input<string>;
  /**
   * The name of the zone that is made: `privatelink.azurecr.us` in Azure Government, `privatelink.azurecr.cn` in China.
   * Errors: PE-04.
   *
   * @default "privatelink.azurecr.io"
   */
  privateZoneName?: pulumi.Input<string>;
  /**
   * ARM ids of the virtual networks that get to see the zone, in any subscription: a map by names of your choice that
   * never change, or a list. Machines are not registered in the zone by themselves. Errors: DNS-01, DNS-03.
   *
   * @default none: the networks are linked already
   */
  virtualNetworkIds?: VirtualNetworkIds;
}

const privateDnsFields = {
  zoneId: idOf("privateDnsZone"),
  resourceGroupName: text,
  privateZoneName: text,
  virtualNetworkIds: networkIdsShape,
};
const privateDnsArgsShape: Shape = {
  kind: "choice",
  choose: (args) =>
    isGiven(itemOf(args, "zoneId"))
      ? options<PrivateDnsArgs>(privateDnsFields)
      : options<PrivateDnsArgs>(privateDnsFields, "resourceGroupName"),
};

/**
 * One private DNS for the private endpoints of many registries: a zone, yours or one that is made, and one link for each
 * virtual network. Give it to each endpoint: `privateDns: dns`. A zone in another subscription takes that subscription's
 * provider: `new acr.PrivateDns("hub", { zoneId }, { provider })`. On error it throws {@link ConfigurationError} before
 * anything is registered.
 *
 * @example
 *
 * ```ts
 * import * as acr from "pulumi-acr";
 *
 * const network = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks/hub";
 * const dns = new acr.PrivateDns("hub", { resourceGroupName: "hub", virtualNetworkIds: { hub: network } });
 *
 * for (const name of ["teamone", "teamtwo"]) {
 *   new acr.Registry(name, {
 *     resourceGroupName: "images",
 *     sku: "Premium",
 *     privateEndpoints: { hub: { subnetId: `${network}/subnets/endpoints`, privateDns: dns } },
 *   });
 * }
 * ```
 */
export class PrivateDns extends pulumi.ComponentResource {
  /** ARM id of the zone. */
  declare readonly zoneId: pulumi.Output<string>;
  /** The azure-native zone that was made; `undefined` where `zoneId` names one. */
  declare readonly zone: PrivateZone | undefined;
  /** The azure-native links of the networks, by their names. */
  declare readonly virtualNetworkLinks: Readonly<Record<string, VirtualNetworkLink>>;

  constructor(name: string, args: PrivateDnsArgs, opts: pulumi.ComponentResourceOptions = {}) {
    requireName("PrivateDns", name);
    const given: PrivateDnsArgs = withoutNulls(privateDnsArgsShape, args ?? {});
    const { zoneId, resourceGroupName = "", privateZoneName = clouds.AzureCloud.privateDnsZone } = given;
    const subject = `PrivateDns "${name}"`;
    const dns: DnsOfEndpoint[] = [{ path: [], dns: given }];
    const made = isGiven(zoneId)
      ? {}
      : { zone: { path: ["resourceGroupName"], group: leaf(resourceGroupName), provider: providerIn(opts) } };
    const ofZone = (provider: string) => `Give the component the options { provider: ${provider} }.`;
    const checked = checkConfiguration({
      subject,
      spelling: formatPath,
      args: given,
      misplaced: (written, before) => misplaced(privateDnsArgsShape, written, before),
      judgement: plainJudgement,
      surroundings: [
        ...clashesOf({ component: "PrivateDns", subject, shared: given, ...made, links: declaredLinks(name, dns) }),
        ...inSubscriptions(placesOfLinks(dns, ofZone)),
      ],
    });
    const { own, adopted } = adoption(name, "privatedns:PrivateZone", opts);
    super("pulumi-acr:index:PrivateDns", name, {}, own);
    const gate = checked.finish(this);

    const child = { parent: this, dependsOn: after(gate, []) };
    this.zone = isGiven(zoneId)
      ? undefined
      : new PrivateZone(name, { resourceGroupName, location: "global", privateZoneName }, { ...adopted, ...child });
    const zone = this.zone && { zone: this.zone, resourceGroupName };
    this.virtualNetworkLinks = linkNetworks(name, { shared: zone, links: [] }, dns, child);
    this.zoneId = behind(gate, pulumi.output(this.zone?.id ?? zoneId ?? ""));
    this.registerOutputs({ zoneId: this.zoneId });
  }
}

/** Whether an endpoint's private DNS is one that registries share, of whatever copy of this package. */
export function isPrivateDns(value: unknown): value is PrivateDns {
  return pulumi.Resource.isInstance(value) && "zoneId" in value;
}
