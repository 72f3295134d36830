// The sheet over the base map: areas, names, flags and marks, drawn anew for each frame from a plan. A plain canvas, because
// as layers of MapLibre's they would be cut into tiles and placed anew whenever a number changes, and drawn without a
// graphics card together with the whole base map.
import type { Box, Cross } from "../cross";
import { type Name, type Tones, tones } from "./base";
import { type Camera, mercatorX, mercatorY } from "./camera";
import { type Area, look, type Mark } from "./drawn";
import { type Holding, isTown } from "./holding";
import { type Lettering, write, type Written } from "./lettering";
import { draw, FILLED } from "./marks";

/** What the sheet shows. Marks: those with most last; areas and names: those with most first. */
export interface Plan {
  cross: Cross;
  marks: readonly Mark[];
  areas: readonly Area[];
  flags: readonly Flag[];
  ring: { x: number; y: number } | null;
  box: Box | null;
}

export interface Flag {
  /** Its number among the holdings. */
  index: number;
  x: number;
  y: number;
  picture: string;
}

/** Flags of towns, those that most is said of first. */
export function flags(holdings: readonly Holding[]): Flag[] {
  return holdings
    .map((town, index) => ({ town, index }))
    .filter(({ town }) => isTown(town))
    .sort((a, b) => b.town.claims - a.town.claims)
    .map(({ town: { side, state, disputed, lon, lat }, index }) => ({
      index, x: mercatorX(lon), y: mercatorY(lat), picture: `flag|${side ?? ""}|${state}|${disputed ? 1 : 0}`,
    }));
}

/** What lies under the pointer: some places, a flag, or nothing that the sheet knows. */
export type Under = { kind: "places"; places: number[] } | { kind: "flag"; index: number };

type Corners = readonly [left: number, top: number, right: number, bottom: number];
interface Put<T> {
  what: T;
  x: number;
  y: number;
}
interface Labelled {
  written: Written;
  x: number;
  y: number;
  corners: Corners;
}

const KEPT = 3000; // pictures, before all are forgotten
const BUDGET = 5; // milliseconds of a frame for making pictures; what is left is drawn without, and words wait for a later frame
const GROWTH = Math.log(1.04); // circles are kept in sizes that differ by so much, and drawn scaled
const LEAST = 9; // px; a region that would be smaller is a circle of this size: it must be seen, and is never a point
const LARGE = 128; // px; a larger circle is drawn as it is
const DASH = [3.75, 3];

export class Sheet {
  readonly canvas = document.createElement("canvas");
  readonly #pen = this.canvas.getContext("2d")!;
  readonly #kept = new Map<string, HTMLCanvasElement>();
  readonly #written = new Map<string, Written>();
  #tone: Tones;
  #ratio = 1;
  #camera: Camera | null = null;
  #marks: Put<Mark>[] = [];
  #areas: Put<Area>[] = [];
  #flags: Put<Flag>[] = [];
  #areaNames: (Labelled & { place: number })[] = [];
  names: readonly Name[] = [];
  #spent = 0;
  /** Words had to wait: they want another frame. */
  #short = false;

  constructor(isDark: boolean) {
    this.#tone = tones(isDark);
    this.canvas.className = "sheet";
    this.canvas.setAttribute("aria-hidden", "true");
  }

  restyle(isDark: boolean): void {
    this.#tone = tones(isDark);
    this.#forget();
  }

