const day = 86_400_000;
/** What the letters of a duration stand for, in milliseconds. A year and a month count 365 and 30 days, as .NET reads them. */
const dateParts = [365 * day, 30 * day, 7 * day, day] as const;
const timeParts = [3_600_000, 60_000, 1000] as const;
const amount = "(\\d+(?:\\.\\d+)?)";
const form = new RegExp(
  `^P(?!$)(?:${amount}Y)?(?:${amount}M)?(?:${amount}W)?(?:${amount}D)?(?:T(?!$)(?:${amount}H)?(?:${amount}M)?(?:${amount}S)?)?$`,
);

/** A duration in the form of ISO 8601 (`P30D`, `PT4H`) in milliseconds; `undefined` for any other text. */
export function readDuration(text: string): number | undefined {
  const parts = form.exec(text)?.slice(1);
  return parts?.reduce((sum, part, index) => sum + Number(part ?? 0) * ([...dateParts, ...timeParts][index] ?? 0), 0);
}

/** A number of days in milliseconds. */
export const days = (count: number) => count * day;
/** A number of hours in milliseconds. */
export const hours = (count: number) => count * timeParts[0];
