import { readYaml, type YamlNode } from "../yaml/nodes";
import { resolved } from "./decode";

/** A text of YAML as plain data with text keys: what a values file gives. `undefined` where it is no mapping. */
export function plainData(text: string): Readonly<Record<string, unknown>> | undefined {
  const yaml = readYaml(text);
  if (!("node" in yaml)) return undefined;
  if (yaml.node === undefined) return {};
  let nodes = 0;
  const data = (node: YamlNode): unknown => {
    if (++nodes > 100_000) return undefined;
    switch (node.kind) {
      case "alias":
        return data(node.target);
      case "list":
        return node.items.map(data);
      case "map":
        return Object.fromEntries(node.pairs.map(({ key, value }) => [String(data(key)), data(value)]));
      case "scalar":
        return node.plain && /^(?:~|null|Null|NULL|)$/.test(node.text) ? null : resolved(node);
    }
  };
  const value = data(yaml.node);
  if (value === null) return {};
  return typeof value === "object" && !Array.isArray(value) ? Object.fromEntries(Object.entries(value)) : undefined;
}
