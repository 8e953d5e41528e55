// @ts-check
/* One record: all that GBIF knows of it. Loaded when it is asked for. */

import { array, countryOf, dateOf, licenceOf, link, nameOf, object, people, picturesOf, plain, readDataset, terms, text } from "./answer.js";
import { anchor, apart, commonNames, copyOf, framed, learnNames, make, nameAddress, part, shown } from "./drawing.js";
import { Failure, ask } from "./fetching.js";
import { credit } from "./gallery.js";
import { siteAddress } from "./question.js";
import { copyButton } from "./list.js";
import { commonName } from "./names.js";
import { citation } from "./using.js";

/** @import { Desk, Value } from "./types" */
/** @typedef {Record<string, any>} Specimen */

const RANKS = ["kingdom", "phylum", "class", "order", "family", "genus"];
/** What is shown by other means, or says nothing to people. */
const SHOWN = new Set(
  `key gbifID media facts relations identifiers extensions issues gadm scientificName species
  genericName specificEpithet infraspecificEpithet acceptedScientificName license country countryCode
  eventDate year month day recordedBy catalogNumber typeStatus basisOfRecord datasetKey
  institutionCode collectionCode identifiedBy dateIdentified recordNumber stateProvince county
  municipality locality verbatimLocality habitat decimalLatitude decimalLongitude
  coordinateUncertaintyInMeters elevation depth sex lifeStage preparations individualCount
  recordedByIDs identifiedByIDs vernacularName footprintWKT informationWithheld dataGeneralizations rightsHolder datasetName lastCrawled lastParsed lastInterpreted crawlId protocol isInCluster
  ${RANKS.join(" ")}`.split(/\s+/),
);

/** @param {Desk} desk @param {{signal: AbortSignal, onPause: (seconds: number) => void}} manners
 * @returns {Promise<Specimen>} */
export async function askRecord({ settings, question }, manners) {
  if (!/^\d{1,15}$/.test(question().record)) throw new Failure("missing");
  const record = object(await ask(`${settings.api}/v1/occurrence/${question().record}`, manners));
  if (text(record.key) !== question().record) throw new Failure("unreadable");
  learnNames([record]);
  const scope = settings.scope.datasetKey;
  if (scope && !scope.includes(text(record.datasetKey))) throw new Failure("elsewhere");
  return record;
}

/** What is known, by groups: what stands on a label, where it was found, and more. The name of a field
 * in the page's words, and its value.
 * @param {Desk} desk @param {Specimen} record @returns {Record<string, Record<string, Value>>} */
export function fieldsOf({ talk }, record) {
  const accepted = text(record.acceptedScientificName);
  const at = coordinates(record, talk);
  const uncertainty = at ? Number(record.coordinateUncertaintyInMeters) : 0;
  const named = (/** @type {string} */ name) => text(record[name]) && { name, key: text(record[name]) };
  const metres = (/** @type {unknown} */ value) =>
    text(value) && Number.isFinite(Number(value)) ? talk.say("metres", { number: Number(value) }) : "";
  return {
    label: {
      acceptedName: accepted && accepted !== text(record.scientificName) ? nameOf({ ...record, scientificName: accepted }, talk) : "",
      typeStatus: terms(record.typeStatus, "typeStatus", talk),
      recordedBy: people(record.recordedBy),
      recordNumber: text(record.recordNumber),
      eventDate: dateOf(record, talk),
      locality: text(record.locality) || text(record.verbatimLocality),
      stateProvince: [record.stateProvince, record.county, record.municipality].map(text).filter(Boolean).join(", "),
      country: countryOf(record, talk),
      basisOfRecord: terms(record.basisOfRecord, "basisOfRecord", talk),
      license: licenceOf(record.license, talk),
    },
    place: {
      coordinates: at,
      uncertainty: uncertainty > 0 ? metres(uncertainty) : "",
      elevation: metres(record.elevation),
      depth: metres(record.depth),
      habitat: text(record.habitat),
    },
    more: {
      vernacularName: text(record.vernacularName),
      identifiedBy: people(record.identifiedBy),
      identifiedByIDs: identities(record.identifiedByIDs),
      dateIdentified: talk.date(text(record.dateIdentified)),
      recordedByIDs: identities(record.recordedByIDs),
      sex: terms(record.sex, "sex", talk),
      lifeStage: terms(record.lifeStage, "lifeStage", talk),
      individualCount: text(record.individualCount),
      preparations: text(record.preparations),
      datasetKey: named("datasetKey"),
      publishingOrgKey: named("publishingOrgKey"),
      rightsHolder: people(record.rightsHolder),
      key: text(record.key),
    },
  };
}

