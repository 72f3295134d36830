// An assertion while a person puts it right. What is derived over the record is no part of what they give.
import type { ActorRef, Assertion, Link, PlaceRef, Span, Target, Toll, Weapon } from "../types";
import { subEventTypes } from "./vocabulary";

/** Everything to be changed freely, apart from what the record derives. */
export const draftOf = (assertion: Assertion): Assertion =>
  structuredClone({ ...assertion, disputed_by: [], answers: [], incident_id: null });

/** An assertion that the machine missed, begun with the words of it that were selected. */
export const blank = (report_id: string, evidence: Span): Assertion => ({
  assertion_id: "", report_id, type: "event", evidence, trigger: null, event_type: null, sub_event_type: null, interaction: null,
  status: "actual", polarity: "affirmed", certainty: "certain", hedges: [], date: null, places: [], actors: [], targets: [], weapons: [],
  tolls: [], holder: null, state: null, attribution: [], disputed_by: [], answers: [], incident_id: null, made_by: "", confidence: null,
  review: { state: "unreviewed", by: null, at: null, note: null },
});

export const blankPlace = (evidence: Span): PlaceRef => ({
  role: "location", name: null, as_written: evidence.exact, place_id: null, lat: null, lon: null, level: null, admin1: null, country: null,
  relation: null, km: null, score: null, candidates: [], reasons: [], evidence,
});
export const blankActor = (evidence: Span, role: ActorRef["role"] = "actor1"): ActorRef => ({
  role, name: evidence.exact, as_written: evidence.exact, country: null, sector: null, evidence,
});
export const blankToll = (evidence: Span): Toll => ({
  measure: "killed", of: null, country: null, low: null, best: null, high: null, qualifier: null, per: null, includes: [],
  as_written: evidence.exact, attribution: [], evidence,
});
export const blankWeapon = (evidence: Span): Weapon => ({ name: evidence.exact, class: null, count: null, as_written: evidence.exact, evidence });
export const blankTarget = (evidence: Span): Target => ({ as_written: evidence.exact, category: null, evidence });
export const blankLink = (evidence: Span): Link => ({
  source: { name: evidence.exact, as_written: evidence.exact, role: null, country: null, category: null, evidence },
  cue: null, manner: null, channel: null, said_on: null, evidence: null,
});

/** The number in a field; null where it is empty. */
export function whole(event: Event): number | null {
  const { value } = event.currentTarget as HTMLInputElement;
  return value === "" ? null : Number(value);
}

/** How exactly two days say when it was: by the shortest stretch of the calendar that is as long. */
export function precisionOf(earliest: string | null, latest: string | null): string {
  if (!earliest || !latest) return "day";
  const days = (Date.parse(latest) - Date.parse(earliest)) / 86_400_000 + 1;
  const steps: [number, string][] = [[1, "day"], [7, "week"], [31, "month"], [92, "quarter"], [366, "year"]];
  return steps.find(([most]) => days <= most)?.[1] ?? "decade";
}

/** The event type that a finer type belongs to. */
export const parentOf = (sub: string | null): string | null =>
  Object.entries(subEventTypes).find(([, all]) => all.includes(sub ?? ""))?.[0] ?? null;

/** What is still wanted before it can be sent, in words; the server checks again. What was amiss in the one that is put
 * right is not the reviewer's doing: one thing can be put right and another left. */
export function wanting(draft: Assertion, former?: Assertion): string[] {
  const before = former ? wanting(former) : [];
  return amiss(draft).filter((each) => !before.includes(each));
}

function amiss(draft: Assertion): string[] {
  const found: string[] = [];
  if (draft.type === "event" && !draft.sub_event_type && !draft.interaction) found.push("an event needs a type");
  if (draft.type === "event" && !draft.trigger) found.push("an event needs the words that name the act");
  if (draft.type === "control" && (!draft.state || !draft.places.length)) found.push("control needs a state and a place");
  const { date } = draft;
  if (date && date.basis === "stated" && !date.evidence) found.push("a stated day needs the words that state it");
  if (date?.earliest && date.latest && date.latest < date.earliest) found.push("the days run backwards");
  for (const { measure, low, best, high } of draft.tolls) {
    const given = [low, best, high].filter((n): n is number => n !== null);
    if (given.some((n, i) => n < 0 || (i > 0 && n < given[i - 1]!))) found.push(`${measure}: low, best and high do not rise`);
  }
  return found;
}

/** The draft as it is sent: the values follow the words and types that were chosen. */
export function given(draft: Assertion): Assertion {
  const { review: _, ...rest } = draft;
  const sub = draft.type === "event" ? draft.sub_event_type : null;
  const places = draft.places.map((place) => (place.place_id ? place : { ...place, name: place.name ?? place.as_written }));
  return { ...rest, sub_event_type: sub, event_type: sub ? parentOf(sub) : draft.type === "event" ? draft.event_type : null, places } as Assertion;
}
