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