/** Who people are: ORCIDs, and other addresses of persons. @param {unknown} value @returns {Value} */
export function identities(value) {
  const all = array(value).map((one) => text(object(one).value));
  const links = all.map((one) => {
    const orcid = /\d{4}-\d{4}-\d{4}-\d{3}[\dX]$/.exec(one)?.[0];
    return { text: orcid ?? one, href: orcid ? `https://orcid.org/${orcid}` : link(one) };
  });
  return links.some(({ href }) => href) ? links.filter(({ href }) => href) : "";
}

/** @param {Specimen} record @param {Desk["talk"]} talk */
function coordinates(record, talk) {
  const [latitude, longitude] = [record.decimalLatitude, record.decimalLongitude];
  if (!Number.isFinite(latitude) || !Number.isFinite(longitude)) return "";
  return `${talk.number(latitude)} ; ${talk.number(longitude)}`;
}

/** @param {Desk} desk @param {Specimen} record @param {AbortSignal} signal
 * @returns {string} what it is called */
export function drawRecord(desk, record, signal) {
  const { root, talk } = desk;
  const sheet = copyOf(root, "record");
  const name = nameOf(record, talk);
  part(sheet, "record-title").append(shown(name));
  const back = /** @type {HTMLAnchorElement} */ (part(sheet, "back"));
  back.href = desk.href({ ...desk.question(), record: "" });
  const ranks = RANKS.map((rank) => text(record[rank])).filter(Boolean);
  part(sheet, "classification").replaceChildren(...ranks.map((rank) => make("li", "", apart(rank))));
  for (const rank of part(sheet, "classification").querySelectorAll("li")) rank.lang = "la";
  part(sheet, "classification").hidden = !ranks.length;
  const notes = ["informationWithheld", "dataGeneralizations"].filter((field) => text(record[field]));
  part(sheet, "notes").hidden = !notes.length;
  part(sheet, "notes").append(...notes.map((field) => make("li", "", talk.say(field), " ", apart(text(record[field])))));
  drawMedia(desk, sheet, record, plain(name));
  const groups = fieldsOf(desk, record);
  for (const [group, fields] of Object.entries(groups)) {
    const lines = Object.entries(fields).filter(([, value]) => value);
    part(sheet, group).append(...lines.map(([field, value]) => line(talk.term("fields", field), shown(value))));
    part(sheet, `${group}-box`).hidden = !lines.length;
  }
  part(sheet, "holder").textContent = [record.institutionCode, record.collectionCode].map(text).filter(Boolean).join(" · ");
  const number = text(record.catalogNumber);
  part(sheet, "number-box").hidden = !number;
  if (number) part(sheet, "number").append(make("code", "", apart(number)), " ", copyButton(desk, number));
  drawMapButton(desk, sheet, record);
  drawWays(desk, sheet, record);
  part(sheet, "compare").onclick = () => compare(desk, sheet, record, Object.assign({}, ...Object.values(groups)), signal);
  const rest = Object.entries(record).filter(([field, value]) => !SHOWN.has(field) && !field.endsWith("Key") && text(value));
  part(sheet, "rest").append(...rest.map(([field, value]) => line(field, shown(text(value)), "en")));
  part(sheet, "rest-box").hidden = !rest.length;
  part(root, "record").replaceChildren(sheet);
  void drawCitation(desk, record, signal);
  void drawCommonName(desk, sheet, record, signal);
  return plain(name);
}

/** What people call it, once GBIF has said so.
 * @param {Desk} desk @param {HTMLElement} sheet @param {Specimen} record @param {AbortSignal} signal */
async function drawCommonName(desk, sheet, record, signal) {
  const key = text(record.acceptedTaxonKey) || text(record.taxonKey);
  const name = commonNames.get(key) ?? (await commonName(desk, key, signal).catch(() => ""));
  part(sheet, "common").textContent = name;
}

