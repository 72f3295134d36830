// Who holds a town on a day, as the control map tells it.

export interface Holding {
  key: string;
  name: string;
  lon: number;
  lat: number;
  level: string | null;
  state: "held" | "left" | "contested" | "besieged" | "unclear" | "unknown";
  holder: string | null;
  /** ISO 3166 alpha-3 of a state or the id of an armed group; null where nobody is settled on. */
  side: string | null;
  /** All who are said to have it, where claims rival. */
  holders: string[];
  disputed: boolean;
  claims: number;
  since: string;
}

/** A region or a country gets no flag: a flag stands at a town. */
export const isTown = ({ level }: Holding): boolean => level !== "region" && level !== "country";

/** "group:is" -> "IS": what stands on a flag and in the legend. */
export const sideWord = (side: string | null): string => (side ?? "").replace(/^group:/, "").toUpperCase();
