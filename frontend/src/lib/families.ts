// The families of events and their colours: Okabe and Ito's set, which stays distinct in the common colour blindnesses.
// A colour never stands alone: the name or the legend is always beside it.

export interface Family {
  name: string;
  short: string;
  colour: string;
}

export const families: readonly Family[] = [
  { name: "Explosions/Remote violence", short: "Explosions and strikes", colour: "#e69f00" },
  { name: "Battles", short: "Battles", colour: "#d55e00" },
  { name: "Violence against civilians", short: "Violence against civilians", colour: "#cc79a7" },
  { name: "Strategic developments", short: "Strategic developments", colour: "#0072b2" },
  { name: "Protests", short: "Protests", colour: "#009e73" },
  { name: "Riots", short: "Riots", colour: "#f0e442" },
  { name: "other", short: "Contacts and other", colour: "#7d858c" },
];

const byName = new Map(families.map((family) => [family.name, family]));
const other = families[families.length - 1]!;

export const family = (name: string | null | undefined): Family => byName.get(name ?? "other") ?? other;
