// What the desk shows, in words: "212 incidents, 3 to 20 March 2022, as known by 25 March 2022".
import { longDay, longDays } from "./when";

export interface Shown {
  /** How many of what: "212 incidents". */
  what: string;
  from: string;
  to: string;
  knownFrom: string;
  knownTo: string;
  asOf: string;
}

function stretch(from: string, to: string): string {
  if (from && to) return longDays(from, to);
  if (from) return `since ${longDay(from)}`;
  return to ? `until ${longDay(to)}` : "";
}

export function title({ what, from, to, knownFrom, knownTo, asOf }: Shown): string {
  const known = stretch(knownFrom, knownTo);
  return [
    what, stretch(from, to), known && `first known ${known}`, asOf && `as known by ${longDay(asOf)}`,
  ].filter(Boolean).join(", ");
}
