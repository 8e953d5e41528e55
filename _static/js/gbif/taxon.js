// @ts-check
/* From the name of a taxon to GBIF's key of it. Loaded when the field is used. */

import { array, object, text } from "./answer.js";
import { combobox } from "./combobox.js";
import { make, part } from "./drawing.js";
import { ask } from "./fetching.js";
import { readTaxon, taxaNamed } from "./names.js";
import { toggled } from "./question.js";

/** @import { Desk } from "./types" */
/** @import { Manners, Taxon } from "./names.js" */

/** Taxa that could be meant: those of exactly the name asked for first, accepted ones before synonyms.
 * @param {unknown} json @param {string} [words] @returns {Taxon[]} */
export function readSuggestions(json, words = "") {
  const order = (/** @type {Taxon} */ one) => (isNamed(one, words) ? 0 : 2) + (one.synonym ? 1 : 0);
  return array(json)
    .map(object)
    .map(readTaxon)
    .filter(({ key, name }) => /^\d+$/.test(key) && name)
    .sort((one, other) => order(one) - order(other));
}

/** @param {Taxon} taxon @param {string} words */
function isNamed({ name, whole }, words) {
  return [name, whole].some((one) => one.toLowerCase() === words.toLowerCase());
}

/** The taxon of several that is meant, if there is no doubt: names are borne by several taxa.
 * @param {Taxon[]} found @param {string} words */
export function meantBy(found, words) {
  const same = found.filter((one) => isNamed(one, words));
  if (same.length) return same.length === 1 ? same[0] : null;
  return found.length === 1 ? found[0] : null;
}

/** @param {Desk} desk @param {string} words @param {Manners} manners */
async function suggestions({ settings }, words, manners) {
  const query = new URLSearchParams({ q: words, limit: "20" });
  return readSuggestions(await ask(`${settings.api}/v1/species/suggest?${query}`, manners), words);
}

/** The key to search by: of a synonym, that of its accepted taxon, which the page says.
 * @param {Desk} desk @param {Taxon} taxon @param {Manners} manners */
export async function acceptedKey({ root, settings, talk }, { key, whole, synonym }, manners) {
  if (!synonym) return key;
  const usage = object(await ask(`${settings.api}/v1/species/${key}`, manners));
  if (!text(usage.acceptedKey)) return key;
  part(root, "taxon-note").textContent = talk.say("synonymOf", { name: whole, accepted: text(usage.accepted) });
  return text(usage.acceptedKey);
}

/** The key of the taxon that is meant: "" where GBIF knows none, null where the page asks which.
 * @param {Desk} desk @param {HTMLInputElement} input @param {Manners} manners */
export async function keyOf(desk, input, manners) {
  const words = input.value.trim();
  const note = part(desk.root, "taxon-note");
  let found = await suggestions(desk, words, manners);
  let meant = meantBy(found, words);
  if (!found.some((one) => isNamed(one, words))) {
    // No scientific name: perhaps one that people use.
    const named = await taxaNamed(desk, words, manners).catch(() => []);
    if (named.length) meant = named.length === 1 ? named[0] : null;
    found = [...named, ...found];
  }
  const said = meant ? (meant.common ? "commonName" : "") : found.length ? "whichTaxon" : "noTaxon";
  note.textContent = said && desk.talk.say(said, { name: words, taxon: meant?.name ?? "" });
  if (meant) {
    input.value = "";
    return acceptedKey(desk, meant, manners);
  }
  if (!found.length) return "";
  input.focus();
  watch(desk, input)(found);
  return null;
}

/** @type {WeakMap<HTMLInputElement, (found: Taxon[]) => void>} */
const watched = new WeakMap();

/** Offer names while one types, once that is allowed. @param {Desk} desk @param {HTMLInputElement} input */
export function watch(desk, input) {
  const { root, settings, talk, go, question } = desk;
  const offer =
    watched.get(input) ??
    combobox(desk, input, {
      find: (words, signal) => suggestions(desk, words, { signal }),
      draw: ({ whole, rank, synonym, place, common = "" }) => {
        const what = [common, talk.term("rank", rank), ...place, synonym ? talk.say("synonym") : ""];
        return [make("bdi", "", whole), " ", make("small", "", what.filter(Boolean).join(", "))];
      },
      choose: async (/** @type {Taxon} */ taxon) => {
        part(root, "taxon-note").textContent = "";
        input.value = "";
        const key = await acceptedKey(desk, taxon, {}).catch(() => taxon.key);
        go(toggled(question(), "taxonKey", key, true, settings), "push", "count");
      },
    });
  watched.set(input, offer);
  return offer;
}
