// @ts-check
/* Using results: copy them, cite their data sets, download them. Loaded when it is asked for. */

import { readDataset } from "./answer.js";
import { anchor, apart, make, nameAddress, part } from "./drawing.js";
import { ask } from "./fetching.js";
import { filters, query } from "./question.js";

/** @import { Desk, Question, Row, Settings } from "./types" */

/** Whom to cite: the data sets of the results on the page.
 * @param {Desk} desk @param {Row[]} rows @param {AbortSignal} signal */
export async function drawCitations({ root, settings, talk }, rows, signal) {
  const keys = [...new Set(rows.map((row) => row.dataset).filter(Boolean))];
  const asked = keys.map(async (key) =>
    readDataset(await ask(nameAddress(settings.api, "datasetKey", key), { signal })),
  );
  const lines = (await Promise.allSettled(asked)).map((answer) =>
    answer.status === "fulfilled" ? citation(answer.value) : null,
  );
  if (signal.aborted) return;
  const failed = make("li", "", talk.say("noCitation"));
  const found = lines.filter((line) => line !== null);
  part(root, "citation-list").replaceChildren(...found, ...(found.length < keys.length ? [failed] : []));
}

/** @param {ReturnType<typeof readDataset>} dataset */
export function citation(dataset) {
  if (!dataset.title && !dataset.citation) return null;
  const line = make("li", "", apart(dataset.citation || dataset.title));
  const doi = `https://doi.org/${dataset.doi}`;
  if (dataset.doi && !dataset.citation.includes(dataset.doi)) line.append(" ", anchor(doi, doi));
  return line;
}

/** GBIF's download of everything that is found; free text cannot be handed over.
 * @param {Question} question @param {Settings} settings */
export function downloadAddress(question, settings) {
  const checklistKey = new URLSearchParams(query(question, settings)).get("checklistKey");
  const predicates = filters(question, settings)
    .filter(([name]) => name !== "q")
    .map(([name, values]) => ({ ...predicate(name, values), ...(name === "taxonKey" && { checklistKey }) }));
  const whole = JSON.stringify({ type: "and", predicates });
  const place = new URL("/occurrence/download/request", settings.site).href;
  return `${place}?predicate=${encodeURIComponent(whole)}#create`;
}

/** @param {string} name @param {string[]} values @returns {object} */
function predicate(name, values) {
  const key = name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
  if (name === "geometry") return { type: "within", geometry: values[0] };
  if (name === "year" && values[0].includes(",")) {
    const [from, to] = values[0].split(",");
    return {
      type: "and",
      predicates: [
        { type: "greaterThanOrEquals", key, value: from },
        { type: "lessThanOrEquals", key, value: to },
      ],
    };
  }
  return values.length > 1
    ? { type: "in", key, values }
    : { type: "equals", key, value: values[0] };
}

/** Do what a button says, and fill in what stands open.
 * @param {Desk} desk @param {string} act @param {string} words to copy @param {Row[]} rows
 * @param {AbortSignal} signal */
export async function use(desk, act, words, rows, signal) {
  const { root, settings, question } = desk;
  const numbers = rows.map(({ number }) => number).filter(Boolean);
  if (act === "copy-link") await copy(desk, new URL(desk.href(question()), location.href).href, act, 1);
  if (act === "copy-text") await copy(desk, words, act, 1);
  if (act === "copy-numbers") await copy(desk, numbers.join("\n"), act, numbers.length);
  const open = (/** @type {string} */ name) => /** @type {HTMLDetailsElement | null} */ (part(root, name))?.open;
  if (open("citations")) await drawCitations(desk, rows, signal);
  if (open("download")) {
    const link = /** @type {HTMLAnchorElement} */ (part(root, "download-link"));
    Object.assign(link, { href: downloadAddress(question(), settings), hreflang: "en" });
    part(root, "download-words").hidden = !question().values.q;
  }
}

/** @param {Desk} desk @param {string} words @param {string} act @param {number} count
 * @param {string} [where] what the names of the parts that say so begin with */
export async function copy({ root, talk }, words, act, count, where = "") {
  const box = /** @type {HTMLTextAreaElement} */ (part(root, `${where}copied`));
  let done = talk.count(act, count, { words });
  try {
    await navigator.clipboard.writeText(words);
    box.hidden = true;
  } catch {
    // A browser that lets no script copy: the visitor can.
    box.hidden = false;
    box.value = words;
    box.select();
    done = talk.say("copyYourself");
  }
  part(root, `${where}status`).textContent = done;
  part(root, `${where}status`).classList.remove("vsc-hidden");
}
