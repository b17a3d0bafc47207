import { isObject, isText } from "../../json";
import { references } from "../../types/references";
import { declaration, isArmId, isMissing } from "../elsewhere";
import { type Check, refuse } from "../refusal";
import { notAnId } from "./identities";

/**
 * What Azure Resource Manager and the service refuse where the id of another resource belongs: an object, a text that is
 * no id, the id of another type, the id of what is not there.
 */
export const referenced: Check = ({ type, id, inputs, store }) => {
  for (const [path, arm] of Object.entries(references[type] ?? {})) {
    for (const [place, value] of valuesAt(inputs, path)) {
      if (value === undefined || value === "") continue;
      if (!isText(value)) return refuse("InvalidRequestFormat", `Cannot parse the request: '${place}' is not a text.`);
      if (!isArmId(value)) return notAnId(value, `properties.${place}`);
      if (!isOfType(value, arm)) {
        return refuse(
          "InvalidResourceReference",
          `Resource ${value} referenced by resource ${id} was not found. '${place}' takes the id of a ${arm}.`,
        );
      }
      if (isMissing(value, store)) {
        return refuse(
          "InvalidResourceReference",
          `Resource ${value} referenced by resource ${id} was not found. Please make sure that the referenced resource exists, and that both resources are in the same region. ${declaration(value)}`,
        );
      }
    }
  }
  return undefined;
};

/** The values at a path, with the place of each: `rules[].id` has one for each rule. */
function valuesAt(value: unknown, path: string, above = ""): [place: string, value: unknown][] {
  const [, name = "", list = "", , rest = ""] = /^([^.[]+)(\[\])?(\.(.+))?$/.exec(path) ?? [];
  const inner = isObject(value) ? value[name] : undefined;
  const place = above === "" ? name : `${above}.${name}`;
  const items: [string, unknown][] =
    list === "" ? [[place, inner]] : Array.isArray(inner) ? inner.map((item, at) => [`${place}[${at}]`, item]) : [];
  return rest === "" ? items : items.flatMap(([at, item]) => valuesAt(item, rest, at));
}

/** Whether an id is of an ARM type: its words between the names are the type's. */
function isOfType(id: string, arm: string): boolean {
  const path =
    id
      .split(/\/providers\//i)
      .at(-1)
      ?.split("/")
      .filter(Boolean) ?? [];
  const [namespace = ""] = path;
  const kinds = path.slice(1).filter((_, index) => index % 2 === 0);
  return path.length % 2 === 1 && [namespace, ...kinds].join("/").toLowerCase() === arm.toLowerCase();
}
