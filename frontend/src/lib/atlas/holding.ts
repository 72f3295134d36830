// Who holds a town on a day, out of the control map's histories.

export interface HoldingSpan {
  since: string | null;
  until: string | null;
  state: string;
  holder: string | null;
  side: string | null;
  disputed?: boolean;
}

/** One town as it stands on the chosen day. */
export interface Holding {
  name: string;
  lon: number;
  lat: number;
  /** A region or a country, which gets no flag. */
  area: boolean;
  state: string;
  holder: string | null;
  side: string | null;
  since: string | null;
  disputed: boolean;
  claims: number;
}

/** The stretch that the day lies in; before the first: null. No day: the last one. */
export function standing<T extends { since: string | null; until: string | null }>(spans: readonly T[], day: string): T | null {
  if (!day) return spans[spans.length - 1] ?? null;
  return spans.find(({ since, until }) => (!since || since <= day) && (!until || day < until)) ?? null;
}
