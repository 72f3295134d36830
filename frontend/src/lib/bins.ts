// Columns of the histogram: days, weeks, months, quarters or years, as fine as the width allows.
import { unit, type Histogram } from "./cross";
import { families } from "./families";

export type Step = "day" | "week" | "month" | "quarter" | "year";

export interface Bins {
  step: Step;
  /** First day of each column, and the day after the last. */
  edges: number[];
}

export interface Columns {
  /** column * (families + 1) + family; the last is what may have been on any of several days. */
  counts: Float64Array;
  totals: Float64Array;
  most: number;
}

const F = families.length;
const rough: [Step, number][] = [["day", 1], ["week", 7], ["month", 30.4], ["quarter", 91.3], ["year", 365.25]];

/** The day on or before `day` on which a column of this step begins. Days count from 1970-01-01 plus `epoch`. */
function begin(day: number, step: Step, epoch: number): number {
  if (step === "day") return day;
  if (step === "week") return day - ((((day + epoch + 3) % 7) + 7) % 7); // 1970-01-01 was a Thursday; weeks begin on Monday
  const date = new Date((day + epoch) * 86_400_000);
  const month = step === "year" ? 0 : step === "quarter" ? Math.floor(date.getUTCMonth() / 3) * 3 : date.getUTCMonth();
  return Date.UTC(date.getUTCFullYear(), month) / 86_400_000 - epoch;
}

function next(day: number, step: Step, epoch: number): number {
  if (step === "day") return day + 1;
  if (step === "week") return day + 7;
  const date = new Date((day + epoch) * 86_400_000);
  const months = step === "year" ? 12 : step === "quarter" ? 3 : 1;
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months) / 86_400_000 - epoch;
}

/** Columns over the days from `from` to `to`, at most `most` of them. */
export function bins(from: number, to: number, epoch: number, most: number): Bins {
  const found = rough.find(([, days]) => (to - from + 1) / days <= most) ?? rough[rough.length - 1]!;
  const step = found[0];
  const edges = [begin(from, step, epoch)];
  while (edges[edges.length - 1]! <= to) edges.push(next(edges[edges.length - 1]!, step, epoch));
  return { step, edges };
}

/** The histogram's days gathered into columns. */
export function columns({ first, days, sure, wide }: Histogram, { edges }: Bins): Columns {
  const count = edges.length - 1;
  const counts = new Float64Array(count * (F + 1));
  const totals = new Float64Array(count);
  let running = 0;
  let column = 0;
  let most = 0;
  for (let i = 0; i < days; i++) {
    running += wide[i]!;
    const day = first + i;
    if (day < edges[0]!) continue;
    while (column < count && day >= edges[column + 1]!) column++;
    if (column === count) break;
    const at = column * (F + 1);
    for (let f = 0; f < F; f++) counts[at + f]! += sure[i * F + f]!;
    counts[at + F]! += running / unit;
  }
  for (let c = 0; c < count; c++) {
    let total = 0;
    for (let f = 0; f <= F; f++) total += counts[c * (F + 1) + f]!;
    totals[c] = total;
    if (total > most) most = total;
  }
  return { counts, totals, most };
}

/** The stretch in which nearly all of it lies; a few far-away days do not make the rest narrow. */
export function heart({ first, days, sure, wide }: Histogram): [from: number, to: number] {
  const totals = new Float64Array(days);
  let running = 0;
  let all = 0;
  for (let i = 0; i < days; i++) {
    running += wide[i]!;
    let total = running / unit;
    for (let f = 0; f < F; f++) total += sure[i * F + f]!;
    totals[i] = total;
    all += total;
  }
  const spare = all * 0.015;
  let [low, high] = [0, days - 1];
  for (let sum = 0; low < high && (sum += totals[low]!) <= spare; ) low++;
  for (let sum = 0; high > low && (sum += totals[high]!) <= spare; ) high--;
  const margin = Math.ceil((high - low) * 0.02) + 1;
  [low, high] = [Math.max(0, low - margin), Math.min(days - 1, high + margin)];
  return high - low < 0.6 * days ? [first + low, first + high] : [first, first + days - 1];
}