/** A map of where it was found, if that is known. @param {Desk} desk @param {HTMLElement} sheet @param {Specimen} record */
function drawMapButton(desk, sheet, record) {
  const place = [record.decimalLatitude, record.decimalLongitude];
  const button = part(sheet, "place-map");
  button.hidden = !place.every(Number.isFinite);
  button.onclick = async () => {
    const [canvas, credit] = [part(sheet, "place-canvas"), part(sheet, "place-credit")];
    const show = (/** @type {boolean} */ map) => ([button.hidden, canvas.hidden, credit.hidden] = [map, !map, !map]);
    show(true);
    const { drawPlace } = await import("./map.js");
    await drawPlace(desk, canvas, place, Number(record.coordinateUncertaintyInMeters)).catch(() => show(false));
  };
}

/** Fields that GBIF reads into another form than the one they were given in. */
const COMPARED = {
  scientificName: ["scientificName"],
  typeStatus: ["typeStatus"],
  recordedBy: ["recordedBy"],
  eventDate: ["verbatimEventDate", "eventDate"],
  locality: ["verbatimLocality", "locality"],
  country: ["country", "countryCode"],
  coordinates: ["verbatimCoordinates"],
  elevation: ["verbatimElevation", "minimumElevationInMeters"],
  identifiedBy: ["identifiedBy"],
  sex: ["sex"],
  lifeStage: ["lifeStage"],
  basisOfRecord: ["basisOfRecord"],
};
const DARWIN_CORE = "http://rs.tdwg.org/dwc/terms/";

/** What the holder gave, and what GBIF reads in it, line by line.
 * @param {Record<string, Value>} read @param {unknown} json of GBIF's `verbatim`
 * @returns {[string, string, Value][]} field, as given, as read */
export function comparison(read, json) {
  const given = object(json);
  return Object.entries(COMPARED).flatMap(([field, terms]) => {
    const original = terms.map((term) => text(given[DARWIN_CORE + term])).find(Boolean);
    return original ? [[field, original, read[field] ?? ""]] : [];
  });
}

/** @param {Desk} desk @param {HTMLElement} sheet @param {Specimen} record
 * @param {Record<string, Value>} fields @param {AbortSignal} signal */
async function compare({ root, settings, talk }, sheet, record, fields, signal) {
  const read = { ...fields, scientificName: nameOf(record, talk) };
  try {
    const given = await ask(`${settings.api}/v1/occurrence/${text(record.key)}/verbatim`, { signal });
    const table = copyOf(root, "comparison");
    const rows = comparison(read, given).map(([field, original, value]) => {
      const name = make("th", "", talk.term("fields", field));
      name.scope = "row";
      const same = plain(value) === original;
      const meant = make("td", "", value ? (same ? talk.say("unchanged") : shown(value)) : talk.say("leftOut"));
      const row = make("tr", same ? "vsc-record__same" : "", name, make("td", "", apart(original)), meant);
      // A phone shows it as no table.
      row.setAttribute("role", "row");
      [...row.children].forEach((cell, at) => cell.setAttribute("role", at ? "cell" : "rowheader"));
      return row;
    });
    if (!rows.length) throw new Failure("missing");
    table.querySelector("tbody")?.append(...rows);
    part(sheet, "compared").replaceChildren(table);
    part(sheet, "compare").hidden = true;
    part(sheet, "both-title").focus();
  } catch {
    if (!signal.aborted) part(sheet, "compared").textContent = talk.say("noOriginal");
  }
}

/** What goes with a record and is not a still picture: where it is, what it is, and its own licence.
 * @param {Specimen} record @param {Desk["talk"]} talk */
export function othersOf(record, talk) {
  return array(record.media)
    .map(object)
    .filter(({ identifier, type }) => link(identifier) && text(type) !== "StillImage")
    .map(({ identifier, type, format, license, creator, rightsHolder }) => {
      const [form] = text(format).toLowerCase().split(/[/;]/);
      const kind = /ld\+json/.test(text(format)) ? "iiif" : { model: "model", image: "image", audio: "Sound", video: "MovingImage" }[form];
      const known = ["Sound", "MovingImage"].includes(text(type)) ? text(type) : kind;
      const maker = people(creator) || people(rightsHolder);
      return { href: link(identifier), name: talk.term("media", known ?? "file"), maker, licence: licenceOf(license, talk) };
    });
}

