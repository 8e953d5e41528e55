// @ts-check
/* From the name of a taxon to GBIF's key of it, and names while one types. Loaded when the field is
   used; GBIF is asked nothing before the visitor has searched, or has chosen to see suggestions. */

import { array, object, text } from "./answer.js";
import { make, part } from "./drawing.js";
import { ask } from "./fetching.js";
import { toggled } from "./question.js";

/** @import { Desk } from "./types" */
/** @typedef {{key: string, name: string, whole: string, rank: string, synonym: boolean, place: string[]}} Suggestion */
/** @typedef {{signal?: AbortSignal, onPause?: (seconds: number) => void}} Manners */

const TYPING = 300;
const FEWEST = 3;

/** Taxa that could be meant: those of exactly the name asked for first, accepted ones before synonyms.
 * @param {unknown} json @param {string} [words] */
export function readSuggestions(json, words = "") {
  const order = (/** @type {Suggestion} */ one) => (isNamed(one, words) ? 0 : 2) + (one.synonym ? 1 : 0);
  return array(json)
    .map(object)
    .map((one) => ({
      key: text(one.key),
      name: text(one.canonicalName) || text(one.scientificName),
      whole: text(one.scientificName) || text(one.canonicalName),
      rank: text(one.rank),
      synonym: one.synonym === true || text(one.status).includes("SYNONYM"),
      place: [one.family, one.kingdom].map(text).filter(Boolean),
    }))
    .filter(({ key, name }) => /^\d+$/.test(key) && name)
    .sort((one, other) => order(one) - order(other));
}

/** @param {Suggestion} taxon @param {string} words */
function isNamed({ name, whole }, words) {
  return [name, whole].some((one) => one.toLowerCase() === words.toLowerCase());
}

/** The taxon of several that is meant, if there is no doubt: names are borne by several taxa.
 * @param {Suggestion[]} found @param {string} words */
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
 * @param {Desk} desk @param {Suggestion} taxon @param {Manners} manners */
async function acceptedKey({ root, settings, talk }, { key, whole, synonym }, manners) {
  if (!synonym) return key;
  const usage = object(await ask(`${settings.api}/v1/species/${key}`, manners));
  if (!text(usage.acceptedKey)) return key;
  part(root, "taxon-note").textContent = talk.say("synonymOf", { name: whole, accepted: text(usage.accepted) });
  return text(usage.acceptedKey);
}

/** The key of the taxon that is meant, or "", after which the page offers those that may be.
 * @param {Desk} desk @param {HTMLInputElement} input @param {Manners} manners */
export async function keyOf(desk, input, manners) {
  const words = input.value.trim();
  const found = await suggestions(desk, words, manners);
  const meant = meantBy(found, words);
  offer(desk, input, meant ? [] : found);
  if (meant) input.value = "";
  const note = part(desk.root, "taxon-note");
  note.textContent = meant ? "" : desk.talk.say(found.length ? "whichTaxon" : "noTaxon", { name: words });
  if (meant) return acceptedKey(desk, meant, manners);
  input.focus();
  return "";
}

/** Buttons with names, one of which is meant. @param {Desk} desk @param {HTMLInputElement} input
 * @param {Suggestion[]} found */
function offer(desk, input, found) {
  const list = part(desk.root, "taxa");
  list.replaceChildren(
    ...found.map((taxon) => {
      const { whole, rank, synonym, place } = taxon;
      const what = [desk.talk.term("rank", rank), ...place, synonym ? desk.talk.say("synonym") : ""].filter(Boolean);
      const button = make("button", "vsc-chip", make("bdi", "", whole), " ", make("small", "", what.join(", ")));
      button.type = "button";
      button.onclick = async () => {
        list.replaceChildren();
        part(desk.root, "taxon-note").textContent = "";
        input.value = "";
        const key = await acceptedKey(desk, taxon, {}).catch(() => taxon.key);
        desk.go(toggled(desk.question(), "taxonKey", key, true, desk.settings), "push", "count");
      };
      return make("li", "", button);
    }),
  );
  list.hidden = !found.length;
}

/** Offer names while one types, once that is allowed.
 * @param {Desk} desk @param {HTMLInputElement} input @param {() => boolean} consented */
export function watch(desk, input, consented) {
  const allow = /** @type {HTMLInputElement} */ (part(desk.root, "suggest"));
  let timer = 0;
  let asking = new AbortController();
  const type = () => {
    clearTimeout(timer);
    asking.abort();
    const words = input.value.trim();
    if (!(consented() || allow.checked) || words.length < FEWEST) return offer(desk, input, []);
    timer = window.setTimeout(async () => {
      asking = new AbortController();
      const { signal } = asking;
      try {
        const found = await suggestions(desk, words, { signal });
        if (!signal.aborted) offer(desk, input, found);
      } catch {
        // The search itself says what is wrong.
      }
    }, TYPING);
  };
  input.addEventListener("input", type);
  allow.addEventListener("change", type);
  // Ticked and typed while this was on its way.
  if (allow.checked) type();
}
