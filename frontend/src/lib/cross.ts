// Filters over the feed, answered in the browser. Every filter owns one bit; a row's `fail` has the bits of the filters
// that leave it out. A row counts for every facet when it fails nothing, and for one facet alone when it fails that
// facet's own filter alone: so counts beside a filter's values leave that filter out, and a change touches only the rows
// whose bit changed.
import { country as countryName, side as sideName } from "./countries";
import { families, family } from "./families";
import {
  certainties, Disputed, type Feed, Near, NO_PLACE, NONE8, OPEN_END, OPEN_START, Reviewed, statuses, toll, Unplaced,
} from "./feed";

export const facetNames = [
  "type", "sub", "place", "admin1", "country", "actor", "source", "side", "measure", "certainty", "status", "disputed",
  "unreviewed",
] as const;
export type FacetName = (typeof facetNames)[number];
type Dimension = FacetName | "event" | "known" | "q" | "bbox";

/** One filter's values and how often each is met with all the other filters. */
export interface Facet {
  name: FacetName;
  /** What stands in the address for a value. */
  keys: string[];
  /** What the reader sees. */
  labels: string[];
  counts: Int32Array;
  byKey: Map<string, number>;
  at: Uint32Array | null; // null: one value a row
  values: Uint32Array;
  bit: number;
}

/** Incidents by day. wide: those that may have happened on any of several days, as a difference array in units of `unit`. */
export interface Histogram {
  first: number; // day of the first column
  days: number;
  sure: Int32Array; // day * families + family
  wide: Float64Array;
  undated: number;
  bit: number;
}

export type Box = readonly [west: number, south: number, east: number, north: number];

const VOID = 0xffffffff;
const F = families.length;
/** Divides by every count of days up to 16 and by most beyond, so that sums of shares stay whole numbers. */
export const unit = 720_720;
const MOST_DAYS = 73_000;

class Values {
  keys: string[] = [];
  labels: string[] = [];
  byKey = new Map<string, number>();

  code(key: string | null | undefined, label = key): number {
    if (key === null || key === undefined || key === "") return VOID;
    let found = this.byKey.get(key);
    if (found === undefined) {
      found = this.keys.length;
      this.byKey.set(key, found);
      this.keys.push(key);
      this.labels.push(label ?? key);
    }
    return found;
  }
}

/** Names for places: the plain name where it is the only one of its kind, else the id. */
function placeKeys(feed: Feed): string[] {
  const times = new Map<string, number>();
  for (const { name } of feed.places) times.set(name, (times.get(name) ?? 0) + 1);
  return feed.places.map(({ id, name }) => (times.get(name) === 1 ? name : (id ?? name)));
}

export class Cross {
  readonly feed: Feed;
  readonly fail: Uint32Array;
  readonly facets: Record<FacetName, Facet>;
  readonly event: Histogram;
  readonly known: Histogram;
  /** Index into `families` of each row. */
  readonly family: Uint8Array;
  /** Rows that pass every filter. */
  size = 0;
  /** By place, of the rows that pass: how many a family, how many only "near", the weight their mark is drawn with. */
  readonly placeFamily: Int32Array;
  readonly placeTotal: Int32Array;
  readonly placeNear: Int32Array;
  readonly placeWeight: Float64Array;
  /** What stands in the address for each place. */
  readonly placeKeys: string[];
  /** Of the rows that pass: those without a place that has a position. */
  unplaced = 0;

  readonly #bits = new Map<Dimension, number>();
  readonly #all: Facet[];
  readonly #byBit: (Facet | Histogram)[] = [];
  readonly #weight: Int32Array;
  #quiet = false;

