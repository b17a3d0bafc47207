import { createRequire } from "node:module";
import * as pulumi from "@pulumi/pulumi";
import type { ResourceInvokeRequest } from "@pulumi/pulumi/proto/resource_pb";
import { plainValue } from "../inputs";

/** A resource that the stack has at the moment, as its state says. */
export interface StackResource {
  readonly urn: string;
  /** The type token. */
  readonly type: string;
  /** The name in the program that made it. */
  readonly name: string;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** What is read of the stack: the registry, what belongs to it, and nothing else that may be in a program. */
const read =
  /^(pulumi-acr:index:\w+|azure-native(_\w+)?:(containerregistry(\/\w+)?:\w+|network(\/\w+)?:PrivateEndpoint))$/;

const states = new WeakMap<object, Promise<readonly StackResource[] | undefined>>();

/**
 * What the stack has now, whatever the last program said: a deployment that failed half way leaves behind what no program
 * names. Read once in a deployment. `undefined` where it cannot be read.
 */
export function stackResources(): Promise<readonly StackResource[] | undefined> {
  const monitor: object | undefined = pulumi.runtime.getMonitor();
  if (!monitor) return Promise.resolve(undefined);
  let state = states.get(monitor);
  if (!state) {
    state = readStack();
    states.set(monitor, state);
  }
  return state;
}

async function readStack(): Promise<readonly StackResource[] | undefined> {
  // A backend that knows no projects takes the stack's name alone.
  const stack = pulumi.getStack();
  for (const name of [`${pulumi.getOrganization()}/${pulumi.getProject()}/${stack}`, stack]) {
    const found = await within(20_000, outputsOfStack(name)).catch(() => undefined);
    if (found) return resourcesIn(found);
  }
  return undefined;
}

/** What a promise gives, or `undefined` after a time. */
async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((settle) => {
    timer = setTimeout(() => settle(undefined), milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Asks the engine. Not through the SDK's `invoke`: that turns each resource that is an output into an object of its class,
 * which asks the engine for resources that this deployment has not come to yet.
 */
async function outputsOfStack(stackName: string): Promise<unknown> {
  const sdk = createRequire(require.resolve("@pulumi/pulumi/package.json"));
  const { Struct } = sdk("google-protobuf/google/protobuf/struct_pb.js");
  const proto: { ResourceInvokeRequest: new () => ResourceInvokeRequest } = sdk("./proto/resource_pb.js");
  const request = new proto.ResourceInvokeRequest();
  request.setTok("pulumi:pulumi:readStackResourceOutputs");
  request.setArgs(Struct.fromJavaScript({ stackName }));
  request.setAcceptresources(false);
  return new Promise((settle, fail) => {
    pulumi.runtime.getMonitor()?.invoke(request, (error, response) => {
      if (error) fail(error);
      else settle(response.getReturn()?.toJavaScript().outputs);
    });
  });
}

function resourcesIn(outputs: unknown): StackResource[] {
  return entriesOf(outputs).flatMap(([urn, resource]) => {
    const [, , types = "", ...name] = urn.split("::");
    const type = types.split("$").at(-1) ?? "";
    if (!read.test(type)) return [];
    const own = entriesOf(resource).find(([key]) => key === "outputs")?.[1];
    return [{ urn, type, name: name.join("::"), outputs: Object.fromEntries(entriesOf(plainValue(own))) }];
  });
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}
