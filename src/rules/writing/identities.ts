/** Whether an identity's type names user-assigned identities. */
export const hasUserAssigned = (type: string | undefined) => /UserAssigned/i.test(type ?? "");
/** Whether an identity's type names the system-assigned identity. */
export const hasSystemAssigned = (type: string | undefined) => /SystemAssigned/i.test(type ?? "");
/** Whether an identity's type says that there is none. */
export const isNone = (type: string | undefined) => type?.toLowerCase() === "none";
/** Whether a text is a UUID, as client ids and principal ids are. */
export const isUuid = (value: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);
/** Whether two texts differ in nothing but the case of letters. */
export const sameText = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
