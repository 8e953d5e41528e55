// @ts-check
/* A question as plain values: to and from the address of the page, to GBIF's API and to GBIF's own
   site. Pure functions. */

import { bare } from "./words.js";

/** @import { Question, Settings } from "./types" */

/** Results on one page. */
export const STEP = 20;
/** GBIF answers no deeper than this. */
export const DEEPEST = 100000;
/** Values of a facet at once. */
export const VALUES = 12;
/** What an overview counts, and the type of each as a filter. */
export const COUNTED = {
  year: "period",
  country: "choice",
  basisOfRecord: "choice",
  datasetKey: "choice",
  institutionKey: "choice",
  familyKey: "taxon",
};
/** Values of each that an overview asks for. There are more years than of anything else. */
export const COUNTS = 100;
export const YEARS = 300;
/** The value of a filter that stands for all types. */
const ANY = "any";
/** The oldest year of a period that has no beginning: GBIF wants both ends. */
const EARLIEST = "1000";
/** Each record has a place in two taxonomies. Keys of digits are those of GBIF's backbone, which its
 * API means unless it is told otherwise; others those of the Catalogue of Life (XR). */
export const BACKBONE = "d7dddbf4-2cf0-4f39-9b2a-bb099caae36c";
const CATALOGUE_OF_LIFE = "7ddf754f-d193-4cc9-b351-99906754a03b";
/** A key of the backbone. @param {string} key */
export const isBackbone = (key) => /^\d+$/.test(key);

/** The type of each parameter that a page of this kind knows. @param {Settings} settings */
export function parameters(settings) {
  const known = new Map();
  for (const { parameter, type } of Object.values(settings.fields)) known.set(parameter, type);
  for (const parameter of Object.values(settings.facets))
    if (!known.has(parameter)) known.set(parameter, parameter === "taxonKey" ? "taxon" : "choice");
  if (settings.views.includes("map")) known.set("geometry", "area");
  if (settings.views.includes("overview"))
    for (const [parameter, type] of Object.entries(COUNTED)) if (!known.has(parameter)) known.set(parameter, type);
  return known;
}

const trimmed = (/** @type {string} */ text) => text.replace(/\s+/g, " ").trim();

/** @type {Record<string, (values: string[]) => string[]>} */
const CLEAN = {
  text: (values) => values.map(trimmed).filter(Boolean).slice(0, 1),
  list: (values) => unique(values.flatMap((value) => value.split(";")).map(trimmed)),
  taxon: (values) => {
    const keys = unique(values.filter((value) => /^[\dA-Z]{1,12}$/.test(value)));
    // One question is asked in one taxonomy: that of its first key.
    return keys.filter((key) => isBackbone(key) === isBackbone(keys[0]));
  },
  choice: (values) => unique(values.map(trimmed)),
  area: (values) => values.filter((value) => /^POLYGON ?\(\([-\d., ]+\)\)$/.test(value)).slice(0, 1),
  period: (values) => values.map(period).filter(Boolean).slice(0, 1),
};

/** @param {string[]} values */
const unique = (values) => [...new Set(values.filter(Boolean))];

/** "1950, 1900" becomes "1900,1950"; one end may be open; what is no period becomes "".
 * @param {string} text */
export function period(text) {
  const parts = text.split(",").map((part) => part.trim());
  if (parts.length > 2 || parts.some((part) => !/^\d{0,4}$/.test(part))) return "";
  let [from, to] = parts.length === 1 ? [parts[0], parts[0]] : parts;
  if (from && to && Number(from) > Number(to)) [from, to] = [to, from];
  return from || to ? `${from},${to}` : "";
}

/** The values that a parameter can have here. @param {string} name @param {string[]} values
 * @param {Settings} settings */
export function cleaned(name, values, settings) {
  const clean = CLEAN[parameters(settings).get(name) ?? ""]?.(values) ?? [];
  const scope = settings.scope[name];
  return scope ? clean.filter((value) => scope.includes(value)) : clean;
}

/** As GBIF writes it today: addresses of before 2025 have HOLOTYPE.
 * @param {string} value @param {Settings} settings */
const typeStatus = (value, { types = [] }) => types.find((one) => bare(one) === bare(value)) ?? value;

/** @param {Settings} settings @returns {Question} */
export function nothing(settings) {
  return { values: {}, offset: 0, view: settings.views[0], columns: [], record: "" };
}

/** @param {string} search of the address of a page @param {Settings} settings @returns {Question} */
export function readAddress(search, settings) {
  const query = new URLSearchParams(search);
  const question = nothing(settings);
  for (const name of parameters(settings).keys()) {
    const asked = query.getAll(name);
    const values = cleaned(name, name === "typeStatus" ? asked.map((one) => typeStatus(one, settings)) : asked, settings);
    if (values.length) question.values[name] = values;
  }
  const offset = /^\d{1,9}$/.test(query.get("offset") ?? "") ? Number(query.get("offset")) : 0;
  question.offset = offset - (offset % STEP);
  const view = query.get("view") ?? "";
  if (settings.views.includes(view)) question.view = view;
  question.columns = columnsOf((query.get("columns") ?? "").split(","), settings);
  if (question.view === "overview") question.offset = 0;
  const record = query.get("record") ?? "";
  // What cannot be a key is one that GBIF does not have.
  if (settings.kind === "specimens" && /^[\w-]{1,40}$/.test(record)) question.record = record;
  return question;
}