/** @param {string} name @param {Node} value @param {string} [language] of the name */
function line(name, value, language = "") {
  const field = make("dt", "", name);
  if (language) field.lang = language;
  return make("div", "", field, make("dd", "", value));
}

/** All pictures: the first at once and large, the others when one comes to them; other media as links.
 * @param {Desk} desk @param {HTMLElement} sheet @param {Specimen} record @param {string} name */
function drawMedia(desk, sheet, record, name) {
  const { root, settings, talk } = desk;
  const pictures = picturesOf(record, settings.api, talk);
  const others = othersOf(record, talk);
  part(sheet, "media").hidden = !pictures.length && !others.length;
  part(sheet, "pictures").append(
    ...pictures.map((picture, place) => {
      const item = copyOf(root, "picture");
      const alt = talk.say(pictures.length > 1 ? "pictureOfMany" : "pictureOf", { name, number: place + 1, count: pictures.length });
      part(item, "enlarge").prepend(framed(root, picture, alt, place ? 400 : 1200));
      part(item, "enlarge").onclick = () => enlarge(root, picture, alt);
      if (picture.title) part(item, "title").append(apart(picture.title));
      part(item, "credit").append(...credit(desk, picture));
      const original = /** @type {HTMLAnchorElement} */ (part(item, "original"));
      original.hidden = !picture.original;
      if (picture.original) original.href = picture.original;
      return item;
    }),
  );
  part(sheet, "other-media").append(
    ...others.map(({ href, name, maker, licence }) =>
      make("li", "", anchor(href, name), " · ", ...(maker ? [apart(maker), " · "] : []), shown(licence)),
    ),
  );
}

/** A picture as large as GBIF's cache has it, over the page. @param {HTMLElement} root
 * @param {import("./types").Picture} picture @param {string} alt */
function enlarge(root, picture, alt) {
  const dialog = /** @type {HTMLDialogElement} */ (part(root, "enlarged"));
  dialog.setAttribute("aria-label", alt);
  part(dialog, "enlarged-picture").replaceChildren(framed(root, picture, alt, 1200));
  dialog.showModal();
}

/** Ways on: the record on GBIF's site, and at the institution that keeps the specimen.
 * @param {Desk} desk @param {HTMLElement} sheet @param {Specimen} record */
function drawWays({ settings, question }, sheet, record) {
  const site = new URL(settings.site).origin;
  /** @type {Record<string, string>} */
  const ways = {
    gbif: siteAddress(question(), settings),
    mistake: siteAddress(question(), settings),
    own: link(record.references) || link(record.occurrenceID),
    institution: text(record.institutionKey) && `${site}/grscicoll/institution/${encodeURIComponent(text(record.institutionKey))}`,
    publisher: text(record.publishingOrgKey) && `${site}/publisher/${encodeURIComponent(text(record.publishingOrgKey))}`,
  };
  for (const [name, href] of Object.entries(ways)) {
    const way = /** @type {HTMLAnchorElement} */ (part(sheet, `way-${name}`));
    if (href) way.href = href;
    else way.closest("li")?.remove();
  }
}

/** How to cite the record: by its data set, and its own address.
 * @param {Desk} desk @param {Specimen} record @param {AbortSignal} signal */
async function drawCitation({ root, settings, talk, question }, record, signal) {
  const box = part(root, "record-citation");
  const key = text(record.datasetKey);
  const address = siteAddress(question(), settings);
  let whole = make("li");
  try {
    const dataset = readDataset(await ask(nameAddress(settings.api, "datasetKey", key), { signal }));
    whole = citation(dataset) ?? whole;
  } catch {
    // The record's own address is enough to find it.
  }
  if (signal.aborted) return;
  const via = talk.say("via", { date: talk.today() });
  box.replaceChildren(...whole.childNodes, " ", via, " ", anchor(address, address));
  const copy = part(root, "copy-citation");
  copy.dataset.words = box.textContent ?? "";
  copy.hidden = false;
}
