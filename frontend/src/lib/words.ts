// A report's text cut into pieces that each carry the values standing on them.
import type { Assertion, Link, Span } from "./types";

export type Slot =
  | "date" | "place" | "actor" | "target" | "weapon" | "toll" | "holder" | "source" | "trigger" | "hedge";

export interface Layer {
  assertion: Assertion;
  slot: Slot | null; // null: the evidence itself
  span: Span;
}

export interface Piece {
  start: number;
  text: string;
  layers: Layer[]; // widest first, so that the last is the most particular
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

/**
 * The text as pieces without overlap. Offsets of the record count Unicode code points, a JavaScript string counts
 * UTF-16 units, so the text is cut as an array of code points.
 */
export function pieces(text: string, marked: Layer[]): Piece[] {
  const points = Array.from(text);
  const cuts = new Set([0, points.length]);
  for (const { span } of marked) {
    cuts.add(Math.min(span.start, points.length));
    cuts.add(Math.min(span.end, points.length));
  }
  const edges = [...cuts].sort((a, b) => a - b);
  const wide = [...marked].sort((a, b) => b.span.end - b.span.start - (a.span.end - a.span.start));
  return edges.slice(0, -1).map((start, i) => ({
    start,
    text: points.slice(start, edges[i + 1]).join(""),
    layers: wide.filter(({ span }) => span.start <= start && span.end > start),
  }));
}
