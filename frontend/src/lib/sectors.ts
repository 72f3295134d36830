// PLOVER's sectors of actors.
const sectors: Record<string, string> = {
  MIL: "military", GOV: "government", REB: "rebels", PAR: "paramilitary", CVL: "civilians", COP: "police", SPY: "intelligence", LEG: "parliament",
  JUD: "courts", OPP: "opposition", UAF: "unidentified force", JRN: "journalists", MED: "media", NGO: "non-governmental organisation",
  IGO: "international organisation", BUS: "business", CRM: "crime", EDU: "education", HLH: "health", LAB: "labour", REL: "religion", REF: "refugees",
  ENV: "environment", AGR: "farming", PTY: "party", UNK: "unknown",
};
/** PLOVER's sector of an actor in words. */
export const sector = (code: string): string => sectors[code] ?? code;
