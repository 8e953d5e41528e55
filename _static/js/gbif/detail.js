// @ts-check
/* One record: all that GBIF knows of it. Loaded when it is asked for. */

import { array, countryOf, dateOf, licenceOf, link, nameOf, object, people, picturesOf, plain, terms, text } from "./answer.js";
import { anchor, apart, copyOf, framed, make, nameAddress, part, shown } from "./drawing.js";
import { Failure, ask } from "./fetching.js";
import { credit } from "./gallery.js";
import { siteAddress } from "./question.js";
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
  recordedByIDs identifiedByIDs informationWithheld dataGeneralizations rightsHolder datasetName lastCrawled lastParsed lastInterpreted crawlId protocol isInCluster
  ${RANKS.join(" ")}`.split(/\s+/),
);

/** @param {Desk} desk @param {{signal: AbortSignal, onPause: (seconds: number) => void}} manners
 * @returns {Promise<Specimen>} */
export async function askRecord({ settings, question }, manners) {
  const record = object(await ask(`${settings.api}/v1/occurrence/${question().record}`, manners));
  if (text(record.key) !== question().record) throw new Failure("unreadable");
  const scope = settings.scope.datasetKey;
  if (scope && !scope.includes(text(record.datasetKey))) throw new Failure("elsewhere");
  return record;
}

/** What is known, by groups: the name of a field in the page's words, and its value.
 * @param {Desk} desk @param {Specimen} record @returns {Record<string, Record<string, Value>>} */
export function fieldsOf({ talk }, record) {
  const accepted = text(record.acceptedScientificName);
  const uncertainty = Number(record.coordinateUncertaintyInMeters);
  const dataset = text(record.datasetKey);
  const metres = (/** @type {unknown} */ value) =>
    text(value) && Number.isFinite(Number(value)) ? talk.say("metres", { number: Number(value) }) : "";
  return {
    what: {
      acceptedName: accepted && accepted !== text(record.scientificName) ? nameOf({ ...record, scientificName: accepted }, talk) : "",
      typeStatus: terms(record.typeStatus, "typeStatus", talk),
      basisOfRecord: terms(record.basisOfRecord, "basisOfRecord", talk),
      identifiedBy: people(record.identifiedBy),
      identifiedByIDs: identities(record.identifiedByIDs),
      dateIdentified: talk.date(text(record.dateIdentified)),
      sex: terms(record.sex, "sex", talk),
      lifeStage: terms(record.lifeStage, "lifeStage", talk),
      individualCount: text(record.individualCount),
      preparations: text(record.preparations),
    },
    where: {
      recordedBy: people(record.recordedBy),
      recordedByIDs: identities(record.recordedByIDs),
      recordNumber: text(record.recordNumber),
      eventDate: dateOf(record, talk),
      country: countryOf(record, talk),
      stateProvince: [record.stateProvince, record.county, record.municipality].map(text).filter(Boolean).join(", "),
      locality: text(record.locality) || text(record.verbatimLocality),
      coordinates: coordinates(record, talk),
      uncertainty: uncertainty > 0 ? metres(uncertainty) : "",
      elevation: metres(record.elevation),
      depth: metres(record.depth),
      habitat: text(record.habitat),
    },
    kept: {
      institutionCode: text(record.institutionCode),
      collectionCode: text(record.collectionCode),
      catalogNumber: text(record.catalogNumber),
      datasetKey: dataset && { name: "datasetKey", key: dataset },
      license: licenceOf(record.license, talk),
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

/** @param {Desk} desk @param {Specimen} record @param {AbortSignal} signal */
export function drawRecord(desk, record, signal) {
  const { root, settings, talk } = desk;
  const sheet = copyOf(root, "record");
  const name = nameOf(record, talk);
  part(sheet, "record-title").append(shown(name));
  const back = /** @type {HTMLAnchorElement} */ (part(sheet, "back"));
  back.href = desk.href({ ...desk.question(), record: "" });
  const ranks = RANKS.map((rank) => text(record[rank])).filter(Boolean);
  part(sheet, "classification").replaceChildren(...ranks.map((rank) => make("li", "", apart(rank))));
  part(sheet, "classification").hidden = !ranks.length;
  const notes = ["informationWithheld", "dataGeneralizations"].filter((field) => text(record[field]));
  part(sheet, "notes").hidden = !notes.length;
  part(sheet, "notes").append(...notes.map((field) => make("li", "", talk.say(field), " ", apart(text(record[field])))));
  drawPictures(desk, sheet, record, plain(name));
  for (const [group, fields] of Object.entries(fieldsOf(desk, record))) {
    const lines = Object.entries(fields).filter(([, value]) => value);
    const list = part(sheet, group);
    list.append(...lines.map(([field, value]) => line(talk.term("fields", field), shown(value))));
    /** @type {HTMLElement} */ (list.parentElement).hidden = !lines.length;
  }
  drawWays(desk, sheet, record);
  const rest = Object.entries(record).filter(([field, value]) => !SHOWN.has(field) && !field.endsWith("Key") && text(value));
  part(sheet, "rest").append(...rest.map(([field, value]) => line(field, shown(text(value)), "en")));
  part(sheet, "rest-box").hidden = !rest.length;
  part(root, "record").replaceChildren(sheet);
  void drawCitation(desk, record, signal);
  part(sheet, "other-media").append(
    ...othersOf(record, talk).map(({ href, name, licence }) => make("li", "", anchor(href, name), " · ", shown(licence))),
  );
}

/** What goes with a record and is not a still picture: where it is, what it is, and its own licence.
 * @param {Specimen} record @param {Desk["talk"]} talk */
export function othersOf(record, talk) {
  return array(record.media)
    .map(object)
    .filter(({ identifier, type }) => link(identifier) && text(type) !== "StillImage")
    .map(({ identifier, type, format, license }) => {
      const [form] = text(format).toLowerCase().split(/[/;]/);
      const kind = /ld\+json/.test(text(format)) ? "iiif" : { model: "model", image: "image", audio: "Sound", video: "MovingImage" }[form];
      const known = ["Sound", "MovingImage"].includes(text(type)) ? text(type) : kind;
      return { href: link(identifier), name: talk.term("media", known ?? "file"), licence: licenceOf(license, talk) };
    });
}

/** @param {string} name @param {Node} value @param {string} [language] of the name */
function line(name, value, language = "") {
  const field = make("dt", "", name);
  if (language) field.lang = language;
  return make("div", "", field, make("dd", "", value));
}

/** All pictures: the first at once and large, the others when one comes to them.
 * @param {Desk} desk @param {HTMLElement} sheet @param {Specimen} record @param {string} name */
function drawPictures(desk, sheet, record, name) {
  const { root, settings, talk } = desk;
  const pictures = picturesOf(record, settings.api, talk);
  const list = part(sheet, "pictures");
  list.hidden = !pictures.length;
  list.append(
    ...pictures.map((picture, place) => {
      const item = copyOf(root, "picture");
      const alt = talk.say(pictures.length > 1 ? "pictureOfMany" : "pictureOf", { name, number: place + 1, count: pictures.length });
      const frame = framed(root, picture, alt, place ? 400 : 1200);
      part(item, "picture").append(frame);
      if (picture.title) part(item, "title").append(apart(picture.title));
      part(item, "credit").append(...credit(desk, picture));
      const original = /** @type {HTMLAnchorElement} */ (part(item, "original"));
      original.hidden = !picture.original;
      if (picture.original) original.href = picture.original;
      return item;
    }),
  );
}

/** Ways on: the record on GBIF's site, and at the institution that keeps the specimen.
 * @param {Desk} desk @param {HTMLElement} sheet @param {Specimen} record */
function drawWays({ settings, question }, sheet, record) {
  const site = new URL(settings.site).origin;
  /** @type {Record<string, string>} */
  const ways = {
    gbif: siteAddress(question(), settings),
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
    const { readDataset } = await import("./answer.js");
    const dataset = readDataset(await ask(nameAddress(settings.api, "datasetKey", key), { signal }));
    whole = citation(dataset) ?? whole;
  } catch {
    // The record's own address is enough to find it.
  }
  if (signal.aborted) return;
  const via = talk.say("via", { date: talk.today() });
  box.replaceChildren(...whole.childNodes, " ", via, " ", anchor(address, address));
}
