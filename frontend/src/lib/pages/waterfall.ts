// The levels of a comparison as bars that add up: each begins where the one before ended.
import type { Judgement, Level } from "./types";

/** Bits that every pair starts with; what the score lacks to the sum of its levels. */
export interface Bar {
  name: string;
  level: string;
  weight: number;
  from: number;
  to: number;
  left: string | null;
  right: string | null;
}

export interface Waterfall {
  bars: Bar[];
  silent: Level[]; // levels that add nothing
  score: number;
  least: number;
  most: number;
}

export function waterfall(judgement: Judgement): Waterfall | null {
  if (judgement.score === null || !judgement.reasons.length) return null;
  const sum = judgement.reasons.reduce((all, { weight }) => all + weight, 0);
  const start = judgement.score - sum;
  const bars: Bar[] = [];
  let at = 0;
  const add = (name: string, level: string, weight: number, left: string | null = null, right: string | null = null) => {
    bars.push({ name, level, weight, from: at, to: at + weight, left, right });
    at += weight;
  };
  if (Math.abs(start) > 1e-9) add("start", "what every pair starts with", start);
  const telling = judgement.reasons.filter(({ weight }) => weight !== 0).sort((a, b) => b.weight - a.weight);
  for (const { comparison, level, weight, left, right } of telling) add(comparison, level, weight, left, right);
  const ends = bars.flatMap(({ from, to }) => [from, to]);
  return {
    bars, silent: judgement.reasons.filter(({ weight }) => weight === 0), score: judgement.score,
    least: Math.min(0, ...ends), most: Math.max(0, ...ends),
  };
}
