// A small piece of the base map as SVG paths: what lies around a place, cut to a window, in an equal-scale projection.
import type { FeatureCollection, Position } from "geojson";

export interface Window {
  lon: number;
  lat: number;
  /** Half of the width and height, in km. */
  km: number;
}
export type Project = (lon: number, lat: number) => [number, number];

const kmPerDegree = 111.2;

/** From degrees to a square of `size` pixels around the window's middle. */
export function projection(at: Window, size: number): Project {
  const scale = size / 2 / at.km;
  const squeeze = Math.cos((at.lat * Math.PI) / 180);
  return (lon, lat) => {
    const turn = ((lon - at.lon + 540) % 360) - 180;
    return [size / 2 + turn * kmPerDegree * squeeze * scale, size / 2 - (lat - at.lat) * kmPerDegree * scale];
  };
}

type Line = readonly Position[];
const lines = (geometry: FeatureCollection["features"][0]["geometry"]): Line[] => {
  if (geometry.type === "Polygon" || geometry.type === "MultiLineString") return geometry.coordinates;
  if (geometry.type === "MultiPolygon") return geometry.coordinates.flat();
  return geometry.type === "LineString" ? [geometry.coordinates] : [];
};

/** The path of a feature where it touches the square; empty where it does not. */
export function path(feature: FeatureCollection["features"][0], project: Project, size: number): string {
  const closed = feature.geometry.type.endsWith("Polygon");
  let found = "";
  for (const line of lines(feature.geometry)) {
    const points = line.map(([lon, lat]) => project(lon!, lat!));
    let [west, east, north, south] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const [x, y] of points) {
      west = Math.min(west, x); east = Math.max(east, x); north = Math.min(north, y); south = Math.max(south, y);
    }
    if (east < 0 || west > size || south < 0 || north > size || east - west > size * 60) continue;
    let former: [number, number] | null = null;
    points.forEach(([x, y], i) => {
      // Nearer than half a pixel to the one before: nobody sees it. The last point is always kept.
      if (former && i < points.length - 1 && Math.abs(x - former[0]) < 0.5 && Math.abs(y - former[1]) < 0.5) return;
      found += `${former ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`;
      former = [x, y];
    });
    if (closed) found += "Z";
  }
  return found;
}
