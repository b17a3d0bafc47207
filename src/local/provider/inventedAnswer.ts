import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { asSecret } from "../../model/engineMarks";
import type { Properties } from "../json";

/** How deep an answer is made up. */
const depth = 4;

/**
 * An answer to a function of azure-native that the local Azure does not have: made-up values in the shape that the
 * declarations of the program's own azure-native give, the same in every run, as secrets. Empty where there are none.
 *
 * The engine takes no unknown values from a function, not even in a preview, so this is what keeps a program running.
 */
export function inventedAnswer(token: string, args: Properties, project: string): Properties {
  const [, module = "", name = ""] = /^azure-native:(\w+)(?:\/\w+)?:(\w+)$/.exec(token) ?? [];
  const folder = packageFolder(project);
  const text = folder === undefined ? undefined : readText(join(folder, module, `${name}.d.ts`));
  const [, body] = /export interface \w+Result \{\n([\s\S]*?)\n\}/.exec(text ?? "") ?? [];
  if (folder === undefined || body === undefined) return {};
  const declared = readText(join(folder, "types", "output.d.ts")) ?? "";
  const seed = `${token}${JSON.stringify(args)}`;
  const shape = shapeOf(body, /^ {4}readonly (\w+)\??: (.+);$/gm);
  return Object.fromEntries(
    shape.map(([key, type]) => [key, asSecret(madeUp(type, `${seed}/${key}`, declared, depth))]),
  );
}

function packageFolder(project: string): string | undefined {
  try {
    return dirname(createRequire(join(project, "package.json")).resolve("@pulumi/azure-native/package.json"));
  } catch {
    return undefined;
  }
}

function readText(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

function shapeOf(body: string, line: RegExp): [name: string, type: string][] {
  return [...body.matchAll(line)].map(([, name = "", type = ""]) => [name, type]);
}

function madeUp(type: string, seed: string, declared: string, left: number): unknown {
  if (type.endsWith("[]")) return [madeUp(type.slice(0, -2), `${seed}/0`, declared, left)];
  if (type === "number") return 1;
  if (type === "boolean") return false;
  const [, module, name] = /^outputs\.(\w+)\.(\w+)$/.exec(type) ?? [];
  if (module !== undefined) {
    const shape = left > 0 ? shapeOf(interfaceOf(declared, module, name ?? ""), /^ {8}(\w+)\??: (.+);$/gm) : [];
    return Object.fromEntries(shape.map(([key, inner]) => [key, madeUp(inner, `${seed}/${key}`, declared, left - 1)]));
  }
  return type === "string" ? createHash("sha256").update(seed).digest("base64") : {};
}

function interfaceOf(declared: string, module: string, name: string): string {
  const start = declared.indexOf(`\nexport declare namespace ${module} {`);
  const space = start < 0 ? "" : declared.slice(start, declared.indexOf("\n}\n", start));
  const at = space.indexOf(`\n    interface ${name} {`);
  return at < 0 ? "" : space.slice(at, space.indexOf("\n    }", at));
}
