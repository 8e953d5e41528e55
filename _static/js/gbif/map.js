// @ts-check
/* Where the results come from: GBIF's tiles over its map of the world, drawn by Leaflet, which is
   fetched from this site when a map is asked for. The list stands beside it. */

import { part } from "./drawing.js";
import { Failure } from "./fetching.js";
import { changed, query } from "./question.js";

/** @import { Desk, Question, Settings } from "./types" */

const LEAFLET = new URL("../../leaflet/", import.meta.url);
/** GBIF's tiles are twice as wide as most. */
const TILE = { tileSize: 512, zoomOffset: -1, minZoom: 1, maxZoom: 15 };
const BELGIUM = [50.6, 4.6];

/** @type {any} */
let map = null;
/** @type {any} */
let specimens = null;
/** @type {any} */
let area = null;

/** Tiles of what is found. @param {Question} question @param {Settings} settings */
export function tilesAddress(question, settings) {
  const looks = { srs: "EPSG:3857", bin: "hex", hexPerTile: 40, style: "classic.poly" };
  const asked = query({ ...question, view: "map" }, settings, Object.entries(looks));
  return `${settings.api}/v2/map/occurrence/adhoc/{z}/{x}/{y}@1x.png?${asked}`;
}

/** The part of the earth in view, as GBIF takes it.
 * @param {{west: number, south: number, east: number, north: number}} bounds in degrees */
export function areaOf({ west, south, east, north }) {
  const [w, e] = [west, east].map((degrees) => Math.max(-180, Math.min(180, degrees)).toFixed(3));
  const [s, n] = [south, north].map((degrees) => Math.max(-90, Math.min(90, degrees)).toFixed(3));
  // Against the clock: else GBIF takes the rest of the earth.
  return `POLYGON((${w} ${s},${e} ${s},${e} ${n},${w} ${n},${w} ${s}))`;
}

/** @param {Desk} desk */
export async function drawMap(desk) {
  const { root, settings, talk } = desk;
  const L = await leaflet();
  if (!map) {
    map = L.map(part(root, "map-canvas"), { attributionControl: false, zoomControl: false, worldCopyJump: true });
    map.setView(BELGIUM, 2);
    const zoom = { zoomInTitle: talk.say("zoomIn"), zoomOutTitle: talk.say("zoomOut") };
    L.control.zoom(zoom).addTo(map);
    L.tileLayer(`${settings.tiles}/3857/omt/{z}/{x}/{y}@1x.png?style=gbif-classic`, TILE).addTo(map);
    part(root, "map-here").onclick = () => {
      const bounds = map.getBounds();
      const [west, south, east, north] = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
      desk.go(changed(desk.question(), { geometry: [areaOf({ west, south, east, north })] }, settings));
    };
  }
  map.invalidateSize();
  const tiles = tilesAddress(desk.question(), settings);
  if (specimens?.vscTiles !== tiles) {
    specimens?.remove();
    specimens = L.tileLayer(tiles, { ...TILE, className: "vsc-map__specimens" }).addTo(map);
    specimens.vscTiles = tiles;
    let missing = 0;
    specimens.on("tileerror", () => (part(root, "map-missing").hidden = ++missing < 1));
    part(root, "map-missing").hidden = true;
  }
  area?.remove();
  area = null;
  const corners = desk.question().values.geometry?.[0]?.match(/-?[\d.]+ -?[\d.]+/g) ?? [];
  if (corners.length) {
    const places = corners.map((corner) => corner.split(" ").map(Number).reverse());
    area = L.polygon(places, { fill: false, className: "vsc-map__area", interactive: false }).addTo(map);
    if (!map.getBounds().intersects(area.getBounds())) map.fitBounds(area.getBounds());
  }
}

/** Where one specimen was found, within how many metres if that is known.
 * @param {Desk} desk @param {HTMLElement} canvas @param {number[]} place latitude and longitude
 * @param {number} within */
export async function drawPlace({ settings, talk }, canvas, place, within) {
  const L = await leaflet();
  const map = L.map(canvas, { attributionControl: false, zoomControl: false });
  const zoom = { zoomInTitle: talk.say("zoomIn"), zoomOutTitle: talk.say("zoomOut") };
  L.control.zoom(zoom).addTo(map);
  map.setView(place, 7);
  L.tileLayer(`${settings.tiles}/3857/omt/{z}/{x}/{y}@1x.png?style=gbif-classic`, TILE).addTo(map);
  L.circleMarker(place, { radius: 7, className: "vsc-map__place", interactive: false }).addTo(map);
  if (within > 0) L.circle(place, { radius: within, className: "vsc-map__area", interactive: false }).addTo(map);
}

/** @returns {Promise<any>} Leaflet, once it is there */
async function leaflet() {
  if ("L" in window) return window.L;
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = new URL("leaflet.css", LEAFLET).href;
  const script = document.createElement("script");
  script.src = new URL("leaflet.js", LEAFLET).href;
  await Promise.all([sheet, script].map(loaded));
  return /** @type {any} */ (window).L;
}

/** @param {HTMLElement} element @returns {Promise<void>} */
function loaded(element) {
  return new Promise((done, stop) => {
    element.addEventListener("load", () => done());
    element.addEventListener("error", () => {
      element.remove();
      stop(new Failure("unreachable"));
    });
    document.head.append(element);
  });
}