/** @param {Question} question @param {Settings} settings @returns {string} "?q=…", or "" */
export function writeAddress(question, settings) {
  const query = new URLSearchParams();
  for (const name of parameters(settings).keys())
    for (const value of question.values[name] ?? []) query.append(name, value);
  if (question.view !== settings.views[0]) query.set("view", question.view);
  if (question.columns.length) query.set("columns", question.columns.join(","));
  if (question.offset) query.set("offset", String(question.offset));
  if (question.record) query.set("record", question.record);
  const text = query.toString();
  return text && `?${text}`;
}

/** The columns that a visitor chose, in their order; none where these are the page's own.
 * @param {string[]} names @param {Settings} settings */
export function columnsOf(names, { columns, allColumns }) {
  const chosen = allColumns.filter((name, place) => !place || names.includes(name));
  const own = allColumns.filter((name) => columns.includes(name));
  return chosen.length < 2 || chosen.join() === own.join() ? [] : chosen;
}

/** The same question with other values; it begins at the first result again.
 * @param {Question} question @param {Record<string, string[]>} values @param {Settings} settings
 * @returns {Question} */
export function changed(question, values, settings) {
  const all = { ...question.values };
  for (const [name, found] of Object.entries(values)) {
    const clean = cleaned(name, found, settings);
    if (clean.length) all[name] = clean;
    else delete all[name];
  }
  return { ...question, values: all, offset: 0, record: "" };
}

/** With a value, or without it. @param {Question} question @param {string} name
 * @param {string} value @param {boolean} on @param {Settings} settings */
export function toggled(question, name, value, on, settings) {
  const others = (question.values[name] ?? []).filter((other) => other !== value);
  return changed(question, { [name]: on ? [...others, value] : others }, settings);
}

/** What GBIF is asked for: the question within the scope.
 * @param {Question} question @param {Settings} settings @returns {[string, string[]][]} */
export function filters(question, settings) {
  /** @type {Record<string, string[]>} */
  const all = { ...settings.scope, ...question.values };
  if (question.view === "gallery") all.mediaType = ["StillImage"];
  if (question.view === "map") all.hasCoordinate = ["true"];
  // Records that are "not a type" have a type status too.
  if (all.typeStatus?.includes(ANY)) all.typeStatus = settings.types;
  if (all.year) all.year = all.year.map(closed);
  return Object.entries(all);
}

/** @param {string} text */
function closed(text) {
  if (!text.includes(",")) return text;
  const [from, to] = text.split(",");
  return `${from || EARLIEST},${to || new Date().getFullYear()}`;
}

/** @param {Question} question @param {Settings} settings @param {any[][]} [more] */
export function query(question, settings, more = []) {
  const found = new URLSearchParams();
  for (const [name, values] of filters(question, settings))
    for (const value of values) found.append(name, value);
  const checklist = checklistOf(found, more, settings);
  if (checklist) found.append("checklistKey", checklist);
  for (const [name, value] of more) found.append(name, value);
  return found.toString();
}

const TAXA = ["taxonKey", "kingdomKey", "phylumKey", "classKey", "orderKey", "familyKey", "genusKey"];

/** The taxonomy that a question is asked in, where it makes a difference: said each time, so that
 * nothing changes when GBIF means another one by itself.
 * @param {URLSearchParams} asked @param {any[][]} more @param {Settings} settings */
function checklistOf(asked, more, { checklist }) {
  const key = TAXA.map((name) => asked.get(name)).find(Boolean);
  if (key && isBackbone(key)) return BACKBONE;
  if (key) return checklist === BACKBONE ? CATALOGUE_OF_LIFE : checklist;
  return more.some(([name, value]) => name === "facet" && TAXA.includes(value)) && checklist;
}

/** @param {Question} question @param {Settings} settings */
export function searchAddress(question, settings) {
  if (question.view === "overview") {
    // GBIF names only the families of its backbone on request; results name others.
    const unnamed = filters(question, settings).some(([name, values]) => TAXA.includes(name) && !isBackbone(values[0]));
    const more = [
      ...Object.keys(COUNTED).map((parameter) => ["facet", parameter]),
      ["limit", unnamed ? String(COUNTS) : "0"],
      ["facetLimit", String(COUNTS)],
      ["year.facetLimit", String(YEARS)],
    ];
    return `${settings.api}${settings.path}?${query(question, { ...settings, checklist: BACKBONE }, more)}`;
  }
  const facets = Object.values(settings.facets);
  const more = [
    ...settings.apiOnly,
    ["limit", String(STEP)],
    ["offset", String(question.offset)],
    ...facets.map((facet) => ["facet", facet]),
  ];
  if (facets.length) more.push(["facetLimit", String(VALUES)], ["facetMultiselect", "true"]);
  return `${settings.api}${settings.path}?${query(question, settings, more)}`;
}

/** Values of one facet, and no results. @param {Question} question @param {Settings} settings
 * @param {string} facet @param {number} from @param {number} [most] */
export function facetAddress(question, settings, facet, from, most = VALUES) {
  const more = { limit: "0", facet, facetLimit: most, facetOffset: from, facetMultiselect: "true" };
  return `${settings.api}${settings.path}?${query(question, settings, Object.entries(more))}`;
}

/** The same on GBIF's own site.
 * @param {Question} question @param {Settings} settings */
export function siteAddress(question, settings) {
  if (question.record) return new URL(`/occurrence/${question.record}`, settings.site).href;
  return `${settings.site}?${query(question, settings, settings.siteOnly)}`;
}
