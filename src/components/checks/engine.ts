import * as pulumi from "@pulumi/pulumi";

/** The engine of this deployment; `undefined` where there is none, as in unit tests with mocks, which know no hooks. */
export function engineMonitor(): object | undefined {
  const monitor: unknown = pulumi.runtime.getMonitor();
  return typeof monitor === "object" && monitor !== null && "registerResourceHook" in monitor ? monitor : undefined;
}