  constructor(feed: Feed) {
    this.feed = feed;
    const { count } = feed;
    this.fail = new Uint32Array(count);
    this.family = new Uint8Array(count);
    this.#weight = new Int32Array(count);
    const typeFamily = feed.types.map((type) => families.indexOf(family(type.event_type)));
    for (let row = 0; row < count; row++) {
      this.family[row] = typeFamily[feed.type[row]!] ?? F - 1;
      this.#weight[row] = Math.max(1, toll(feed.killedBest, feed.killedLow, feed.killedHigh, row));
    }
    this.placeFamily = new Int32Array(feed.places.length * F);
    this.placeTotal = new Int32Array(feed.places.length);
    this.placeNear = new Int32Array(feed.places.length);
    this.placeWeight = new Float64Array(feed.places.length);
    this.placeKeys = placeKeys(feed);
    this.facets = this.#makeFacets();
    this.#all = facetNames.map((name) => this.facets[name]);
    this.event = this.#histogram("event", feed.dayFrom, feed.dayTo);
    this.known = this.#histogram("known", feed.firstKnown, feed.firstKnown);
    this.#recount();
  }

  /** Several changes, counted once. */
  batch(change: () => void): void {
    this.#quiet = true;
    try {
      change();
    } finally {
      this.#quiet = false;
    }
    this.#recount();
  }