  /** Draws the plan as the camera sees it; false: words are missing yet, and another call draws more of them. */
  draw(camera: Camera, plan: Plan): boolean {
    this.#fit(camera);
    this.#spent = 0;
    this.#short = false;
    this.#camera = camera;
    const pen = this.#pen;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, this.canvas.width, this.canvas.height);
    const { zoom } = camera;

    // Whoever is placed first has the room: names of marks, marks, names of areas, flags, names of the base map.
    this.#marks = this.#seen(plan.marks, 60);
    const taken: Corners[] = [];
    const names = zoom < 4 ? [] : this.#markNames(plan.cross, taken);
    for (const { what, x, y } of this.#marks) taken.push(square(x, y, look(plan.cross, what).diameter / FILLED / 2));
    this.#areas = this.#seen(plan.areas, 0, camera.world);
    this.#areaNames = this.#nameAreas(plan.cross, taken);
    this.#flags = zoom < 3 ? [] : this.#flagsWithRoom(plan.flags, taken);
    const base = this.#baseNames(taken);

    for (const { what, x, y } of this.#areas) if (!what.oblast) this.#circle(what, x, y);
    for (const each of base) this.#word(each);
    for (let i = this.#flags.length - 1; i >= 0; i--) {
      const { what, x, y } = this.#flags[i]!;
      const [side, mid, up] = this.#flagBox(x, y);
      this.#picture(what.picture, mid, up, side);
    }
    for (const each of this.#areaNames) this.#word(each);
    for (const { what, x, y } of this.#marks) {
      const { picture, diameter, label } = look(plan.cross, what);
      this.#picture(picture, x, y, diameter / FILLED);
      if (label) this.#count(label, diameter, x, y);
    }
    for (const each of names) this.#word(each);
    this.#outlines(camera, plan);
    return !this.#short;
  }

  /** What lies within some pixels of there: a mark, an area's name, a flag, the smallest area. */
  under(x: number, y: number, near: number, plan: Plan): Under | null {
    for (let i = this.#marks.length - 1; i >= 0; i--) {
      const { what, x: left, y: top } = this.#marks[i]!;
      const reach = look(plan.cross, what).diameter / 2 + near;
      if (Math.abs(x - left) <= reach && Math.abs(y - top) <= reach) return { kind: "places", places: what.members };
    }
    const flag = this.#flags.find(({ x: left, y: top }) => {
      const [side, mid, up] = this.#flagBox(left, top);
      return overlap(square(mid, up, side / 2), square(x, y, near));
    });
    if (flag) return { kind: "flag", index: flag.what.index };
    const named = this.#areaNames.find(({ corners }) => overlap(corners, square(x, y, near)));
    if (named) return { kind: "places", places: [named.place] };
    const inside = this.#areas.filter(
      ({ what, x: left, y: top }) => !what.oblast && Math.hypot(x - left, y - top) <= this.#wide(what.radius),
    );
    inside.sort((a, b) => a.what.radius - b.what.radius);
    return inside[0] ? { kind: "places", places: [inside[0].what.place] } : null;
  }

  #fit({ width, height }: Camera): void {
    const ratio = devicePixelRatio || 1;
    const [wide, tall] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (this.canvas.width === wide && this.canvas.height === tall && this.#ratio === ratio) return;
    if (this.#ratio !== ratio) this.#forget();
    this.#ratio = ratio;
    this.canvas.width = wide;
    this.canvas.height = tall;
    this.canvas.style.width = `${width}px`;
    this.canvas.style.height = `${height}px`;
  }

  #forget(): void {
    this.#kept.clear();
    this.#written.clear();
  }

