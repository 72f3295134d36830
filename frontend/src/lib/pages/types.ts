// The API's replies that the pages opened from the desk use. Meanings: docs/web.md and /api/openapi.json.
import type { ActorRef, Assertion, PlaceRef, ReportHead, When } from "../types";

export interface Telling {
  report_id: string;
  assertion_id: string;
  as_written: string;
  known_from: string;
  own: boolean;
  through: string[];
}

export interface Position {
  position_id: string;
  claimant: string;
  source: string | null;
  side: string | null;
  category: string | null;
  value: string;
  low: number | null;
  best: number | null;
  high: number | null;
  qualifier: string | null;
  stance: "gives" | "denies" | "leaves open";
  as_written: string;
  assertion_id: string;
  known_from: string;
  revises: string | null;
  revised_by: string | null;
  tellings: Telling[];
}

export interface TollPositions {
  measure: string;
  of: string | null;
  country: string | null;
  per: string | null;
  part_of: string | null;
  low: number | null;
  best: number | null;
  high: number | null;
  leading: number | null;
  rule: string | null;
  positions: Position[];
}

export interface Disagreement {
  about: string;
  positions: Position[];
}

export interface Brought {
  report_id: string;
  publisher: string | null;
  known_from: string;
  way: "own voice" | "said" | "copied";
  copy_of: string | null;
  through: string[];
  assertion_ids: string[];
}

export interface Voice {
  name: string | null;
  side: string | null;
  category: string | null;
  standing: "independent" | "shares its reports" | "rests on others";
  known_from: string;
  reports: Brought[];
}

export interface Grade {
  scheme: string;
  suggested: string | null;
  reasons: string[];
  given: string | null;
  given_by: string | null;
  given_on: string | null;
  note: string | null;
}

export interface Incident {
  incident_id: string;
  assertion_ids: string[];
  event_type: string | null;
  sub_event_type: string | null;
  interaction: string | null;
  date: When | null;
  place: PlaceRef | null;
  actor1: ActorRef | null;
  actor2: ActorRef | null;
  tolls: Record<string, TollPositions>;
  disagreements: Disagreement[];
  reports: string[];
  independent_sources: number;
  voices: Voice[];
  first_known: string;
  last_known: string;
  grades: Grade[];
}

export interface Level {
  comparison: string;
  level: string;
  weight: number;
  left: string | null;
  right: string | null;
}

export interface Judgement {
  judgement_id: string;
  left: string;
  right: string;
  verdict: string;
  score: number | null;
  reasons: Level[];
  note: string | null;
  decided_by: string;
  decided_at: string;
  given_at: string | null;
  withdrawn_at: string | null;
}

/** The sentence in which an assertion's evidence stands. */
export interface Context {
  assertion_id: string;
  report_id: string;
  start: number;
  before: string;
  exact: string;
  after: string;
}

export interface Explanation<T> {
  id: string;
  kind: string;
  about: T;
  assertions: Assertion[];
  reports: ReportHead[];
  contexts: Context[];
  judgements: Judgement[];
}
export type Dossier = Explanation<Incident>;
