// What changed between two days, as the API gives it.
import type { PlaceRef, ReportHead } from "../types";
import type { Disagreement, Incident, Position, TollPositions } from "./types";

export interface TollChange {
  measure: string;
  former: TollPositions[];
  present: TollPositions[];
  added: Position[];
  gone: Position[];
}
export interface IncidentChange {
  change: "new" | "changed" | "told again" | "merged" | "split" | "regrouped" | "gone";
  former: Incident[];
  present: Incident[];
  values: { about: string; former: string | null; present: string | null }[];
  tolls: TollChange[];
  disagreements: Disagreement[];
  added: string[];
  dropped: string[];
  since: string | null;
}
export interface Told {
  assertion_id: string;
  report_id: string;
  said_by: string | null;
  quote: string;
  known_from: string;
}
export interface DisputeChange {
  change: "new" | "gone";
  claim: Told;
  against: Told;
  incident_id: string | null;
  since: string | null;
}
export interface ControlLine {
  assertion_id?: string;
  report_id?: string;
  holder?: string | null;
  state?: string | null;
  said_by?: string | null;
  known_from?: string;
  quote?: string;
}
export interface ControlChange {
  place: PlaceRef;
  former: ControlLine[];
  added: ControlLine[];
  gone: ControlLine[];
  holders_former: string[];
  holders_present: string[];
  since: string | null;
}
export interface Changes {
  from_day: string;
  to_day: string;
  reports: ReportHead[];
  incidents: IncidentChange[];
  disputes: DisputeChange[];
  control: ControlChange[];
  withdrawals: { judgement_id: string; report: ReportHead; by: string; at: string; note: string | null; assertion_ids: string[] }[];
}

/** The incident that a change is about: what it is now, else what it was. */
export const about = (change: IncidentChange): Incident | undefined => change.present[0] ?? change.former[0];

/** Pairs that deny each other are told once. */
export function pairs(disputes: readonly DisputeChange[]): DisputeChange[] {
  const seen = new Set<string>();
  return disputes.filter(({ claim, against }) => {
    const key = [claim.assertion_id, against.assertion_id].sort().join(" ");
    return !seen.has(key) && Boolean(seen.add(key));
  });
}