  /** Lets through the rows with one of these values; no values: all rows. A value that nothing has lets nothing through. */
  choose(name: FacetName, keys: readonly string[]): void {
    const facet = this.facets[name];
    if (!keys.length) return this.#put(name, null);
    const accepted = new Uint8Array(facet.keys.length);
    for (const key of keys) for (const code of this.codes(name, key)) accepted[code] = 1;
    const { at, values } = facet;
    if (!at) {
      this.#put(name, (row) => values[row] !== VOID && accepted[values[row]!] === 1);
    } else {
      this.#put(name, (row) => {
        for (let i = at[row]!; i < at[row + 1]!; i++) if (accepted[values[i]!]) return true;
        return false;
      });
    }
  }

  /** The codes that a word of the address means: the key or a place's id, else the labels that are that word in any case. */
  codes(name: FacetName, key: string): number[] {
    const { byKey, labels } = this.facets[name];
    const exact = byKey.get(key);
    if (exact !== undefined) return [exact];
    if (name === "place") {
      const place = this.feed.places.findIndex(({ id }) => id === key);
      if (place >= 0) return [byKey.get(this.placeKeys[place]!)!];
    }
    const plain = key.toLocaleLowerCase();
    return labels.flatMap((label, code) => (label.toLocaleLowerCase() === plain ? [code] : []));
  }

  /** Lets through what overlaps these days (event), or what was first known in them (known). null: open. */
  range(name: "event" | "known", from: number | null, to: number | null): void {
    if (from === null && to === null) return this.#put(name, null);
    const low = from ?? OPEN_START;
    const high = to ?? OPEN_END;
    const { dayFrom, dayTo, firstKnown } = this.feed;
    const [begins, ends] = name === "event" ? [dayFrom, dayTo] : [firstKnown, firstKnown];
    this.#put(
      name,
      name === "event"
        ? (row) =>
            begins[row]! <= high && ends[row]! >= low && !(begins[row] === OPEN_START && ends[row] === OPEN_END)
        : (row) => begins[row]! <= high && ends[row]! >= low,
    );
  }

  /** Lets through the rows whose place lies in the box. A region counts where its centre lies. */
  box(box: Box | null): void {
    if (!box) return this.#put("bbox", null);
    const [west, south, east, north] = box;
    const inside = this.feed.places.map(
      ({ lat, lon }) => lat !== null && lon !== null && lat >= south && lat <= north && lon >= west && lon <= east,
    );
    this.#put("bbox", (row) => inside[this.feed.place[row]!] === true);
  }

  /** Lets through the rows that are set; null: all. */
  rows(found: Uint8Array | null): void {
    this.#put("q", found && ((row) => found[row] === 1));
  }

  /** The rows that pass, in the order given. */
  passing(order: Uint32Array): Uint32Array {
    const found = new Uint32Array(this.size);
    let n = 0;
    for (let i = 0; i < order.length; i++) if (this.fail[order[i]!] === 0) found[n++] = order[i]!;
    return found;
  }

  #bit(name: Dimension): number {
    let bit = this.#bits.get(name);
    if (bit === undefined) this.#bits.set(name, (bit = 1 << this.#bits.size));
    return bit;
  }

  #put(name: Dimension, accepts: ((row: number) => boolean) | null): void {
    const bit = this.#bit(name);
    const { fail } = this;
    const { count } = this.feed;
    if (this.#quiet) {
      for (let row = 0; row < count; row++) {
        fail[row] = !accepts || accepts(row) ? fail[row]! & ~bit : fail[row]! | bit;
      }
      return;
    }
    for (let row = 0; row < count; row++) {
      const old = fail[row]!;
      const now = (!accepts || accepts(row) ? old & ~bit : old | bit) >>> 0;
      if (now === old) continue;
      if ((old & (old - 1)) === 0) this.#count(row, old, -1);
      fail[row] = now;
      if ((now & (now - 1)) === 0) this.#count(row, now, 1);
    }
  }

  #recount(): void {
    for (const { counts } of this.#all) counts.fill(0);
    for (const histogram of [this.event, this.known]) {
      histogram.sure.fill(0);
      histogram.wide.fill(0);
      histogram.undated = 0;
    }
    this.placeFamily.fill(0);
    this.placeTotal.fill(0);
    this.placeNear.fill(0);
    this.placeWeight.fill(0);
    this.size = 0;
    this.unplaced = 0;
    const { fail } = this;
    for (let row = 0; row < fail.length; row++) {
      const failed = fail[row]!;
      if ((failed & (failed - 1)) === 0) this.#count(row, failed, 1);
    }
  }

  /** Counts a row in or out. failed: its bits, none or one. */
  #count(row: number, failed: number, by: 1 | -1): void {
    if (failed) {
      const own = this.#byBit[31 - Math.clz32(failed)];
      if (!own) return;
      if ("keys" in own) tally(own, row, by);
      else this.#spread(own, row, by);
      return;
    }
    this.size += by;
    for (const facet of this.#all) tally(facet, row, by);
    this.#spread(this.event, row, by);
    this.#spread(this.known, row, by);
    const place = this.feed.place[row]!;
    const flags = this.feed.placeFlags[row]!;
    if (place === NO_PLACE || flags & Unplaced) {
      this.unplaced += by;
      return;
    }
    this.placeFamily[place * F + this.family[row]!]! += by;
    this.placeTotal[place]! += by;
    if (flags & Near) this.placeNear[place]! += by;
    this.placeWeight[place]! += by * this.#weight[row]!;
  }

  #spread(histogram: Histogram, row: number, by: 1 | -1): void {
    const { first, days, sure, wide } = histogram;
    const known = histogram === this.known;
    const from = known ? this.feed.firstKnown[row]! : this.feed.dayFrom[row]!;
    const to = known ? from : this.feed.dayTo[row]!;
    if (from === OPEN_START && to === OPEN_END) {
      histogram.undated += by;
      return;
    }
    const a = Math.min(days - 1, Math.max(0, from - first));
    const b = Math.min(days - 1, Math.max(0, to - first));
    if (from === to) sure[a * F + this.family[row]!]! += by;
    else {
      const share = Math.round(unit / (b - a + 1)) * by;
      wide[a]! += share;
      wide[b + 1]! -= share;
    }
  }

  #histogram(name: "event" | "known", from: Int32Array, to: Int32Array): Histogram {
    let first = OPEN_END;
    let last = OPEN_START;
    for (let row = 0; row < from.length; row++) {
      for (const day of [from[row]!, to[row]!]) {
        if (day === OPEN_START || day === OPEN_END) continue;
        if (day < first) first = day;
        if (day > last) last = day;
      }
    }
    if (last < first) first = last = 0;
    first = Math.max(first, last - MOST_DAYS);
    const days = last - first + 1;
    const bit = this.#bit(name);
    const made = { first, days, sure: new Int32Array(days * F), wide: new Float64Array(days + 1), undated: 0, bit };
    this.#byBit[31 - Math.clz32(bit)] = made;
    return made;
  }

  #makeFacets(): Record<FacetName, Facet> {
    const { feed } = this;
    const { count } = feed;
    const one = (name: FacetName, values: Values, code: (row: number) => number) =>
      this.#facet(name, values, null, Uint32Array.from({ length: count }, (_, row) => code(row)));
    const many = (name: FacetName, values: Values, codes: (row: number) => number[]) => {
      const at = new Uint32Array(count + 1);
      const found: number[] = [];
      for (let row = 0; row < count; row++) {
        for (const code of codes(row)) if (code !== VOID) found.push(code);
        at[row + 1] = found.length;
      }
      return this.#facet(name, values, at, Uint32Array.from(found));
    };
    const each = <T>(rows: readonly T[], value: (row: T, i: number) => [string | null, string | null]) => {
      const values = new Values();
      const codes = rows.map((row, i) => values.code(...value(row, i)));
      return { values, codes };
    };
    const types = each(feed.types, ({ event_type }) => [event_type, event_type]);
    const subs = each(feed.types, ({ sub_event_type, interaction }) => {
      const name = sub_event_type ?? interaction;
      return [name, name];
    });
    const places = each(feed.places, ({ name }, i) => [this.placeKeys[i]!, name]);
    const admin1 = each(feed.places, (place) => [place.admin1, place.admin1]);
    const countries = each(feed.places, ({ country }) => [country, country && countryName(country)]);
    const actors = each(feed.actors, ({ name }) => [name, name]);
    const sources = each(feed.sources, (name) => [name, name]);
    const sides = each(feed.sides, (name) => [name, sideName(name)]);
    const measures = each(feed.measures, (name) => [name, name]);
    const fixed = (names: readonly string[]) => each(names, (name) => [name, name]).values;
    const yes = () => fixed(["1"]);
    const ofPlace = (codes: number[]) => (row: number) =>
      feed.place[row] === NO_PLACE ? VOID : (codes[feed.place[row]!] ?? VOID);
    const slice = (at: Uint32Array, of: Uint32Array, codes: number[]) => (row: number) => {
      const found: number[] = [];
      for (let i = at[row]!; i < at[row + 1]!; i++) {
        const code = codes[of[i]!]!;
        if (!found.includes(code)) found.push(code);
      }
      return found;
    };
    return {
      type: one("type", types.values, (row) => types.codes[feed.type[row]!] ?? VOID),
      sub: one("sub", subs.values, (row) => subs.codes[feed.type[row]!] ?? VOID),
      place: one("place", places.values, ofPlace(places.codes)),
      admin1: one("admin1", admin1.values, ofPlace(admin1.codes)),
      country: one("country", countries.values, ofPlace(countries.codes)),
      actor: many("actor", actors.values, slice(feed.actorsAt, feed.actorOf, actors.codes)),
      source: many("source", sources.values, slice(feed.sourcesAt, feed.sourceOf, sources.codes)),
      side: many("side", sides.values, (row) => {
        const [a, b] = [feed.side1[row]!, feed.side2[row]!];
        return [...new Set([a, b])].filter((side) => side !== NONE8).map((side) => sides.codes[side]!);
      }),
      measure: many("measure", measures.values, (row) =>
        measures.codes.filter((_, bit) => (feed.measureBits[row]! >>> bit) & 1),
      ),
      certainty: one("certainty", fixed(certainties), (row) => feed.certainty[row]!),
      status: one("status", fixed(statuses), (row) => feed.status[row]!),
      disputed: one("disputed", yes(), (row) => (feed.flags[row]! & Disputed ? 0 : VOID)),
      unreviewed: one("unreviewed", yes(), (row) => (feed.flags[row]! & Reviewed ? VOID : 0)),
    };
  }

  #facet(name: FacetName, named: Values, at: Uint32Array | null, values: Uint32Array): Facet {
    const bit = this.#bit(name);
    const { keys, labels, byKey } = named;
    const made: Facet = { name, keys, labels, byKey, at, values, bit, counts: new Int32Array(keys.length) };
    this.#byBit[31 - Math.clz32(bit)] = made;
    return made;
  }
}

function tally({ at, values, counts }: Facet, row: number, by: 1 | -1): void {
  if (!at) {
    const code = values[row]!;
    if (code !== VOID) counts[code]! += by;
    return;
  }
  for (let i = at[row]!; i < at[row + 1]!; i++) counts[values[i]!]! += by;
}
