// The orders that incidents can be listed in. A permutation of all rows, so that filters only leave rows out of it.
import type { Cross } from "./cross";
import { NO_PLACE, OPEN_START, toll } from "./feed";

export const sortNames = ["event", "known", "type", "place", "killed", "injured", "voices", "reports", "certainty"] as const;
export type SortName = (typeof sortNames)[number];

/** What the address says: "-killed" is most first. Without one: what happened last first. */
export function readSort(words: string): { by: SortName; down: boolean } {
  const down = words.startsWith("-");
  const name = down ? words.slice(1) : words;
  return (sortNames as readonly string[]).includes(name) ? { by: name as SortName, down } : { by: "event", down: true };
}

/** Numbers that stand in the order of the labels. */
function ranks(labels: readonly string[]): Uint32Array {
  const order = labels.map((_, i) => i).sort((a, b) => labels[a]!.localeCompare(labels[b]!));
  const found = new Uint32Array(labels.length);
  order.forEach((label, rank) => (found[label] = rank));
  return found;
}

function keys(cross: Cross, by: SortName): (row: number) => number {
  const { feed } = cross;
  switch (by) {
    case "event":
      return (row) => (feed.dayFrom[row] === OPEN_START ? Math.min(feed.dayTo[row]!, 1e7) : feed.dayFrom[row]!);
    case "known":
      return (row) => feed.firstKnown[row]!;
    case "killed":
      return (row) => toll(feed.killedBest, feed.killedLow, feed.killedHigh, row);
    case "injured":
      return (row) => toll(feed.injuredBest, feed.injuredLow, feed.injuredHigh, row);
    case "voices":
      return (row) => feed.voices[row]!;
    case "reports":
      return (row) => feed.reports[row]!;
    case "certainty":
      return (row) => feed.certainty[row]!;
    case "type": {
      const rank = ranks(feed.types.map((type) => type.sub_event_type ?? type.interaction ?? type.event_type ?? ""));
      return (row) => rank[feed.type[row]!] ?? 0;
    }
    case "place": {
      const rank = ranks(feed.places.map(({ name }) => name));
      return (row) => (feed.place[row] === NO_PLACE ? 1e7 : rank[feed.place[row]!]!);
    }
  }
}

/** All rows in this order; equals stay in the order of the feed. */
export function order(cross: Cross, words: string): Uint32Array {
  const { by, down } = readSort(words);
  const key = keys(cross, by);
  const { count } = cross.feed;
  // Value and row in one number, so that a sort of plain numbers does it: values are whole and below 2^31.
  const joint = new Float64Array(count);
  for (let row = 0; row < count; row++) {
    const value = key(row);
    joint[row] = (down ? -value : value) * 2 ** 20 + row;
  }
  joint.sort();
  const found = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    const rest = joint[i]! % 2 ** 20;
    found[i] = rest < 0 ? rest + 2 ** 20 : rest;
  }
  return found;
}
