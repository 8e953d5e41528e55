// @ts-check
/* The results as a file for a spreadsheet, made in the browser. Loaded when it is asked for. */

import { plain, readDataset, text } from "./answer.js";
import { anchor, nameAddress, part } from "./drawing.js";
import { Failure, ask, forget } from "./fetching.js";
import { pageOf } from "./list.js";
import { query, siteAddress } from "./question.js";
import { downloadAddress } from "./using.js";

/** @import { Desk, Page, Row } from "./types" */
/** @typedef {ReturnType<typeof readDataset>} Dataset */
/** @typedef {{signal: AbortSignal, onPause: (seconds: number) => void}} Manners */

/** Specimens in one file. */
const MOST = 1000;
/** Results that GBIF gives at once. */
const LIMIT = 300;
/** Seconds in which a browser has taken the file over. */
const TAKEN = 60;

let busy = false;

/** A cell as in RFC 4180. What a spreadsheet would compute becomes text, also where semicolons separate
 * cells. @param {string} value */
export function cell(value) {
  return `"${value.replace(/(^|;)(\s*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/g, "$1$2'").replace(/"/g, '""')}"`;
}

/** @param {string[][]} lines */
export function csv(lines) {
  // The mark at the beginning tells spreadsheets that this is UTF-8.
  return `\ufeff${lines.map((line) => `${line.map(cell).join(",")}\r\n`).join("")}`;
}

/** What stands in the columns: the vocabulary and the word of the head, and the cell.
 * @type {[string, string, (record: Record<string, any>, row: Row, dataset: Dataset) => string][]} */
const COLUMNS = [
  ["fields", "catalogNumber", (_, row) => row.number],
  ["csv", "scientificName", (_, { title }) => plain(title)],
  ["fields", "acceptedName", (record) => text(record.acceptedScientificName)],
  ["csv", "family", (record) => text(record.family)],
  ["fields", "recordedBy", (_, { cells }) => plain(cells.collector)],
  ["fields", "recordNumber", (record) => text(record.recordNumber)],
  ["fields", "eventDate", (record) => text(record.eventDate) || text(record.year) || text(record.verbatimEventDate)],
  ["fields", "country", (_, { cells }) => plain(cells.country)],
  ["fields", "locality", (record) => text(record.locality)],
  ["fields", "typeStatus", (_, { cells }) => plain(cells.type)],
  ["fields", "basisOfRecord", (_, { cells }) => plain(cells.basis)],
  ["fields", "institutionCode", (record) => text(record.institutionCode)],
  ["fields", "license", (_, { cells }) => plain(cells.licence)],
  ["fields", "datasetKey", (_, row, { title }) => title || row.dataset],
  ["csv", "doi", (_, _row, { doi }) => doi && `https://doi.org/${doi}`],
  ["csv", "citation", (_, _row, { citation }) => citation],
];

/** The results of a question as pages of the list. @param {Desk} desk @param {Page} page
 * @param {number} most @param {Manners} manners @returns {Promise<Page[]>} */
async function pagesOf(desk, page, most, manners) {
  const { settings, talk } = desk;
  if (page.results.length >= most) return [page];
  const pages = [];
  for (let offset = 0; offset < most; offset += LIMIT) {
    say(desk, talk.say("gathering", { done: offset, count: most }));
    const piece = Object.entries({ limit: Math.min(LIMIT, most - offset), offset });
    const address = `${settings.api}${settings.path}?${query(desk.question(), settings, piece)}`;
    const answer = pageOf(await ask(address, manners), desk);
    answer.catch(() => forget(address));
    pages.push(await answer);
  }
  return pages;
}

/** @param {Desk} desk @param {string} key @param {Manners} manners */
async function datasetOf({ settings }, key, manners) {
  try {
    return readDataset(key && (await ask(nameAddress(settings.api, "datasetKey", key), manners)));
  } catch (error) {
    // One that is gone leaves its cells empty.
    if (error instanceof Failure && error.kind === "missing") return readDataset(null);
    throw error;
  }
}

/** Make the file, and say what it holds. @param {Desk} desk @param {Page} page @param {AbortSignal} signal */
export async function download(desk, page, signal) {
  const { settings, talk } = desk;
  const question = desk.question();
  if (busy) return;
  busy = true;
  const onPause = (/** @type {number} */ seconds) =>
    say(desk, seconds ? talk.count("pausing", seconds) : talk.say("slowly"));
  try {
    const manners = { signal, onPause };
    // What came is kept in memory: another attempt asks for the rest.
    const pages = await pagesOf(desk, page, Math.min(page.count, MOST), manners);
    /** @type {Map<string, Dataset>} */
    const datasets = new Map();
    for (const key of new Set(pages.flatMap(({ rows }) => rows.map((row) => row.dataset))))
      datasets.set(key, await datasetOf(desk, key, manners));
    signal.throwIfAborted();
    const head = [...COLUMNS.map(([vocabulary, word]) => talk.term(vocabulary, word)), "GBIF"];
    const lines = pages.flatMap(({ results, rows }) =>
      rows.map((row, place) => [
        ...COLUMNS.map(([, , value]) => value(results[place], row, datasets.get(row.dataset) ?? readDataset(null))),
        row.key && siteAddress({ ...question, record: row.key }, settings),
      ]),
    );
    save(csv([head, ...lines]));
    say(desk, talk.count("csv", lines.length));
    if (page.count > MOST) {
      const all = anchor(downloadAddress(question, settings), talk.say("csvAll", { count: page.count }));
      all.hreflang = "en";
      const words = question.values.q ? part(desk.root, "download-words").textContent : "";
      part(desk.root, "status").append(" ", all, " ", words ?? "");
    }
  } catch (error) {
    const kind = error instanceof Failure ? error.kind : "unreadable";
    if (!signal.aborted) say(desk, `${talk.term("failures", kind)} ${talk.say("restKept")}`);
  } finally {
    busy = false;
  }
}

/** @param {Desk} desk @param {string} words */
function say({ root }, words) {
  part(root, "status").textContent = words;
  part(root, "status").classList.remove("vsc-hidden");
}

/** @param {string} text */
function save(text) {
  const link = anchor(URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" })));
  link.download = `gbif-${new Date().toISOString().slice(0, 10)}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), TAKEN * 1000);
}
