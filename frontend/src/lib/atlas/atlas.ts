// The desk's map: marks for places that are points, outlines and circles for what is known less finely, flags for who
// holds a town. Loaded after the first paint, because MapLibre is large.
import type { ExpressionSpecification, LngLatBoundsLike, Map as MapLibre, StyleSpecification } from "maplibre-gl";
import { calmly } from "../calm";
import type { Box, Cross } from "../cross";
import { baseNames, baseStyle, newMap, tones } from "./base";
import { cameraOf, mercatorX, mercatorY } from "./camera";
import { Clusters } from "./clusters";
import { areas, hasPosition, isArea, isCountry, marks } from "./drawn";
import type { Holding } from "./holding";
import { pace } from "./pace";
import { flags, type Plan, Sheet, type Under } from "./sheet";

export type { Under } from "./sheet";

export interface Told {
  /** Everything has been drawn for the first time. */
  onIdle(): void;
  onHover(found: Under | null, x: number, y: number): void;
  onClick(found: Under | null, x: number, y: number): void;
  /** The map was moved; `places` are those in view that have something, most first. */
  onMove(camera: string, byHand: boolean): void;
  onBox(box: Box): void;
}

export class Atlas {
  readonly map: MapLibre;
  readonly #sheet: Sheet;
  readonly #told: Told;
  #clusters: Clusters | null = null;
  #plan: Plan | null = null;
  #holdings: readonly Holding[] = [];
  #chosen: number | null = null;
  #box: Box | null = null;
  #dark: boolean;
  #moved: boolean;
  /** The whole zoom that the plan is for; another, or none: it has to be made anew. */
  #zoom = -1;
  #tinted = "";
  #waiting = 0;

