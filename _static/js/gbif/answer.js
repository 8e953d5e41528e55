// @ts-check
/* GBIF's answers as values to show. Every field may be missing, every string may be hostile: what
   comes out is text, numbers, and links of harmless kinds. Pure functions. */

import { Failure } from "./fetching.js";
import { md5 } from "./md5.js";

/** @import { Picture, Row, Speech, Value } from "./types" */

// Control characters, and those that turn the direction of the text around them.
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g;

// Some data holders publish fields as HTML.
const TAG = /<\/?([a-z][a-z0-9]*)(?:\s[^<>]*)?\/?>/gi;
const INLINE = new Set(["a", "b", "em", "font", "i", "span", "strong", "sub", "sup", "u"]);

/** Text without tags. @param {unknown} value @returns {string} */
export function text(value) {
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  if (typeof value !== "string") return "";
  const words = value.replace(TAG, (_, name) => (INLINE.has(name.toLowerCase()) ? "" : " "));
  return words.replace(UNSEEN, " ").replace(/\s+/g, " ").trim();
}

/** A link that does nothing but lead somewhere, or "".
 * @param {unknown} value @returns {string} */
export function link(value) {
  try {
    const url = new URL(text(value));
    return ["http:", "https:", "mailto:"].includes(url.protocol) ? url.href : "";
  } catch {
    return "";
  }
}

/** @param {unknown} value @returns {Record<string, any>} */
export function object(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}

/** @param {unknown} value @returns {any[]} */
export function array(value) {
  return Array.isArray(value) ? value : [];
}

/** A page of results. @param {unknown} json @throws {Failure} where it is none */
export function readPage(json) {
  const page = object(json);
  if (!Array.isArray(page.results)) throw new Failure("unreadable");
  const results = page.results.map(object).filter((result) => Object.keys(result).length);
  const facets = new Map();
  for (const facet of array(page.facets).map(object).filter(({ field }) => text(field))) {
    const name = text(facet.field).toLowerCase().replace(/_([a-z])/g, (_, letter) => letter.toUpperCase());
    const counts = array(facet.counts).map(object);
    facets.set(
      name,
      counts
        .map((one) => ({ value: text(one.name), count: Number(one.count) || 0 }))
        .filter((one) => one.value),
    );
  }
  const count = Number.isFinite(page.count) ? Math.max(page.count, 0) : results.length;
  return { count, last: page.endOfRecords === true, results, facets };
}

/** Names of people, however they are joined: "A | B", "A; B", "A & B", "['A', 'B']". A comma may
 * stand within one name, so it joins none.
 * @param {unknown} value */
