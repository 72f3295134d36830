// The desk's state: the feed of the as-of day, its crossfilter, and the rows that the address lets through.
import { can, feed as feedOf, get } from "./api";
import { Problem, type Query } from "./problem";
import { type Box, Cross, type FacetName, facetNames } from "./cross";
import { type Feed, dayOf, decode, idOf, rowsById } from "./feed";
import { Loaded } from "./loaded.svelte";
import { type Matches, marked, none } from "./matches";
import { order } from "./order";
import { type Changes, type FilterName, view } from "./view.svelte";

/** Several values of one filter, as the address joins them. */
export const values = (words: string): string[] => words.split("|").filter(Boolean);

export const clocks = { event: ["from", "to"], known: ["known_from", "known_to"] } as const;
export type Clock = keyof typeof clocks;

function readBox(words: string): Box | null {
  const numbers = words.split(",").map(Number);
  return words && numbers.length === 4 && numbers.every(Number.isFinite) ? (numbers as unknown as Box) : null;
}

/** Milliseconds between two pictures of what passes while days are dragged or played: no fewer than this, */
const FOLLOW = 80;
/** and so often what the last one took, so that most frames are free for what is dragged. */
const SHARE = 3;
const MOST = 500;
const FRAME = 1000 / 60;

/** How many claims each value of a filter would leave, the most frequent first. */
export type ClaimCounts = Record<Exclude<FacetName, "disputed" | "unreviewed">, { value: string; count: number }[]> & {
  disputed: number;
  unreviewed: number;
};

class Desk {
  readonly feed = new Loaded<Feed>();
  /** Counts beside the filters where claims are listed; incidents are counted here. */
  readonly claims = new Loaded<ClaimCounts>();
  readonly matches = new Loaded<Matches>();
  cross = $state.raw<Cross | null>(null);
  /** Rises whenever what passes has changed: read it to be told. */
  tick = $state(0);
  /** The rows that pass, in the list's order. */
  rows = $state.raw<Uint32Array>(new Uint32Array());
  /** A stretch of days that is being dragged or played, before it stands in the address. */
  live = $state.raw<{ clock: Clock; from: string; to: string } | null>(null);

  #order: Uint32Array = new Uint32Array();
  #sort = "";
  #late = 0;
  #pause = FOLLOW;
  #applied: Partial<Record<string, string>> = {};
  #byId: Map<string, number> | null = null;
  #found: { of: Matches | null; on: Cross | null } = { of: null, on: null };
  /** The matches for which the feed was asked for again: they are of another one than was there. */
  #newer: Matches | null = null;

  get clock(): Clock {
    return view.at.clock === "known" ? "known" : "event";
  }

  /** The days between which one clock runs now; empty: open. */
  span(clock: Clock): { from: string; to: string } {
    if (this.live?.clock === clock) return this.live;
    const [from, to] = clocks[clock];
    return { from: view.at[from], to: view.at[to] };
  }

  async ask(asOf: string): Promise<void> {
    await this.feed.ask(async (signal) => {
      const answer = await feedOf(asOf, signal);
      try {
        return decode(answer);
      } catch (error) {
        throw new Problem(`The incidents could not be read: ${(error as Error).message}`, "Load the page again.");
      }
    });
    const feed = this.feed.data;
    if (!feed || feed === this.cross?.feed) return;
    this.#applied = {};
    this.#byId = null;
    this.#sort = "";
    this.cross = new Cross(feed);
    this.apply();
  }

  async search(words: string, asOf: string): Promise<void> {
    if (!words) {
      this.matches.clear();
      return;
    }
    await this.matches.ask((signal) => get<Matches>("matches", { text: words, as_of: asOf }, signal));
  }

  async count(filters: Query): Promise<void> {
    if (can.countClaims) await this.claims.ask((signal) => get<ClaimCounts>("facets", { ...filters, over: "claims" }, signal));
  }

  /** Brings the filters to what the address says; only those that changed are worked out again. */
  apply(): void {
    const cross = this.cross;
    if (!cross) return;
    const { at } = view;
    const changes: (() => void)[] = [];
    const when = (name: string, words: string, change: () => void) => {
      if ((this.#applied[name] ?? "") === words) return;
      this.#applied[name] = words;
      changes.push(change);
    };
    for (const name of facetNames) when(name, at[name], () => cross.choose(name, values(at[name])));
    for (const clock of ["event", "known"] as const) {
      const { from, to } = this.span(clock);
      when(clock, from || to ? `${from}/${to}` : "", () => cross.range(clock, dayOf(cross.feed, from), dayOf(cross.feed, to)));
    }
    when("bbox", at.bbox, () => cross.box(readBox(at.bbox)));
    const found = at.q ? this.#matching(cross) : null;
    if (found !== this.#found.of || cross !== this.#found.on) {
      this.#found = { of: found, on: cross };
      changes.push(() => cross.rows(found && marked(found, cross.feed.count)));
    }
    if (changes.length > 2) cross.batch(() => changes.forEach((change) => change()));
    else changes.forEach((change) => change());
    if (changes.length || at.sort !== this.#sort || this.#order.length !== cross.feed.count) {
      if (at.sort !== this.#sort || this.#order.length !== cross.feed.count) this.#order = order(cross, at.sort);
      this.#sort = at.sort;
      this.rows = cross.passing(this.#order);
      this.tick++;
    }
  }

  /** Moves one clock's stretch without a step in the browser's history. Map and list follow some times a second. */
  preview(clock: Clock, from: string, to: string): void {
    this.live = { clock, from, to };
    this.#late ||= window.setTimeout(() => {
      this.#late = 0;
      const begun = performance.now();
      this.apply();
      // The first frame draws it, the next one is late by what that took.
      requestAnimationFrame(() =>
        requestAnimationFrame(() => {
          this.#pause = Math.max(FOLLOW, Math.min(MOST, SHARE * (performance.now() - begun - FRAME)));
        }),
      );
    }, this.#pause);
  }

  /** Puts what was previewed into the address. */
  settle(): void {
    const { live } = this;
    if (!live) return;
    clearTimeout(this.#late);
    this.#late = 0;
    this.live = null;
    const [from, to] = clocks[live.clock];
    view.go({ [from]: live.from, [to]: live.to });
  }

  rowOf(id: string): number | undefined {
    const { cross } = this;
    if (!cross || !id) return undefined;
    this.#byId ??= rowsById(cross.feed);
    return this.#byId.get(id);
  }

  idOf(row: number): string {
    return this.cross ? idOf(this.cross.feed, row) : "";
  }

  /** The matches, if they are of the feed that is there. Where the record has changed since, the feed is asked for again. */
  #matching({ feed }: Cross): Matches | null {
    if (this.matches.problem) return none;
    const found = this.matches.data;
    if (!found || found.stamp === feed.stamp) return found;
    if (!this.feed.loading && !this.matches.loading && found !== this.#newer) {
      this.#newer = found;
      void this.ask(view.at.asof);
    }
    return null;
  }
}

export const desk = new Desk();

/** One value more or less of a filter that takes several. */
export function toggled(name: FilterName, key: string): Changes {
  const now = values(view.at[name]);
  const next = now.includes(key) ? now.filter((each) => each !== key) : [...now, key];
  return { [name]: next.join("|") };
}
