// @ts-check
/* Collectors within what the page searches, as their names stand in the data. Loaded when the field
   is used. */

import { readPage } from "./answer.js";
import { combobox } from "./combobox.js";
import { apart, make } from "./drawing.js";
import { ask } from "./fetching.js";
import { facetAddress, nothing } from "./question.js";

/** @import { Counts, Desk } from "./types" */

const SHOWN = 10;
const MOST = 300;

/** Those whose name holds these words: of the most frequent, else of those that GBIF finds by them.
 * @param {Desk} desk @param {string} words @param {AbortSignal} signal @returns {Promise<Counts>} */
async function find({ settings }, words, signal) {
  const name = words.split(";").at(-1)?.trim().toLowerCase() ?? "";
  const asked = async (/** @type {Record<string, string[]>} */ values) => {
    const address = facetAddress({ ...nothing(settings), values }, settings, "recordedBy", 0, MOST);
    const counts = readPage(await ask(address, { signal })).facets.get("recordedBy") ?? [];
    return counts.filter(({ value }) => value.toLowerCase().includes(name)).slice(0, SHOWN);
  };
  const found = name ? await asked({}) : [];
  return found.length || !name ? found : asked({ q: [name] });
}

/** @type {WeakSet<HTMLInputElement>} */
const watched = new WeakSet();

/** Offer collectors while one types, once that is allowed. @param {Desk} desk @param {HTMLInputElement} input */
export function watch(desk, input) {
  if (watched.has(input)) return;
  watched.add(input);
  combobox(desk, input, {
    find: (words, signal) => find(desk, words, signal),
    draw: (/** @type {Counts[number]} */ { value, count }) => [apart(value), " ", make("small", "", desk.talk.number(count))],
    choose: ({ value }) => {
      input.value = [...input.value.split(";").slice(0, -1).map((one) => one.trim()), value].join("; ");
      input.dispatchEvent(new Event("change", { bubbles: true }));
    },
  });
}
