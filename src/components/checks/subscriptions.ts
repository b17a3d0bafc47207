import { getClientConfig } from "@pulumi/azure-native/authorization/getClientConfig.js";
import { Provider } from "@pulumi/azure-native/provider.js";
import * as pulumi from "@pulumi/pulumi";
import { isUnknown, type Path, parseResourceId, sameId } from "../../model";
import type { Finding } from "../../rules";
import { called, otherFindings } from "../../rules/otherFindings";
import { isGiven, onlySet, resolve } from "../inputs";
import { markWritten } from "./spelling";
import type { Surroundings } from "./validation";

/** Something that belongs into the subscription of an id: azure-native makes it in that of its provider. */
export interface Place {
  /** What decides it, in the arguments. */
  readonly path: Path;
  /** The id, or what finds out the subscription. */
  readonly belongs: pulumi.Input<string> | undefined | ((resource: pulumi.Resource) => Promise<string | undefined>);
  /** What is in that subscription: `The zone`. */
  readonly what: string;
  /** What is made by the provider: `the links of its networks`. */
  readonly made: string;
  /** The provider that the program gives. Default: the component's. */
  readonly provider?: pulumi.ProviderResource | undefined;
  /** How to mend it: with a provider of the right subscription, as text, or in the subscription that the provider has. */
  readonly fix: (provider: string, here: string) => string;
}

/** Compares where things belong with the subscriptions of the providers that make them. */
export function inSubscriptions(places: readonly Place[]): Surroundings[] {
  const given = places.filter(({ belongs }) => isGiven(belongs));
  if (given.length === 0) return [];
  return [
    {
      now: () => [],
      later: async (resource) => (await Promise.all(given.map((place) => elsewhere(place, resource)))).flat(),
    },
  ];
}

async function elsewhere(place: Place, resource: pulumi.Resource): Promise<Finding[]> {
  const { belongs, provider } = place;
  const there = typeof belongs === "function" ? await belongs(resource) : await subscriptionOfId(belongs);
  const here = there && (await subscriptionOf(provider ?? providerOf(resource)));
  return here && !sameId(here, there) ? [markWritten(otherSubscription(place, there, here))] : [];
}

/** The subscription of an ARM id; `undefined` while the id is not known. */
export async function subscriptionOfId(input: unknown): Promise<string | undefined> {
  const id: unknown = Object((await resolve({ id: input })).value).id;
  return typeof id === "string" && !isUnknown(id) ? parseResourceId(id)?.subscriptionId : undefined;
}

/** The subscriptions of providers, by deployment; each provider is asked once. */
const known = new WeakMap<object, Map<pulumi.ProviderResource | undefined, Promise<string | undefined>>>();

/**
 * The subscription in which a provider makes things; without one, the default provider. `undefined` where it cannot be
 * told: in unit tests with mocks, and while the provider's own configuration is not known.
 */
export function subscriptionOf(provider: pulumi.ProviderResource | undefined): Promise<string | undefined> {
  const monitor: object = pulumi.runtime.getMonitor() ?? {};
  const ofDeployment =
    known.get(monitor) ?? new Map<pulumi.ProviderResource | undefined, Promise<string | undefined>>();
  known.set(monitor, ofDeployment);
  const found = ofDeployment.get(provider) ?? askFor(provider);
  ofDeployment.set(provider, found);
  return found;
}

async function askFor(provider: pulumi.ProviderResource | undefined): Promise<string | undefined> {
  try {
    const { subscriptionId } = await getClientConfig(onlySet({ provider }));
    return typeof subscriptionId === "string" && subscriptionId ? subscriptionId : undefined;
  } catch {
    // Without credentials there is nothing to compare with. Azure says so when something is made.
    return undefined;
  }
}

/** The azure-native provider that the children of a resource get; none for the default one. */
export function providerOf(resource: pulumi.Resource | undefined): pulumi.ProviderResource | undefined {
  return resource?.getProvider("azure-native:authorization:getClientConfig");
}

/** The azure-native provider that a component's options give: their own, else that of its parent. */
export function providerIn(opts: pulumi.ComponentResourceOptions): pulumi.ProviderResource | undefined {
  const { provider, providers, parent } = opts;
  const given = Array.isArray(providers) ? providers : Object.values(providers ?? {});
  return [provider, ...given].find((candidate) => Provider.isInstance(candidate)) ?? providerOf(parent);
}

function otherSubscription({ path, what, made, fix }: Place, there: string, here: string): Finding {
  return {
    ...called(otherFindings.otherSubscription),
    severity: "error",
    subject: "shape",
    path,
    message: `${what} is in subscription ${there}, and ${made} would be made in ${here}, the subscription of the provider.`,
    fix: fix(`new azure.Provider("there", { subscriptionId: "${there}" })`, here),
    docs: "https://www.pulumi.com/docs/iac/concepts/options/provider/",
    related: [],
  };
}