  /** What lies in view or so many pixels beside it, on each turn of the world. */
  #seen<T extends { x: number; y: number; radius?: number }>(all: readonly T[], beside: number, world = 0): Put<T>[] {
    const camera = this.#camera!;
    const found: Put<T>[] = [];
    for (const what of all) {
      const room = beside + (what.radius ?? 0) * world;
      const y = (what.y - camera.y) * camera.world + camera.height / 2;
      if (y < -room || y > camera.height + room) continue;
      const x = (what.x - camera.x) * camera.world + camera.width / 2;
      const last = Math.floor((camera.width + room - x) / camera.world);
      for (let turn = Math.ceil((-room - x) / camera.world); turn <= last; turn++) {
        found.push({ what, x: x + turn * camera.world, y });
      }
    }
    return found;
  }

  #markNames(cross: Cross, taken: Corners[]): Labelled[] {
    const { ink, halo } = this.#tone;
    const style = { size: 11.5, colour: ink, halo, haloWidth: 1.6 };
    const found: Labelled[] = [];
    for (let i = this.#marks.length - 1; i >= 0; i--) {
      const { what, x, y } = this.#marks[i]!;
      const { name, diameter } = look(cross, what);
      const written = this.#lettering(name, style);
      const label = this.#label(written, x, y + (diameter / 24 + 0.2) * style.size + (written?.height ?? 0) / 2, 4, taken);
      if (label) found.push(label);
    }
    return found;
  }

  #nameAreas(cross: Cross, taken: Corners[]): (Labelled & { place: number })[] {
    const { ink, panel } = this.#tone;
    const found: (Labelled & { place: number })[] = [];
    for (const { what, x, y } of this.#areas) {
      if (what.near) continue;
      const words = `${cross.feed.places[what.place]!.name}\n${what.total}`;
      const written = this.#lettering(words, { size: 11, colour: ink, halo: panel, haloWidth: 1.8, ems: 8 });
      // In a circle that the words would fill they stand below it.
      const wide = this.#wide(what.radius);
      const below = !what.oblast && wide < 24 ? wide + 2 + (written?.height ?? 0) / 2 : 0;
      const label = this.#label(written, x, y + below, 2, taken);
      if (label) found.push({ ...label, place: what.place });
    }
    return found;
  }

  #flagsWithRoom(all: readonly Flag[], taken: Corners[]): Put<Flag>[] {
    return this.#seen(all, 40).filter(({ x, y }) => {
      const [side, mid, up] = this.#flagBox(x, y);
      const corners = square(mid, up, side / 2);
      if (this.#camera!.zoom < 7 && taken.some((other) => overlap(other, corners))) return false;
      taken.push(corners);
      return true;
    });
  }

  #baseNames(taken: Corners[]): Labelled[] {
    const { zoom } = this.#camera!;
    const { name: colour, halo } = this.#tone;
    const found: Labelled[] = [];
    const kinds = [zoom >= 5 && zoom < 9 ? "oblast" : "", zoom >= 1.5 && zoom < 6 ? "country" : ""];
    for (const kind of kinds) {
      if (!kind) continue;
      // The names of small countries would stand on their neighbours' marks when the whole world is shown.
      const some = this.names.filter((each) => each.kind === kind && (each.size > 4 || zoom >= 5));
      const style = { size: kind === "oblast" ? 10.5 : 11, colour, halo, haloWidth: 1.4, ems: 7, spacing: kind === "oblast" ? 0.02 : 0.08 };
      for (const { what, x, y } of this.#seen(some, 60)) {
        const label = this.#label(this.#lettering(what.name, style), x, y, 2, taken);
        if (label) found.push(label);
      }
    }
    return found;
  }

  /** The words there, if there is room: it is theirs then. */
  #label(written: Written | null, x: number, y: number, padding: number, taken: Corners[]): Labelled | null {
    if (!written) return null;
    const [wide, tall] = [written.width / 2 + padding, written.height / 2 + padding];
    const corners: Corners = [x - wide, y - tall, x + wide, y + tall];
    for (const other of taken) if (overlap(other, corners)) return null;
    taken.push(corners);
    return { written, x, y, corners };
  }

  /** Side and middle of a flag that stands there. */
  #flagBox(x: number, y: number): [side: number, x: number, y: number] {
    const size = 0.32 + 0.18 * Math.max(0, Math.min(1, (this.#camera!.zoom - 4) / 4));
    return [56 * size, x + 24 * size, y + (6 - 28) * size];
  }

  /** The words as a picture; null: there was no time to make it. */
  #lettering(words: string, style: Lettering): Written | null {
    const key = `${style.size}${style.colour}${style.ems}${words}`;
    const found = this.#written.get(key) ?? this.#made(() => write(words, style, this.#ratio));
    if (!found) this.#short = true;
    else if (this.#written.size > KEPT) this.#written.clear();
    if (found) this.#written.set(key, found);
    return found;
  }

  /** Makes it, if the frame has time left. */
  #made<T>(make: () => T): T | null {
    if (this.#spent > BUDGET) return null;
    const begun = performance.now();
    const made = make();
    this.#spent += performance.now() - begun;
    return made;
  }

  #word({ written: { canvas }, x, y }: { written: Written; x: number; y: number }): void {
    this.#copy(canvas, x, y);
  }

  /** At whole pixels, so that nothing is blurred. */
  #copy(picture: HTMLCanvasElement, x: number, y: number): void {
    this.#pen.drawImage(picture, Math.round(x * this.#ratio - picture.width / 2), Math.round(y * this.#ratio - picture.height / 2));
  }

  #keep(key: string, side: number, make: (pen: CanvasRenderingContext2D) => void): HTMLCanvasElement | null {
    const found = this.#kept.get(key);
    if (found) return found;
    return this.#made(() => {
      if (this.#kept.size > KEPT) this.#kept.clear();
      const canvas = document.createElement("canvas");
      canvas.width = canvas.height = side;
      const pen = canvas.getContext("2d")!;
      pen.translate(side / 2, side / 2);
      make(pen);
      this.#kept.set(key, canvas);
      return canvas;
    });
  }

  #picture(name: string, x: number, y: number, side: number): void {
    const pixels = 2 * Math.round((side * this.#ratio) / 2);
    const found = this.#keep(`${name}@${pixels}`, pixels, (pen) => draw(pen, name, this.#tone, 0, 0, pixels));
    if (found) this.#copy(found, x, y);
    else draw(this.#pen, name, this.#tone, Math.round(x * this.#ratio), Math.round(y * this.#ratio), pixels);
  }

  /** How many a mark stands for: drawn as they are, because numbers change all the time. */
  #count(label: string, diameter: number, x: number, y: number): void {
    const pen = this.#pen;
    const size = Math.max(9.5, Math.min(14, diameter * 0.34)) * this.#ratio;
    pen.font = `${size.toFixed(1)}px sans-serif`;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.fillStyle = this.#tone.ink;
    pen.fillText(label, Math.round(x * this.#ratio), Math.round(y * this.#ratio + 0.1 * size));
  }

  /** The radius of an area in pixels. */
  #wide(radius: number): number {
    return Math.max(LEAST, radius * (this.#camera?.world ?? 0));
  }

  #circle({ radius, colour, near }: Area, x: number, y: number): void {
    const wide = this.#wide(radius);
    const step = Math.round(Math.log(wide) / GROWTH);
    const made = Math.exp(step * GROWTH);
    const side = 2 * Math.ceil((made + 1) * this.#ratio);
    const paint = (pen: CanvasRenderingContext2D, left: number, top: number, reach: number) => {
      pen.save();
      pen.scale(this.#ratio, this.#ratio);
      circle(pen, left, top, reach, colour, near);
      pen.restore();
    };
    const found = wide > LARGE ? null : this.#keep(`area ${colour} ${near} ${step}`, side, (pen) => paint(pen, 0, 0, made));
    if (found) this.#copy(found, x, y);
    else paint(this.#pen, x, y, wide);
  }

  #outlines(camera: Camera, { ring, box }: Plan): void {
    const pen = this.#pen;
    pen.setTransform(this.#ratio, 0, 0, this.#ratio, 0, 0);
    pen.strokeStyle = this.#tone.ring;
    pen.setLineDash([]);
    pen.lineWidth = 2.5;
    for (const { x, y } of ring ? this.#seen([ring], 40) : []) {
      pen.beginPath();
      pen.arc(x, y, 31.25, 0, 2 * Math.PI);
      pen.stroke();
    }
    if (!box) return;
    pen.setLineDash([8, 4]);
    pen.lineWidth = 2;
    const [west, south, east, north] = box;
    const corner = { x: mercatorX(west), y: mercatorY(north) };
    const [wide, tall] = [mercatorX(east) - corner.x, mercatorY(south) - corner.y].map((part) => part * camera.world) as [number, number];
    for (const { x, y } of this.#seen([{ ...corner, radius: 1 }], 0, camera.world)) pen.strokeRect(x, y, wide, tall);
  }
}

const square = (x: number, y: number, half: number): Corners => [x - half, y - half, x + half, y + half];
const overlap = (a: Corners, b: Corners): boolean => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];

function circle(pen: CanvasRenderingContext2D, x: number, y: number, radius: number, colour: string, near: boolean): void {
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.fillStyle = pen.strokeStyle = colour;
  pen.globalAlpha = near ? 0.16 : 0.11;
  pen.fill();
  pen.globalAlpha = 1;
  pen.lineWidth = 1.5;
  pen.setLineDash(DASH);
  pen.stroke();
}
