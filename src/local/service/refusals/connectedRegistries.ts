import { at, listAt, textAt } from "../../json";
import { type Check, refuse } from "../refusal";
import { key } from "../store";

/** CR-02, C200; C203 (CR-04); CR-05; CR-09. */
const place: Check = ({ inputs, registry, store }) => {
  if (!registry) return undefined;
  if (registry.inputs.dataEndpointEnabled !== true) {
    return refuse("BadRequest", "A connected registry needs a registry with dedicated data endpoints enabled.");
  }
  const parentId = textAt(inputs, "parent.id");
  const parent = key(parentId).startsWith(`${key(registry.id)}/connectedregistries/`) ? store.get(parentId) : undefined;
  if (parentId !== "" && !parent && key(parentId) !== key(registry.id)) {
    return refuse("ConnectedRegistryNotFound", "The parent connected registry was not found in the registry.", 404);
  }
  if (isReadOnly(textAt(parent?.inputs, "mode")) && !isReadOnly(textAt(inputs, "mode"))) {
    return refuse("BadRequest", "A child of a ReadOnly connected registry must be ReadOnly.");
  }
  const tokenId = textAt(inputs, "parent.syncProperties.tokenId");
  return key(tokenId).startsWith(`${key(registry.id)}/tokens/`) && store.get(tokenId)
    ? undefined
    : refuse("TokenNotFound", "The sync token of the connected registry was not found in the registry.", 404);
};

/** The older name of the mode is Mirror. */
function isReadOnly(mode: string): boolean {
  return ["readonly", "mirror"].includes(mode.toLowerCase());
}

const hour = 3600;
const day = 24 * hour;

/** CR-06, C207; CR-07, C208, C209. */
const times: Check = ({ inputs }) => {
  const lifetime = secondsIn(textAt(inputs, "parent.syncProperties.messageTtl"));
  if (lifetime === undefined || lifetime < day || lifetime > 90 * day) {
    return refuse("InvalidMessageTtl", "The message TTL must be an ISO 8601 duration from 1 to 90 days.");
  }
  const given = at(inputs, "parent.syncProperties.syncWindow");
  if (given === undefined) return undefined;
  const window = secondsIn(String(given));
  if (window === undefined || window < hour || window > 7 * day) {
    return refuse("InvalidSyncWindow", "The sync window must be an ISO 8601 duration from 1 hour to 7 days.");
  }
  return textAt(inputs, "parent.syncProperties.schedule") === ""
    ? refuse("InvalidSyncWindow", "A sync window needs a schedule.")
    : undefined;
};

/** The seconds of an ISO 8601 duration of weeks, days, hours, minutes and seconds. */
function secondsIn(duration: string): number | undefined {
  const parts = /^P(?!$)(?:(\d+)W)?(?:(\d+)D)?(?:T(?!$)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(duration)?.slice(1);
  const units = [7 * day, day, hour, 60, 1];
  return parts?.reduce((sum, part, index) => sum + Number(part ?? 0) * (units[index] ?? 0), 0);
}

/** CR-10, C211. */
const clients: Check = ({ inputs }) =>
  listAt(inputs, "clientTokenIds").length > 50
    ? refuse("QuotaExceeded", "A connected registry can have at most 50 client tokens.", 409)
    : undefined;

/** What the service refuses of a connected registry. */
export const connectedRegistryChecks: readonly Check[] = [place, times, clients];
