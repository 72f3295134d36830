// The API's replies, as far as the page uses them. Meanings: docs/web.md and /api/openapi.json.

export interface Span {
  start: number;
  end: number;
  exact: string;
}

export interface When {
  earliest: string | null;
  latest: string | null;
  precision: string;
  basis: "stated" | "publication";
  evidence: Span | null;
}

export interface Candidate {
  place_id: string;
  name: string;
  lat: number | null;
  lon: number | null;
  admin1: string | null;
  country: string | null;
  score: number;
}

export interface PlaceRef {
  role: "location" | "origin" | "destination";
  name: string | null;
  as_written: string;
  place_id: string | null;
  lat: number | null;
  lon: number | null;
  level: string | null;
  admin1: string | null;
  country: string | null;
  relation: string | null;
  km: number | null;
  score: number | null;
  candidates: Candidate[];
  reasons: string[];
  evidence: Span;
}

export interface ActorRef {
  role: "actor1" | "actor2" | "other";
  name: string;
  as_written: string;
  entity_id?: string | null;
  country: string | null;
  sector: string | null;
  evidence: Span;
}

export interface Source {
  name: string | null;
  as_written: string | null;
  role: string | null;
  country: string | null;
  category: string | null;
  evidence: Span | null;
}

export interface Link {
  source: Source;
  cue: string | null;
  manner: string | null;
  channel: string | null;
  said_on: When | null;
  evidence: Span | null;
}

export interface Toll {
  measure: string;
  of: string | null;
  country: string | null;
  low: number | null;
  best: number | null;
  high: number | null;
  qualifier: string | null;
  per: string | null;
  includes: string[];
  as_written: string;
  attribution: Link[];
  evidence: Span;
}

export interface Weapon {
  name: string;
  class: string | null;
  count: number | null;
  as_written: string;
  evidence: Span;
}

export interface Target {
  as_written: string;
  category: string | null;
  evidence: Span;
}

/** What a person decided about an assertion. */
export interface Review {
  state: "unreviewed" | "accepted" | "rejected" | "corrected" | "added";
  by: string | null;
  at: string | null;
  note: string | null;
}

export type Kind = "statement" | "event" | "control";

export interface Assertion {
  assertion_id: string;
  report_id: string;
  type: Kind;
  evidence: Span;
  trigger: Span | null;
  event_type: string | null;
  sub_event_type: string | null;
  interaction: string | null;
  status: "actual" | "planned" | "hypothetical";
  polarity: "affirmed" | "denied";
  certainty: "certain" | "probable" | "possible" | "unknown";
  hedges: Span[];
  date: When | null;
  places: PlaceRef[];
  actors: ActorRef[];
  targets: Target[];
  weapons: Weapon[];
  tolls: Toll[];
  holder: ActorRef | null;
  state: string | null;
  attribution: Link[];
  disputed_by: string[];
  answers: string[];
  incident_id: string | null;
  made_by: string;
  confidence: number | null;
  review: Review;
}

export interface ReportHead {
  report_id: string;
  origin: string;
  publisher: string | null;
  url: string | null;
  title: string | null;
  author: string | null;
  published: string | null;
  published_basis: string;
  known_from: string;
  duplicate_of: string | null;
  withdrawn_on: string | null;
}

export interface Report extends ReportHead {
  text: string;
  language: string | null;
}

export interface Page<T> {
  rows: T[];
  total: number;
  next: string | null;
}

export interface ReportView {
  report: Report;
  assertions: Assertion[];
}

export interface Bucket {
  start: string;
  counts: Record<string, number>;
  total: number;
}

export interface PinFacts {
  place_id: string | null;
  name: string;
  level: string | null;
  km: number | null;
  admin1: string | null;
  country: string | null;
  total: number;
  families: Record<string, number>;
}

export interface Pins {
  features: { geometry: { type: "Point"; coordinates: [number, number] }; properties: PinFacts }[];
  unplaced: number;
  bbox: [number, number, number, number] | null;
}

export interface Overview {
  reports: number;
  copies: number;
  publishers: number;
  assertions: Partial<Record<Kind, number>>;
  event_types: Record<string, number>;
  types: Record<string, number>;
  incidents: number;
  first_day: string | null;
  last_day: string | null;
  first_known: string | null;
  last_known: string | null;
  skipped: number;
  notice: string | null;
}
