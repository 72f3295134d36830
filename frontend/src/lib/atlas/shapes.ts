// A shape for each family, as an SVG path around 0,0 with radius 1: the legend and the map draw from the same paths.
import { families } from "../families";

const around = (corners: number, turn: number, radius = 1) =>
  Array.from({ length: corners }, (_, i) => {
    const angle = (turn + (i * 360) / corners) * (Math.PI / 180);
    return [Math.sin(angle) * radius, -Math.cos(angle) * radius] as const;
  });
const closed = (points: readonly (readonly [number, number])[]) =>
  `M${points.map(([x, y]) => `${x.toFixed(3)} ${y.toFixed(3)}`).join("L")}Z`;

function burst(): string {
  const [outer, inner] = [around(8, 0, 1.12), around(8, 22.5, 0.68)];
  return closed(outer.flatMap((point, i) => [point, inner[i]!]));
}

export const disc = "M0 -1A1 1 0 1 1 0 1A1 1 0 1 1 0 -1Z";

const paths: Record<string, string> = {
  "Explosions/Remote violence": burst(),
  Battles: closed(around(4, 0, 1.1)),
  "Violence against civilians": closed(around(4, 45, 1.12)),
  "Strategic developments": closed(around(3, 0, 1.2).map(([x, y]) => [x, y + 0.18] as const)),
  Protests: disc,
  Riots: closed(around(3, 180, 1.2).map(([x, y]) => [x, y - 0.18] as const)),
  other: closed(around(6, 0, 1)),
};

/** The path of the family with this index. */
export const shape = (index: number): string => paths[families[index]!.name] ?? disc;

/** The diameter in pixels of a mark that stands for this weight: killed, or one for each incident without a number. */
export const diameter = (weight: number, many: boolean): number =>
  Math.max(many ? 24 : 13, Math.min(56, 10 + 4.2 * Math.max(1, weight) ** 0.42));
