// The desk's map: marks for places that are points, outlines and circles for what is known less finely, flags for who
// holds a town. Loaded after the first paint, because MapLibre is large.
import type { ExpressionSpecification, GeoJSONSource, LngLatBoundsLike, Map as MapLibre, StyleSpecification } from "maplibre-gl";
import type { Feature, FeatureCollection } from "geojson";
import type { Box, Cross } from "../cross";
import { Clusters } from "./clusters";
import { calmly } from "../calm";
import { baseStyle, circle, fonts, newMap, nothing, tones } from "./base";
import { type Bounds, hasPosition, isArea, isCountry, leadingColour, type Mark, markFeatures, marks, sumAt } from "./drawn";
import { draw, FILLED, SHOWN } from "./marks";
import { type Holding, isTown } from "./holding";

/** The whole zoom from which circles for "near" are drawn. */
const NEAR_FROM = 7;

/** Whether a place or the area around it may lie in the box. */
function reaches({ lon, lat, km }: { lon: number | null; lat: number | null; km: number | null }, [west, south, east, north]: Bounds): boolean {
  const tall = (km ?? 40) / 111;
  const wide = tall / Math.max(0.1, Math.cos((lat! * Math.PI) / 180));
  const turns = [0, 360, -360];
  return lat! + tall > south && lat! - tall < north && turns.some((turn) => lon! + wide + turn > west && lon! - wide + turn < east);
}

export interface Told {
  /** Everything has been drawn for the first time. */
  onIdle(): void;
  onHover(found: Under | null, x: number, y: number): void;
  onClick(found: Under | null, x: number, y: number): void;
  /** The map was moved; `places` are those in view that have something, most first. */
  onMove(camera: string, byHand: boolean): void;
  onBox(box: Box): void;
}

/** What lies under the pointer: some places, or a flag. */
export type Under = { kind: "places"; places: number[] } | { kind: "flag"; index: number };

const point = (lon: number, lat: number, properties: Record<string, unknown> = {}): Feature => ({
  type: "Feature", properties, geometry: { type: "Point", coordinates: [lon, lat] },
});
const collection = (features: Feature[]): FeatureCollection => ({ type: "FeatureCollection", features });

/** The name of a town's flag, see marks.ts. */
function flagPicture({ side, state, disputed }: Holding): string {
  return `flag|${side ?? ""}|${state}|${disputed ? 1 : 0}`;
}

export class Atlas {
  readonly map: MapLibre;
  #cross: Cross | null = null;
  #clusters: Clusters | null = null;
  #marks: Mark[] = [];
  #areas: number[] = [];
  #holdings: readonly Holding[] = [];
  #chosen: number | null = null;
  #box: Box | null = null;
  #dark: boolean;
  #moved: boolean;
  #drawnAt = { zoom: -1, bounds: [0, 0, 0, 0] as Bounds };
  #waiting = 0;
  #told: Told;

