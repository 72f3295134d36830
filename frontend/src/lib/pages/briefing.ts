// The brief as the API gives it (docs/brief.schema.json).
export type Part =
  | { part: "words"; text: string; about: string | null }
  | { part: "quote"; exact: string; report_id: string; start: number; end: number }
  | { part: "cite"; number: number };

export interface Sentence {
  parts: Part[];
}
export interface Entry {
  heading: Sentence | null;
  sentences: Sentence[];
  incident_id: string | null;
}
export interface Citation {
  number: number;
  assertion_id: string;
  report_id: string;
  exact: string;
  publisher: string | null;
  published: string | null;
  known_from: string;
  title: string | null;
  url: string | null;
  origin: string;
  duplicate_of: string | null;
  confidence: number | null;
  review: string;
}
export interface Withdrawn {
  report_id: string;
  publisher: string | null;
  title: string | null;
  origin: string;
  by: string;
  at: string;
  note: string | null;
  judgement_id: string;
  assertions: number;
}
export interface Brief {
  first_day: string;
  day: string;
  narrowed: Record<string, string>;
  notice: string | null;
  reports: number;
  copies: number;
  sections: { name: string; title: string; entries: Entry[] }[];
  withdrawn: Withdrawn[];
  citations: Citation[];
}

/** The day before or after. */
export function moved(day: string, by: number): string {
  const at = new Date(`${day}T00:00Z`);
  at.setUTCDate(at.getUTCDate() + by);
  return at.toISOString().slice(0, 10);
}

/** Whether it is a day at all: an address can say anything. */
export const isDay = (words: string): boolean => /^\d{4}-\d\d-\d\d$/.test(words) && !Number.isNaN(Date.parse(`${words}T00:00Z`));

/** The stretches that a copy without a server has the changes of. */
export const stretches = [{ days: 1, name: "a day" }, { days: 7, name: "a week" }, { days: 30, name: "30 days" }] as const;

/** The stretch of so many days that the day lies in, counted back from the last day of the record. */
export function stretch(days: number, day: string, last: string): { since: string; until: string } {
  const back = Math.max(0, Math.floor((Date.parse(last) - Date.parse(day)) / 86_400_000 / days));
  const until = moved(last, -back * days);
  return { since: moved(until, -days), until };
}
