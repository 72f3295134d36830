// Assertions in words: who says, what, where, when, how sure.
import type { Assertion, Link, PlaceRef, ReportHead, Source, Toll, When } from "./types";
import { day, days, number } from "./when";

export { day };

/** The days that the words allow. */
export function when(date: When | null): string {
  if (!date || (!date.earliest && !date.latest)) return "no date given";
  const { earliest, latest } = date;
  if (!earliest) return `until ${day(latest!)}`;
  if (!latest) return `since ${day(earliest)}`;
  return days(earliest, latest);
}

export const speaker = (source: Source): string => source.name ?? source.as_written ?? "somebody who is not named";

/** Who says it, the speaker first: "Vitalii Kim, via Telegram". Empty where the report itself says it. */
export function saidBy(chain: Link[]): string {
  const last = chain[chain.length - 1];
  if (!last) return "";
  const relay = chain.slice(0, -1).reverse();
  const through = relay.map((link) => `, as told by ${speaker(link.source)}`).join("");
  return `${speaker(last.source)}${last.channel ? ` (${last.channel})` : ""}${through}`;
}

/** What is asserted, in the record's own terms. */
export function act(assertion: Assertion): string {
  if (assertion.type === "control") {
    const state = assertion.state ?? "held";
    return assertion.holder ? `${capital(state)}: ${assertion.holder.name}` : capital(state);
  }
  const type = assertion.sub_event_type ?? assertion.event_type;
  if (type) return type;
  if (assertion.interaction) return capital(assertion.interaction.toLowerCase());
  return assertion.type === "statement" ? "Statement" : "Event";
}

export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** "near Bakhmut", "Kherson Oblast". */
export function where(place: PlaceRef): string {
  const relation = place.relation && !["at", "in"].includes(place.relation) ? `${place.relation} ` : "";
  return `${relation}${place.name ?? place.as_written}`;
}

/** The places where it happened, each once. */
export function wheres(assertion: Assertion): string[] {
  return [...new Set(assertion.places.filter((place) => place.role === "location").map(where))];
}

export function count(toll: Toll): string {
  const { low, best, high } = toll;
  if (best !== null) return number(best);
  if (low !== null && high !== null) return `${number(low)} – ${number(high)}`;
  if (low !== null) return `at least ${number(low)}`;
  if (high !== null) return `up to ${number(high)}`;
  return toll.as_written;
}

/** "3 killed", "at least 40 shot down (drones) a day". */
export function tollWords(toll: Toll): string {
  return `${count(toll)} ${toll.measure}${toll.of ? ` (${toll.of})` : ""}${toll.per ? ` a ${toll.per}` : ""}`;
}

/** Whether its words are likely to be hard to read: several dead, many hurt, or civilians attacked. */
export function graphic({ tolls, event_type }: Assertion): boolean {
  const most = (measure: string) => Math.max(0, ...tolls.filter((toll) => toll.measure === measure).map(({ low, best, high }) => best ?? high ?? low ?? 0));
  return most("killed") >= 3 || most("injured") >= 10 || event_type === "Violence against civilians";
}

/** The report by its outlet, else by a short form of its title, else by its file's name. */
export function outlet(head: ReportHead | undefined): string {
  if (!head) return "a report";
  if (head.publisher) return head.publisher;
  if (head.title) return head.title.length > 60 ? `${head.title.slice(0, 58).trimEnd()} …` : head.title;
  return head.origin.split(/[\\/]/).pop() || head.report_id;
}
