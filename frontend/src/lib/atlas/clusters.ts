// Which places are drawn as one at which zoom. Worked out once over all places of the feed, heaviest first, so that marks
// stay where they are while filters and time change: only their numbers and sizes move.
import { mercatorX, mercatorY, TILE } from "./camera";

export interface Spot {
  lon: number;
  lat: number;
  /** How much the place has in the whole record: the heaviest keeps its own position. */
  heft: number;
}

export const MOST_ZOOM = 12;

export class Clusters {
  readonly #x: Float64Array;
  readonly #y: Float64Array;
  readonly #heft: Float64Array;
  readonly #levels: Uint32Array[] = [];

  /** apart: pixels that two marks keep between them. */
  constructor(
    spots: readonly (Spot | null)[],
    readonly apart = 46,
  ) {
    this.#x = Float64Array.from(spots, (spot) => (spot ? mercatorX(spot.lon) : NaN));
    this.#y = Float64Array.from(spots, (spot) => (spot ? mercatorY(spot.lat) : NaN));
    this.#heft = Float64Array.from(spots, (spot) => spot?.heft ?? 0);
  }

  /** For each spot the one whose mark it joins at this whole zoom (itself, if it keeps its own). Null spots join nothing. */
  at(zoom: number): Uint32Array {
    const level = Math.max(0, Math.min(MOST_ZOOM, Math.round(zoom)));
    const known = this.#levels[level];
    if (known) return known;
    const finer = level === MOST_ZOOM ? Uint32Array.from(this.#x, (_, i) => i) : this.at(level + 1);
    const made = this.#joined(finer, this.apart / (TILE * 2 ** level));
    this.#levels[level] = made;
    return made;
  }

  #joined(finer: Uint32Array, reach: number): Uint32Array {
    const heads: number[] = [];
    for (let i = 0; i < finer.length; i++) if (finer[i] === i && !Number.isNaN(this.#x[i]!)) heads.push(i);
    heads.sort((a, b) => this.#heft[b]! - this.#heft[a]! || a - b);
    const cells = new Map<number, number[]>();
    const width = Math.ceil(1 / reach) + 2;
    const cell = (x: number, y: number) => Math.floor(y / reach) * width + Math.floor(x / reach);
    const target = new Map<number, number>();
    for (const head of heads) {
      const [x, y] = [this.#x[head]!, this.#y[head]!];
      let nearest = head;
      let least = reach * reach;
      for (let dy = -1; dy <= 1; dy++) {
        for (let dx = -1; dx <= 1; dx++) {
          for (const other of cells.get(cell(x + dx * reach, y + dy * reach)) ?? []) {
            const far = (this.#x[other]! - x) ** 2 + (this.#y[other]! - y) ** 2;
            if (far < least) [nearest, least] = [other, far];
          }
        }
      }
      target.set(head, nearest);
      if (nearest !== head) continue;
      const at = cell(x, y);
      const here = cells.get(at);
      if (here) here.push(head);
      else cells.set(at, [head]);
    }
    return Uint32Array.from(finer, (head) => target.get(head) ?? head);
  }
}
