// Until when a waiver of a review, or an entry of a component's `accept`, holds.

/** The moment from which a date no longer holds: the end of its day, or the given time. `undefined`: no date. */
export function expiryOf(expires: string): Date | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})(T.+)?$/.exec(expires);
  if (!match) return undefined;
  const moment = new Date(match[4] === undefined ? `${expires}T24:00:00Z` : expires);
  const day = new Date(Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])));
  // The 31st of a shorter month is no date, though Date makes one of it.
  return Number.isNaN(moment.getTime()) || day.getUTCDate() !== Number(match[3]) ? undefined : moment;
}

/** Whether a date still holds. */
export function isBefore(now: Date, expires: string): boolean {
  const end = expiryOf(expires);
  return end !== undefined && now.getTime() < end.getTime();
}
