// @ts-check
/* Literature, publishers and institutions as rows of the list. Pure functions. */

import { array, link, object, terms, text } from "./answer.js";

/** @import { Row, Speech, Value } from "./types" */

/** @type {Record<string, (record: Record<string, any>, speech: Speech, place: string) => Row>} */
export const OTHERS = {
  literature(record, speech) {
    const doi = text(object(record.identifiers).doi);
    const href = doi ? link(`https://doi.org/${doi.replace(/^https?:\/\/(dx\.)?doi\.org\//, "")}`) : "";
    const authors = array(record.authors).map(object);
    const names = authors.map((one) => [one.firstName, one.lastName].map(text).filter(Boolean).join(" "));
    const more = names.length > 6 ? speech.say("andOthers") : "";
    const open = record.openAccess;
    return listed(record, text(record.title), href || link(array(record.websites)[0]), speech, {
      authors: [...names.filter(Boolean).slice(0, 6), more].filter(Boolean).join(", "),
      year: text(record.year),
      source: text(record.source),
      access: typeof open === "boolean" ? speech.term("openAccess", String(open)) : "",
      topics: terms(record.topics, "topics", speech),
    });
  },

  publishers(record, speech, place) {
    const href = text(record.key) && new URL(`/publisher/${encodeURIComponent(text(record.key))}`, place).href;
    const datasets = record.numPublishedDatasets;
    return listed(record, text(record.title), href, speech, {
      city: text(record.city),
      datasets: Number.isFinite(datasets) ? speech.number(datasets) : "",
      website: site(record.homepage),
    });
  },

  institutions(record, speech, place) {
    const href = text(record.key) && new URL(`/institution/${encodeURIComponent(text(record.key))}`, place).href;
    const amount = (/** @type {unknown} */ value) => (Number(value) > 0 ? speech.number(Number(value)) : "");
    return listed(record, text(record.name), href, speech, {
      code: text(record.code),
      city: text(object(record.address).city) || text(object(record.mailingAddress).city),
      specimens: amount(record.numberSpecimens),
      records: amount(record.occurrenceCount),
      website: site(record.homepage),
    });
  },
};

/** @param {unknown} value @returns {Value} */
function site(value) {
  const href = link(Array.isArray(value) ? value[0] : value);
  // Some give a person's e-mail address in its place.
  return href.startsWith("http") ? { text: new URL(href).hostname.replace(/^www\./, ""), href } : "";
}

/** @param {Record<string, any>} record @param {string} title @param {string} href
 * @param {Speech} speech @param {Record<string, Value>} cells @returns {Row} */
function listed(record, title, href, speech, cells) {
  const said = title || speech.say("untitled");
  const shown = href ? { text: said, href } : said;
  const all = { ...cells, title: shown };
  return { key: "", title: shown, dataset: "", number: "", type: "", taxa: [], pictures: [], cells: all };
}
