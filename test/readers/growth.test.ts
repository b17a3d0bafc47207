import { expect, it } from "vitest";
import { readText } from "../../src/readers/file";
import { planOf } from "../../src/reviewCommand/planOption";
import { review } from "../../src/reviewCommand/review";

// Nothing about reading grows faster than the file by much: twenty times the file takes no more than forty times as long.

const template = (parameters: object, resources: unknown) => ({
  $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  contentVersion: "1.0.0.0",
  parameters,
  resources,
});
const registry = (more: object) => ({
  type: "Microsoft.ContainerRegistry/registries",
  apiVersion: "2023-07-01",
  location: "westeurope",
  sku: { name: "Premium" },
  ...more,
});
const entries = (count: number, make: (index: number) => [string, unknown]) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => make(index)));
const list = <Item>(count: number, make: (index: number) => Item) =>
  Array.from({ length: count }, (_, index) => make(index));
const group = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg/providers";

const files: Record<string, (count: number) => object> = {
  "parameters and arguments in other letter case": (count) =>
    template({}, [
      {
        type: "Microsoft.Resources/deployments",
        name: "module",
        properties: {
          expressionEvaluationOptions: { scope: "inner" },
          parameters: entries(count, (index) => [`P${index}`, "[createObject('value', 'x')]"]),
          template: template(
            entries(2 * count, (index) => [`p${index}`, { type: "string", defaultValue: "y" }]),
            [
              registry({
                name: "contosoimages",
                tags: entries(2 * count, (index) => [`t${index}`, `[parameters('p${index}')]`]),
              }),
            ],
          ),
        },
      },
    ]),
  "resources that are left out": (count) =>
    template(
      {},
      list(count, (index) => registry({ name: `contoso${index}`, condition: "[equals('a', 'b')]" })),
    ),
  "children that may not be made": (count) =>
    template({ open: { type: "bool" } }, [
      registry({ name: "contosoimages" }),
      ...list(count, (index) => ({
        type: "Microsoft.ContainerRegistry/registries/webhooks",
        apiVersion: "2023-07-01",
        name: `contosoimages/hook${index}`,
        condition: "[parameters('open')]",
      })),
    ]),
  "what-if changes without content": (count) => ({
    status: "Succeeded",
    changes: [
      {
        resourceId: `${group}/Microsoft.ContainerRegistry/registries/contosoimages`,
        changeType: "Create",
        after: registry({ id: `${group}/Microsoft.ContainerRegistry/registries/contosoimages`, name: "contosoimages" }),
      },
      ...list(count, (index) => ({
        changeType: "Unsupported",
        resourceId: `${group}/Microsoft.ContainerRegistry/registries/r${index}`,
      })),
    ],
  }),
  "registries that exist": (count) =>
    list(count, (index) => {
      const id = `${group}/Microsoft.ContainerRegistry/registries/contoso${index}`;
      return registry({ id, name: `contoso${index}`, properties: { privateEndpointConnections: [] } });
    }),
  "references to what is not there": (count) =>
    list(count, (index) => ({
      type: "azure-native:containerregistry:Webhook",
      name: `hook${index}`,
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the file format has it
      inputs: { registryName: "${registry.name}", scope: `\${other${index}.name}:*` },
    })),
};

it.each(Object.entries(files))(
  "%s",
  (_what, make) => {
    const plan = planOf("none", undefined);
    const time = (count: number) => {
      const text = JSON.stringify(make(count));
      const start = process.cpuUsage();
      review([{ file: "x", content: readText(text) }], { plan });
      return process.cpuUsage(start).user;
    };
    time(100);
    const [small, large] = [time(100), time(2000)];
    expect(large).toBeLessThan(40 * Math.max(small, 10_000));
  },
  60_000,
);
