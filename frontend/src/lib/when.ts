// Days and numbers in the reader's own locale. Days of the record have no time zone, so they are shown as UTC.

const utc = { timeZone: "UTC" } as const;
const whole = new Intl.DateTimeFormat(undefined, { ...utc, day: "numeric", month: "short", year: "numeric" });
const long = new Intl.DateTimeFormat(undefined, { ...utc, day: "numeric", month: "long", year: "numeric" });
const monthly = new Intl.DateTimeFormat(undefined, { ...utc, month: "short", year: "numeric" });
const figures = new Intl.NumberFormat();

const at = (iso: string): Date => new Date(`${iso.slice(0, 10)}T00:00Z`);
const isDay = (iso: string) => /^\d{4}-\d\d-\d\d/.test(iso) && !Number.isNaN(at(iso).getTime());

/** "2023-02-12" -> "12 Feb 2023". What is no day stays as it is. */
export const day = (iso: string): string => (isDay(iso) ? whole.format(at(iso)) : iso);

/** "2023-02-12" -> "12 February 2023". */
export const longDay = (iso: string): string => (isDay(iso) ? long.format(at(iso)) : iso);

/** "3 – 12 Feb 2023": two days with what they share said once. */
export function days(from: string, to: string): string {
  if (!isDay(from) || !isDay(to)) return `${from} – ${to}`;
  return from === to ? day(from) : whole.formatRange(at(from), at(to));
}

/** "3 – 12 February 2023". */
export const longDays = (from: string, to: string): string =>
  from === to ? longDay(from) : long.formatRange(at(from), at(to));

export const month = (iso: string): string => monthly.format(at(iso));

export const number = (value: number): string => figures.format(value);

/** "1 incident", "2,040 incidents". */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${number(count)} ${count === 1 ? one : many}`;