  constructor(element: HTMLElement, isDark: boolean, camera: string, told: Told) {
    this.#told = told;
    this.#dark = isDark;
    this.map = newMap(element, style(isDark));
    this.#sheet = new Sheet(isDark);
    this.map.getCanvasContainer().append(this.#sheet.canvas);
    pace(this.map);
    const [lon, lat, zoom] = camera.split(",").map(Number);
    this.#moved = Boolean(camera) && [lon, lat, zoom].every((n) => Number.isFinite(n));
    if (this.#moved) this.map.jumpTo({ center: [lon!, lat!], zoom: zoom! });
    this.map.on("style.load", () => {
      this.#tinted = "";
      this.redraw();
    });
    void baseNames().then((names) => {
      this.#sheet.names = names;
      this.redraw();
    }, () => undefined); // the map stands without names
    this.map.once("idle", () => told.onIdle());
    this.map.on("movestart", (event) => {
      if (event.originalEvent) this.#moved = true;
    });
    this.map.on("render", () => this.#draw());
    this.map.on("moveend", () => {
      const { lng, lat } = this.map.getCenter();
      told.onMove(`${lng.toFixed(3)},${lat.toFixed(3)},${this.map.getZoom().toFixed(2)}`, this.#moved);
    });
    this.map.on("resize", () => {
      if (!this.#moved) this.fit(false); // it may have been made while something hid it
    });
    this.#listen(element);
  }

  get #cross(): Cross | null {
    return this.#plan?.cross ?? null;
  }

  /** Another record, or the record as of another day. */
  show(cross: Cross): void {
    const first = this.#plan === null;
    this.#plan = { cross, marks: [], areas: [], flags: flags(this.#holdings), ring: null, box: this.#box };
    const heft = new Float64Array(cross.feed.places.length);
    for (const place of cross.feed.place) if (place < heft.length) heft[place]!++;
    this.#clusters = new Clusters(
      cross.feed.places.map((place, i) =>
        hasPosition(place) && !isArea(place) ? { lon: place.lon, lat: place.lat, heft: heft[i]! } : null,
      ),
    );
    if (first && !this.#moved) this.fit(false);
    this.redraw();
  }

  restyle(isDark: boolean): void {
    if (isDark === this.#dark) return;
    this.#dark = isDark;
    this.#sheet.restyle(isDark);
    this.map.setStyle(style(isDark), { diff: false });
  }

  /** Draws what passes now, in the next frame. */
  redraw(): void {
    this.#zoom = -1;
    this.#soon();
  }

  hold(holdings: readonly Holding[]): void {
    this.#holdings = holdings;
    if (this.#plan) this.#plan.flags = flags(holdings);
    this.#soon();
  }

  /** Rings the place; null: none. */
  choose(place: number | null): void {
    if (place === this.#chosen) return;
    this.#chosen = place;
    this.#ring();
    this.#soon();
  }

  box(box: Box | null): void {
    this.#box = box;
    if (this.#plan) this.#plan.box = box;
    this.#soon();
  }

  /** Moves to where a place is, unless it is well in view. */
  visit(place: number): void {
    const about = this.#cross?.feed.places[place];
    if (!about || !hasPosition(about)) return;
    const inView = this.map.getBounds().contains([about.lon, about.lat]);
    if (!inView) this.map.easeTo({ center: [about.lon, about.lat], zoom: Math.max(this.map.getZoom(), 5), animate: !calmly() });
  }

  /** Moves to where these places are. */
  frame(places: readonly number[]): void {
    const box = this.#bounds(places.map((place) => [place, 1]), 0);
    if (!box) return;
    this.#moved = true;
    this.map.fitBounds(box, { padding: 60, maxZoom: 10, animate: !calmly(), duration: 500 });
  }

  /** Moves to where most of it is: one far-away place does not make the rest tiny. */
  fit(animate = true): void {
    const cross = this.#cross;
    if (!cross) return;
    const here = cross.feed.places
      .map((_, place): [number, number] => [place, cross.placeTotal[place]!])
      .filter(([, total]) => total > 0);
    const box = this.#bounds(here, 0.03);
    this.#moved = false;
    if (box) this.map.fitBounds(box, { padding: 44, maxZoom: 8, animate: animate && !calmly(), duration: 500 });
  }

  /** Places with something that stand in view, those with most first. */
  inView(): number[] {
    const cross = this.#cross;
    if (!cross) return [];
    const bounds = this.map.getBounds();
    const totals = cross.placeTotal;
    return cross.feed.places
      .map((_, place) => place)
      .filter((place) => {
        const about = cross.feed.places[place]!;
        return totals[place]! > 0 && hasPosition(about) && !isCountry(about) && bounds.contains([about.lon, about.lat]);
      })
      .sort((a, b) => totals[b]! - totals[a]!);
  }

  close(): void {
    cancelAnimationFrame(this.#waiting);
    this.map.remove();
  }

  #bounds(places: [place: number, total: number][], left: number): LngLatBoundsLike | null {
    const known = places.flatMap(([place, total]) => {
      const about = this.#cross!.feed.places[place]!;
      return hasPosition(about) && !isCountry(about) ? [{ ...about, total, km: isArea(about) ? (about.km ?? 40) : 0 }] : [];
    });
    if (!known.length) return null;
    const all = known.reduce((sum, { total }) => sum + total, 0);
    const axis = (reach: (at: (typeof known)[0], side: number) => number): [number, number] => {
      const edge = (side: -1 | 1) => {
        const sorted = [...known].sort((a, b) => side * (reach(b, side) - reach(a, side)));
        let spare = left * all;
        return reach(sorted.find(({ total }) => (spare -= total) < 0) ?? sorted[0]!, side);
      };
      return [edge(-1), edge(1)];
    };
    const [west, east] = axis(({ lon, lat, km }, side) => lon + (side * km) / (111 * Math.cos((lat * Math.PI) / 180)));
    const [south, north] = axis(({ lat, km }, side) => lat + (side * km) / 111);
    return [[west, south], [east, north]];
  }

  #soon(): void {
    this.#waiting ||= requestAnimationFrame(() => this.#draw());
  }

  /** The sheet as the map looks now; the plan is made anew only where what passes or the whole zoom has changed. */
  #draw(): void {
    cancelAnimationFrame(this.#waiting);
    this.#waiting = 0;
    const plan = this.#plan;
    if (!plan || !this.#clusters) return;
    const zoom = Math.round(this.map.getZoom());
    if (zoom !== this.#zoom) {
      this.#zoom = zoom;
      plan.marks = marks(plan.cross, this.#clusters, zoom);
      plan.areas = areas(plan.cross, zoom);
      this.#ring();
      this.#tint(plan);
    }
    if (!this.#sheet.draw(cameraOf(this.map), plan)) this.#soon();
  }

  /** Oblasts and countries that something is known to are the base map's own outlines. */
  #tint({ cross, areas }: Plan): void {
    if (!this.map.getLayer("touched")) return;
    const { places } = cross.feed;
    const touched = new Set<string>();
    for (let place = 0; place < places.length; place++) {
      const about = places[place]!;
      if (cross.placeTotal[place] && isCountry(about) && hasPosition(about) && about.country) touched.add(about.country);
    }
    const colours = new Map<string, string>();
    for (const { oblast, colour } of areas) if (oblast && !colours.has(oblast)) colours.set(oblast, colour);
    const key = JSON.stringify([[...touched], [...colours]]);
    if (key === this.#tinted) return; // MapLibre would cut its tiles anew
    this.#tinted = key;
    const chosen = ["in", ["get", "name"], ["literal", [...colours.keys()]]] as ExpressionSpecification;
    const paint: ExpressionSpecification | string = colours.size
      ? (["match", ["get", "name"], ...[...colours].flat(), "#777"] as unknown as ExpressionSpecification)
      : "#777";
    for (const layer of ["oblast-areas", "oblast-edges"]) this.map.setFilter(layer, chosen);
    this.map.setPaintProperty("oblast-areas", "fill-color", paint);
    this.map.setPaintProperty("oblast-edges", "line-color", paint);
    this.map.setFilter("touched", ["in", ["get", "a3"], ["literal", [...touched]]]);
  }

  /** The ring stands around the mark that the chosen place has joined. */
  #ring(): void {
    const plan = this.#plan;
    if (!plan) return;
    const about = this.#chosen === null ? null : plan.cross.feed.places[this.#chosen];
    const mark = about && plan.marks.find(({ members }) => members.includes(this.#chosen!));
    plan.ring = mark ?? (about && hasPosition(about) ? { x: mercatorX(about.lon), y: mercatorY(about.lat) } : null);
  }

  #under(x: number, y: number): Under | null {
    if (!this.#plan) return null;
    const found = this.#sheet.under(x, y, 4, this.#plan); // px: a finger or a trembling hand need not hit the mark itself
    if (found) return found;
    const oblast = this.map.queryRenderedFeatures([x, y], { layers: ["oblast-areas"] })[0]?.properties.name as string | undefined;
    const area = oblast && this.#plan.areas.find((each) => each.oblast === oblast);
    return area ? { kind: "places", places: [area.place] } : null;
  }

  #listen(element: HTMLElement): void {
    // Once a frame at most, and always where the pointer came to rest: else what it left would stay told.
    let at: { x: number; y: number } | null = null;
    let asked = 0;
    const look = () => {
      asked = 0;
      const found = at && this.#under(at.x, at.y);
      this.map.getCanvas().style.cursor = found ? "pointer" : "";
      this.#told.onHover(found, at?.x ?? 0, at?.y ?? 0);
    };
    const soon = (point: { x: number; y: number } | null) => {
      at = point;
      asked ||= requestAnimationFrame(look);
    };
    this.map.on("mousemove", ({ point, originalEvent }) => {
      if (!originalEvent.buttons) soon(point);
    });
    this.map.on("mouseout", () => soon(null));
    this.map.on("dragstart", () => soon(null));
    this.map.on("click", ({ point: { x, y } }) => this.#told.onClick(this.#under(x, y), x, y));
    this.#boxes(element);
  }

  /** Shift and drag draws a box. */
  #boxes(element: HTMLElement): void {
    let from: { x: number; y: number; lng: number; lat: number } | null = null;
    const frame = document.createElement("div");
    frame.className = "boxing";
    this.map.on("mousedown", (event) => {
      if (!event.originalEvent.shiftKey || event.originalEvent.button) return;
      event.preventDefault();
      from = { ...event.lngLat, x: event.point.x, y: event.point.y, lng: event.lngLat.lng, lat: event.lngLat.lat };
      element.append(frame);
    });
    this.map.on("mousemove", ({ point: { x, y } }) => {
      if (!from) return;
      frame.style.left = `${Math.min(x, from.x)}px`;
      frame.style.top = `${Math.min(y, from.y)}px`;
      frame.style.width = `${Math.abs(x - from.x)}px`;
      frame.style.height = `${Math.abs(y - from.y)}px`;
    });
    this.map.on("mouseup", ({ lngLat, point: { x, y } }) => {
      if (!from) return;
      frame.remove();
      const { lng, lat } = from;
      const drawn = Math.hypot(x - from.x, y - from.y) > 6;
      from = null;
      if (drawn) {
        this.#told.onBox([
          Math.min(lng, lngLat.lng), Math.min(lat, lngLat.lat), Math.max(lng, lngLat.lng), Math.max(lat, lngLat.lat),
        ]);
      }
    });
  }
}

function style(isDark: boolean): StyleSpecification {
  const tone = tones(isDark);
  const none = ["==", ["get", "name"], ""] as ExpressionSpecification;
  return baseStyle(tone, [
    {
      id: "touched", type: "fill", source: "countries", filter: ["==", ["get", "a3"], ""],
      paint: { "fill-color": tone.ink, "fill-opacity": 0.05 },
    },
    { id: "oblast-areas", type: "fill", source: "oblasts", filter: none, paint: { "fill-opacity": 0.13 } },
    {
      id: "oblast-edges", type: "line", source: "oblasts", filter: none,
      paint: { "line-width": 1.6, "line-dasharray": [2.5, 2] },
    },
  ]);
}
