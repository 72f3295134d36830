// Which words of a report an assertion and each of its values stand on.
import type { Assertion, Link, Span } from "./types";

export type Slot =
  | "date" | "place" | "actor" | "target" | "weapon" | "toll" | "holder" | "source" | "trigger" | "hedge";

export interface Layer {
  assertion: Assertion;
  slot: Slot | null; // null: the evidence itself
  span: Span;
}

const linkSpans = (chain: Link[]): (Span | null)[] =>
  chain.flatMap((link) => [link.source.evidence, link.evidence, link.said_on?.evidence ?? null]);

/** The spans of one assertion: evidence first, then every value. */
export function layers(assertion: Assertion): Layer[] {
  const found: Layer[] = [{ assertion, slot: null, span: assertion.evidence }];
  const add = (slot: Slot, span: Span | null | undefined) => {
    if (span) found.push({ assertion, slot, span });
  };
  linkSpans(assertion.attribution).forEach((span) => add("source", span));
  assertion.tolls.forEach((toll) => {
    linkSpans(toll.attribution).forEach((span) => add("source", span));
    add("toll", toll.evidence);
  });
  add("trigger", assertion.trigger);
  assertion.hedges.forEach((span) => add("hedge", span));
  add("date", assertion.date?.evidence);
  assertion.places.forEach((place) => add("place", place.evidence));
  assertion.actors.forEach((actor) => add("actor", actor.evidence));
  add("holder", assertion.holder?.evidence);
  assertion.targets.forEach((target) => add("target", target.evidence));
  assertion.weapons.forEach((weapon) => add("weapon", weapon.evidence));
  return found;
}