  constructor(element: HTMLElement, isDark: boolean, camera: string, told: Told) {
    this.#told = told;
    this.#dark = isDark;
    this.map = newMap(element, style(isDark));
    const [lon, lat, zoom] = camera.split(",").map(Number);
    this.#moved = Boolean(camera) && [lon, lat, zoom].every((n) => Number.isFinite(n));
    if (this.#moved) this.map.jumpTo({ center: [lon!, lat!], zoom: zoom! });
    this.map.setMissingStyleImageResolver((id) => this.#picture(id));
    this.map.on("style.load", () => {
      this.#drawnAt = { zoom: -1, bounds: [0, 0, 0, 0] };
      this.redraw();
    });
    this.map.once("idle", () => told.onIdle());
    this.map.on("movestart", (event) => {
      if (event.originalEvent) this.#moved = true;
    });
    let followed = 0;
    this.map.on("move", () => {
      if (performance.now() - followed < 180) return; // a zoom passes through several levels: not each is drawn
      followed = performance.now();
      this.#follow();
    });
    this.map.on("moveend", () => {
      this.#follow();
      const { lng, lat } = this.map.getCenter();
      told.onMove(`${lng.toFixed(3)},${lat.toFixed(3)},${this.map.getZoom().toFixed(2)}`, this.#moved);
    });
    this.map.on("resize", () => {
      if (!this.#moved) this.fit(false); // it may have been made while something hid it
    });
    this.#listen(element);
  }

  /** Another record, or the record as of another day. */
  show(cross: Cross): void {
    const first = this.#cross === null;
    this.#cross = cross;
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
    this.map.setStyle(style(isDark), { diff: false });
  }

  /** Draws what passes now, in the next frame. */
  redraw(): void {
    if (this.#waiting) return;
    this.#waiting = requestAnimationFrame(() => {
      this.#waiting = 0;
      this.#draw();
    });
  }

  hold(holdings: readonly Holding[]): void {
    this.#holdings = holdings;
    this.#flags();
  }

  /** Rings the place; null: none. */
  choose(place: number | null): void {
    this.#chosen = place;
    this.#ring();
  }

  box(box: Box | null): void {
    this.#box = box;
    this.#ring();
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

  /** Draws anew only when the view leaves what was drawn or another whole zoom begins. */
  #follow(): void {
    const { zoom, bounds } = this.#drawnAt;
    const [west, south, east, north] = this.#view(0);
    const inside = west >= bounds[0] && south >= bounds[1] && east <= bounds[2] && north <= bounds[3];
    if (Math.round(this.map.getZoom()) !== zoom || !inside) this.redraw();
  }

  #view(margin: number): Bounds {
    const bounds = this.map.getBounds();
    const wide = (bounds.getEast() - bounds.getWest()) * margin;
    const tall = (bounds.getNorth() - bounds.getSouth()) * margin;
    return [bounds.getWest() - wide, bounds.getSouth() - tall, bounds.getEast() + wide, bounds.getNorth() + tall];
  }

  #set(name: string, data: FeatureCollection): void {
    this.map.getSource<GeoJSONSource>(name)?.setData(data);
  }

  #draw(): void {
    const cross = this.#cross;
    if (!cross || !this.#clusters || !this.map.getLayer("marks")) return;
    const zoom = Math.round(this.map.getZoom());
    const bounds = this.#view(0.5);
    this.#drawnAt = { zoom, bounds };
    this.#marks = marks(cross, this.#clusters, zoom);
    this.#set("marks", markFeatures(cross, this.#marks, bounds, SHOWN * FILLED));
    this.#drawAreas(cross, bounds, zoom);
    this.#flags();
    this.#ring();
  }

  #drawAreas(cross: Cross, bounds: Bounds, zoom: number): void {
    const { places } = cross.feed;
    const areas: Feature[] = [];
    const names: Feature[] = [];
    const oblasts: string[] = [];
    const colours: string[] = [];
    const touched: string[] = [];
    this.#areas = [];
    for (let place = 0; place < places.length; place++) {
      if (!cross.placeTotal[place]) continue;
      const about = places[place]!;
      const { total, near, counts } = sumAt(cross, place);
      if (!hasPosition(about)) continue;
      if (isCountry(about)) {
        if (about.country) touched.push(about.country);
        continue;
      }
      const area = isArea(about);
      // The circle around a town is a few pixels wide further out: there the mark's broken line tells it alone.
      if (!area && (!near || zoom < NEAR_FROM)) continue;
      if (!reaches(about, bounds)) continue;
      const colour = leadingColour(counts);
      const km = about.km ?? (area ? 40 : null);
      if (km === null) continue;
      const oblast = area && about.country === "UKR" ? about.name.replace(/ Oblast$/, "") : null;
      if (oblast && OBLASTS.has(oblast)) {
        oblasts.push(oblast);
        colours.push(colour);
      } else {
        areas.push({
          type: "Feature", properties: { place, colour, near: area ? 0 : 1 },
          geometry: circle(about.lon, about.lat, area ? km : Math.max(km, 3)),
        });
      }
      if (area) names.push(point(about.lon, about.lat, { place, name: about.name, total, colour }));
      this.#areas.push(place);
    }
    this.#set("areas", collection(areas));
    this.#set("area-names", collection(names));
    const chosen = ["in", ["get", "name"], ["literal", oblasts]] as ExpressionSpecification;
    const paint: ExpressionSpecification | string = oblasts.length
      ? (["match", ["get", "name"], ...oblasts.flatMap((name, i) => [name, colours[i]]), "#777"] as unknown as ExpressionSpecification)
      : "#777";
    for (const layer of ["oblast-areas", "oblast-edges"]) this.map.setFilter(layer, chosen);
    this.map.setPaintProperty("oblast-areas", "fill-color", paint);
    this.map.setPaintProperty("oblast-edges", "line-color", paint);
    this.map.setFilter("touched", ["in", ["get", "a3"], ["literal", touched]]);
  }

