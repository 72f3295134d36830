// One incident of the feed in words.
import { country, side } from "./countries";
import type { Cross } from "./cross";
import {
  certainties, Coarse, Corrected, Denied, Disputed, type Feed, isoOf, Near, NO_PLACE, NONE8, OPEN_END,
  OPEN_START, Provisional, Reviewed, statuses, Unplaced,
} from "./feed";
import { capital } from "./telling";
import { day, days, number } from "./when";

/** "Armed clash". */
export function act(feed: Feed, row: number): string {
  const type = feed.types[feed.type[row]!];
  const name = type?.sub_event_type ?? type?.event_type;
  return name ?? (type?.interaction ? capital(type.interaction.toLowerCase()) : "Event");
}

/** The place's name with what is uncertain about it: "near Bakhmut", "somewhere in Kherson Oblast". */
export function where(feed: Feed, row: number): string {
  const place = feed.place[row] === NO_PLACE ? undefined : feed.places[feed.place[row]!];
  if (!place) return "no place given";
  const flags = feed.placeFlags[row]!;
  if (flags & Near) return `near ${place.name}`;
  return flags & Coarse ? `somewhere in ${place.name}` : place.name;
}

/** Country and province of the place. */
export function around(feed: Feed, row: number): string {
  const place = feed.place[row] === NO_PLACE ? undefined : feed.places[feed.place[row]!];
  return place ? [place.admin1 === place.name ? null : place.admin1, place.country && country(place.country)].filter(Boolean).join(", ") : "";
}

// Ranges of days are dear to format, and a list that scrolls meets the same ones again.
const told = new Map<string, string>();

/** The days that the accounts allow. */
export function when(feed: Feed, row: number): string {
  const [from, to] = [feed.dayFrom[row]!, feed.dayTo[row]!];
  if (from === OPEN_START && to === OPEN_END) return "no date given";
  if (from === OPEN_START) return `until ${day(isoOf(feed, to))}`;
  if (to === OPEN_END) return `since ${day(isoOf(feed, from))}`;
  const key = `${feed.epoch + from} ${feed.epoch + to}`;
  let words = told.get(key);
  if (!words) told.set(key, (words = days(isoOf(feed, from), isoOf(feed, to))));
  return words;
}

/** "12", "at least 3", "3 – 9", "up to 9"; empty where nobody gives a number. */
export function tollWords(low: number, best: number, high: number): string {
  if (best >= 0) return number(best);
  if (low >= 0 && high >= 0) return low === high ? number(low) : `${number(low)} – ${number(high)}`;
  if (low >= 0) return `at least ${number(low)}`;
  return high >= 0 ? `up to ${number(high)}` : "";
}

export const killed = (feed: Feed, row: number): string =>
  tollWords(feed.killedLow[row]!, feed.killedBest[row]!, feed.killedHigh[row]!);
export const injured = (feed: Feed, row: number): string =>
  tollWords(feed.injuredLow[row]!, feed.injuredBest[row]!, feed.injuredHigh[row]!);

/** The actors, the first as the one who acts. */
export function actors(feed: Feed, row: number): string {
  const names: string[] = [];
  for (let i = feed.actorsAt[row]!; i < feed.actorsAt[row + 1]!; i++) names.push(feed.actors[feed.actorOf[i]!]!.name);
  return names.join(" · ");
}

export function sources(feed: Feed, row: number): string[] {
  const names: string[] = [];
  for (let i = feed.sourcesAt[row]!; i < feed.sourcesAt[row + 1]!; i++) names.push(feed.sources[feed.sourceOf[i]!]!);
  return names;
}

export const sides = (feed: Feed, row: number): string =>
  [feed.side1[row]!, feed.side2[row]!].filter((code) => code !== NONE8).map((code) => side(feed.sides[code]!)).join(" · ");

export const grade = (feed: Feed, row: number): string => feed.grades[feed.grade[row]!] ?? "";
export const certainty = (feed: Feed, row: number): string => certainties[feed.certainty[row]!] ?? "certainty unknown";

export interface Mark {
  word: string;
  /** Only disagreement shouts. */
  loud: boolean;
}

/** What makes an incident less than plain. */
export function marks(feed: Feed, row: number): Mark[] {
  const flags = feed.flags[row]!;
  const found: Mark[] = [];
  const add = (word: string, loud = false) => found.push({ word, loud });
  if (flags & Disputed) add("disputed", true);
  if (flags & Denied) add("denied by somebody", true);
  if (feed.status[row]) add(statuses[feed.status[row]!] ?? "");
  if (feed.certainty[row]) add(certainty(feed, row));
  if (feed.placeFlags[row]! & Provisional) add("place not sure");
  if (feed.placeFlags[row]! & Unplaced) add("not on the map");
  if (flags & Corrected) add("corrected");
  else if (flags & Reviewed) add("reviewed");
  return found;
}

/** Whether the words for it are likely to be hard to read: several dead, many hurt, or civilians attacked. */
export function graphic({ feed }: Cross, row: number): boolean {
  const most = (low: Int32Array, best: Int32Array, high: Int32Array) => Math.max(low[row]!, best[row]!, high[row]!);
  return (
    most(feed.killedLow, feed.killedBest, feed.killedHigh) >= 3 || most(feed.injuredLow, feed.injuredBest, feed.injuredHigh) >= 10 ||
    feed.types[feed.type[row]!]?.event_type === "Violence against civilians"
  );
}
