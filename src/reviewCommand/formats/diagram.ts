import { type ChildKind, childKinds, known, normalise, normaliseRegion, type RegistryModel } from "../../model";
import type { LinkedRegistry } from "../../readers/link/link";

/** A picture shows at most this many things of a kind, so that it stays readable. */
const most = 12;

/** A Mermaid flow chart of a registry: its regions, private endpoints, tasks and how many there are of the rest. */
export function picture({ model, label }: LinkedRegistry): string {
  const registry = normalise(model).model;
  const tier = known(() => registry.sku?.name);
  const lines = ["flowchart LR", `  registry["${text(label)}${tier ? `<br/>${text(tier)}` : ""}"]`];
  const home = known(() => registry.location);
  if (home) lines.push(`  home(["${text(normaliseRegion(home))}<br/>home region"])`, "  registry --- home");

  const draw = (kind: ChildKind, id: string, arrow: string, shape: (title: string) => string, title: Title) => {
    const children = known(() => registry[kind]) ?? {};
    const keys = Object.keys(children);
    keys.slice(0, most).forEach((key, index) => {
      lines.push(`  ${id}${index}${shape(text(title(key, registry)))}`, `  ${arrow.replace("$", `${id}${index}`)}`);
    });
    if (keys.length > most) {
      lines.push(`  ${id}More${shape(`${keys.length - most} more`)}`, `  ${arrow.replace("$", `${id}More`)}`);
    }
  };
  draw("replications", "replica", "registry --- $", round, (key, { replications }) => {
    const location = known(() => replications?.[key]?.location);
    return location ? normaliseRegion(location) : key;
  });
  draw("privateEndpoints", "endpoint", "$ -->|private link| registry", hexagon, (key) => key);
  draw("tasks", "task", "$ -->|builds into| registry", box, (key) => key);
  const access = known(() => registry.publicNetworkAccess);
  const rules = known(() => registry.networkRuleSet?.defaultAction);
  lines.push(
    access === "Disabled"
      ? '  internet(("internet")) -. closed .-x registry'
      : `  internet(("internet")) -->|${rules === "Deny" ? "allowed addresses" : "open"}| registry`,
  );
  const rest = counted(registry);
  if (rest.length) lines.push(`  rest["${text(rest.join(", "))}"]`, "  registry --- rest");
  return lines.join("\n");
}

type Title = (key: string, registry: RegistryModel) => string;

const round = (title: string) => `(["${title}"])`;
const hexagon = (title: string) => `{{"${title}"}}`;
const box = (title: string) => `[/"${title}"/]`;

const countedKinds: readonly ChildKind[] = ["webhooks", "tokens", "cacheRules", "agentPools", "connectedRegistries"];

function counted(registry: RegistryModel): string[] {
  return countedKinds.flatMap((kind) => {
    const count = Object.keys(known(() => registry[kind]) ?? {}).length;
    const { noun, plural } = childKinds[kind];
    return count ? [`${count} ${count === 1 ? noun : plural}`] : [];
  });
}

/** A name as Mermaid shows it, whatever it holds: its signs as Mermaid's own entities. */
function text(name: string): string {
  const short = name.length > 60 ? `${name.slice(0, 57)}...` : name;
  return short.replace(/[^\p{L}\p{N} .,_-]/gu, (sign) => `#${sign.codePointAt(0)};`);
}