export function people(value) {
  const list = (/** @type {string} */ words) => words.replace(/^\[['"](.*)['"]\]$/, "$1").split(/['"], ?['"]|[|;]| & /);
  const all = Array.isArray(value) ? value : list(text(value));
  return all.map(text).filter(Boolean).join("; ");
}

/** A scientific name: what is set in italics, and the author behind it.
 * @param {Record<string, any>} record @param {Speech} speech @returns {Value} */
export function nameOf(record, speech) {
  const whole = text(record.scientificName) || text(record.species) || text(record.genus);
  if (!whole) return speech.say("nameless");
  // Only names of genera and below are set in italics.
  if (/(DOMAIN|KINGDOM|PHYLUM|CLASS|ORDER|FAMILY|TRIBE)$/.test(text(record.taxonRank))) return { italic: "", plain: whole };
  const parts = [record.genericName, record.specificEpithet, record.infraspecificEpithet];
  const canonical = [text(record.species), parts.map(text).filter(Boolean).join(" "), text(record.genus)];
  const italic = canonical.find((name) => name && (whole === name || whole.startsWith(`${name} `)));
  if (!italic) return { italic: "", plain: whole };
  return { italic, plain: whole.slice(italic.length).trim() };
}

/** @param {Value} value */
export function plain(value) {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map((one) => one.text).join("; ");
  if ("text" in value) return value.text;
  return "italic" in value ? `${value.italic} ${value.plain}`.trim() : value.key;
}

/** @param {unknown} value @param {Speech} speech @returns {Value} */
export function licenceOf(value, speech) {
  const said = text(value);
  const href = link(said);
  const name = speech.licence(said);
  if (!said) return speech.say("noLicence");
  return href ? { text: name === said ? new URL(href).hostname + new URL(href).pathname : name, href } : name;
}

/** The still pictures of a record, whole, from GBIF's cache, which has no others.
 * Without `fit-in`, it cuts them to the size.
 * @param {Record<string, any>} record @param {string} api @param {Speech} speech @returns {Picture[]} */
export function picturesOf(record, api, speech) {
  const found = [];
  for (const medium of array(record.media).map(object)) {
    // The cache goes by the exact address.
    const identifier = typeof medium.identifier === "string" ? medium.identifier : "";
    if (!identifier || text(medium.type) !== "StillImage" || !text(record.key)) continue;
    const place = `occurrence/${encodeURIComponent(text(record.key))}/media/${md5(identifier)}`;
    found.push({
      address: (/** @type {number} */ side) => `${api}/v1/image/cache/fit-in/${side}x${side}/${place}`,
      original: link(identifier),
      maker: people(medium.creator) || people(medium.rightsHolder),
      title: text(medium.title),
      licence: licenceOf(medium.license, speech),
    });
  }
  return found;
}

/** @param {unknown} value @param {string} vocabulary @param {Speech} speech */
export function terms(value, vocabulary, speech) {
  const all = Array.isArray(value) ? value : text(value).split("|");
  return all.map(text).filter(Boolean).map((one) => speech.term(vocabulary, one)).join(", ");
}

/** @param {Record<string, any>} record @param {Speech} speech */
export function countryOf(record, speech) {
  const code = text(record.countryCode);
  return code ? speech.country(code, text(record.country) || code) : text(record.country);
}

/** @param {Record<string, any>} record @param {Speech} speech */
export function dateOf(record, speech) {
  return speech.date(text(record.eventDate) || text(record.year)) || text(record.verbatimEventDate);
}

/** Who collected it, the first of many, with the number that they gave it.
 * @param {Record<string, any>} record @param {Speech} speech */
function collectorOf(record, speech) {
  const names = people(record.recordedBy).split("; ");
  const who = names.length > 3 ? speech.count("othersToo", names.length - 1, { name: names[0] }) : names.join("; ");
  const number = text(record.recordNumber);
  // Some give the address of the record in its place.
  return !number || link(number) ? who : speech.say("collectedAs", { number, who }).replace(/^, /, "");
}

/** A specimen as a row of the list.
 * @param {Record<string, any>} record @param {Speech} speech @param {string} api @returns {Row} */
export function specimen(record, speech, api) {
  const key = text(record.key) || text(record.gbifID);
  const name = nameOf(record, speech);
  const places = [record.locality, record.municipality, record.stateProvince].map(text);
  const type = terms(text(record.typeStatus).replace(/not_?a_?type/gi, ""), "typeStatus", speech);
  return {
    key: /^\d+$/.test(key) ? key : "",
    title: name,
    dataset: text(record.datasetKey),
    number: text(record.catalogNumber),
    type,
    taxa: [record.acceptedTaxonKey, record.taxonKey, record.speciesKey].map(text).filter(Boolean),
    pictures: picturesOf(record, api, speech),
    cells: {
      name,
      number: text(record.catalogNumber),
      collector: collectorOf(record, speech),
      date: dateOf(record, speech),
      place: places.find(Boolean) || countryOf(record, speech),
      country: countryOf(record, speech),
      type,
      basis: terms(record.basisOfRecord, "basisOfRecord", speech),
      family: text(record.family),
      institution: text(record.institutionCode),
      dataset: text(record.datasetKey) && { name: "datasetKey", key: text(record.datasetKey) },
      licence: licenceOf(record.license, speech),
    },
  };
}

/** The title, DOI and citation of a data set, or its name where it has none.
 * @param {unknown} json */
export function readDataset(json) {
  const dataset = object(json);
  return {
    title: text(dataset.title),
    doi: text(dataset.doi).replace(/^https?:\/\/(dx\.)?doi\.org\//, ""),
    citation: text(object(dataset.citation).text),
    licence: text(dataset.license),
    publisher: text(dataset.publishingOrganizationKey),
  };
}
