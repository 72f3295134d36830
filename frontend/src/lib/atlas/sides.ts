// Colours of sides that hold places: apart from the families' colours and from each other in the common colour
// blindnesses; every flag carries the side's letter too.
const known: Record<string, string> = { UKR: "#2a6fdb", RUS: "#8f1d3f" };
const others = ["#5b2a86", "#7a5c00", "#00626b", "#4d4d4d", "#8a3d00", "#33691e"];

/** The colour of a side; unnamed sides are grey. */
export function sideColour(side: string | null | undefined): string {
  if (!side) return "#6b7177";
  const fixed = known[side];
  if (fixed) return fixed;
  let sum = 0;
  for (const letter of side) sum = (sum * 31 + letter.charCodeAt(0)) % 9973;
  return others[sum % others.length]!;
}