  #flags(): void {
    if (!this.map.getLayer("flags")) return;
    this.#set(
      "flags",
      collection(
        this.#holdings.flatMap((town, index) =>
          isTown(town) ? [point(town.lon, town.lat, { index, picture: flagPicture(town), claims: town.claims })] : [],
        ),
      ),
    );
  }

  #ring(): void {
    if (!this.map.getLayer("chosen")) return;
    const features: Feature[] = [];
    const cross = this.#cross;
    if (cross && this.#chosen !== null) {
      const about = cross.feed.places[this.#chosen];
      if (about && hasPosition(about)) {
        const mark = this.#marks.find(({ members }) => members.includes(this.#chosen!));
        const at = mark ? cross.feed.places[mark.at]! : about;
        features.push(point(at.lon!, at.lat!, { radius: 30 }));
      }
    }
    this.#set("chosen", collection(features));
    const box = this.#box;
    this.#set(
      "box",
      collection(
        box
          ? [{
              type: "Feature", properties: {},
              geometry: {
                type: "Polygon",
                coordinates: [[[box[0], box[1]], [box[2], box[1]], [box[2], box[3]], [box[0], box[3]], [box[0], box[1]]]],
              },
            }]
          : [],
      ),
    );
  }

  #picture(id: string): void {
    if (this.map.hasImage(id)) return;
    const picture = draw(id, tones(this.#dark));
    if (picture) this.map.addImage(id, picture, { pixelRatio: 2 });
  }

  #under(x: number, y: number): Under | null {
    const near = 4; // px: a finger or a trembling hand need not hit the mark itself
    const box: [[number, number], [number, number]] = [[x - near, y - near], [x + near, y + near]];
    const hit = this.map.queryRenderedFeatures(box, { layers: ["marks", "area-names", "flags"] });
    const mark = hit.find(({ layer }) => layer.id === "marks");
    if (mark) {
      const members = this.#marks[mark.properties.i as number]?.members;
      return members ? { kind: "places", places: members } : null;
    }
    const area = hit.find(({ layer }) => layer.id === "area-names") ?? this.map.queryRenderedFeatures([x, y], { layers: ["areas"] })[0];
    const flag = hit.find(({ layer }) => layer.id === "flags");
    if (flag) return { kind: "flag", index: flag.properties.index as number };
    if (area) return { kind: "places", places: [area.properties.place as number] };
    const oblast = this.map.queryRenderedFeatures([x, y], { layers: ["oblast-areas"] })[0]?.properties.name as string | undefined;
    const place = oblast && this.#areas.find((each) => this.#cross!.feed.places[each]!.name.replace(/ Oblast$/, "") === oblast);
    return place ? { kind: "places", places: [place] } : null;
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

/** Ukraine's oblasts as the base map names them. */
const OBLASTS = new Set([
  "Crimea", "Sevastopol", "Mykolaiv", "Chernihiv", "Rivne", "Chernivtsi", "Ivano-Frankivsk", "Khmelnytskyi", "Lviv",
  "Ternopil", "Zakarpattia", "Volyn", "Cherkasy", "Kirovohrad", "Kyiv Oblast", "Kyiv", "Odesa", "Vinnytsia", "Zhytomyr",
  "Sumy", "Dnipropetrovsk", "Donetsk", "Kharkiv", "Luhansk", "Poltava", "Zaporizhzhia", "Kherson",
]);

function style(isDark: boolean): StyleSpecification {
  const tone = tones(isDark);
  const geojson = { type: "geojson", data: nothing } as const;
  const dash = [2.5, 2];
  return baseStyle(
    tone,
    { areas: geojson, "area-names": geojson, marks: geojson, flags: geojson, chosen: geojson, box: geojson },
    [
      {
        id: "touched", type: "fill", source: "countries", filter: ["==", ["get", "a3"], ""],
        paint: { "fill-color": tone.ink, "fill-opacity": 0.05 },
      },
      { id: "oblast-areas", type: "fill", source: "oblasts", filter: ["==", ["get", "name"], ""], paint: { "fill-opacity": 0.13 } },
      {
        id: "oblast-edges", type: "line", source: "oblasts", filter: ["==", ["get", "name"], ""],
        paint: { "line-width": 1.6, "line-dasharray": dash },
      },
      {
        id: "areas", type: "fill", source: "areas",
        paint: { "fill-color": ["get", "colour"], "fill-opacity": ["match", ["get", "near"], 1, 0.16, 0.11] },
      },
      {
        id: "area-edges", type: "line", source: "areas",
        paint: { "line-color": ["get", "colour"], "line-width": 1.5, "line-dasharray": dash },
      },
    ],
    [
      {
        id: "flags", type: "symbol", source: "flags", minzoom: 3,
        layout: {
          "icon-image": ["get", "picture"], "icon-size": ["interpolate", ["linear"], ["zoom"], 4, 0.32, 8, 0.5],
          "icon-anchor": "bottom", "icon-offset": [24, 6], "icon-allow-overlap": ["step", ["zoom"], false, 7, true],
          "icon-padding": 0, "symbol-sort-key": ["-", 0, ["get", "claims"]],
        },
      },
      {
        id: "area-names", type: "symbol", source: "area-names",
        layout: {
          "text-field": ["concat", ["get", "name"], "\n", ["to-string", ["get", "total"]]], "text-font": fonts, "text-size": 11,
          "symbol-sort-key": ["-", 0, ["get", "total"]], "text-max-width": 8,
        },
        paint: { "text-color": tone.ink, "text-halo-color": tone.panel, "text-halo-width": 1.8 },
      },
      {
        id: "marks", type: "symbol", source: "marks",
        layout: {
          "icon-image": ["get", "picture"], "icon-size": ["get", "size"], "icon-allow-overlap": true, "icon-ignore-placement": false,
          "icon-padding": 0, "symbol-sort-key": ["get", "total"], "text-field": ["get", "label"], "text-font": fonts,
          "text-size": ["get", "text"], "text-allow-overlap": true, "text-ignore-placement": true,
        },
        paint: { "text-color": tone.ink, "text-halo-color": tone.panel, "text-halo-width": 1 },
      },
      {
        id: "mark-names", type: "symbol", source: "marks", minzoom: 4,
        layout: {
          "text-field": ["get", "name"], "text-font": fonts, "text-size": 11.5, "text-anchor": "top",
          "text-offset": ["get", "offset"], "symbol-sort-key": ["-", 0, ["get", "total"]], "text-padding": 4,
        },
        paint: { "text-color": tone.ink, "text-halo-color": tone.halo, "text-halo-width": 1.6 },
      },
      {
        id: "chosen", type: "circle", source: "chosen",
        paint: { "circle-radius": ["get", "radius"], "circle-opacity": 0, "circle-stroke-color": tone.ring, "circle-stroke-width": 2.5 },
      },
      { id: "box", type: "line", source: "box", paint: { "line-color": tone.ring, "line-width": 2, "line-dasharray": [4, 2] } },
    ],
  );
}
