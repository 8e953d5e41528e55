// @ts-check
/* From the name of a taxon to GBIF's key of it, and names while one types. Loaded when the field is
   used; GBIF is asked nothing before the visitor has searched, or has chosen to see suggestions. */

import { array, object, text } from "./answer.js";
import { make, part } from "./drawing.js";
import { ask } from "./fetching.js";
import { toggled } from "./question.js";

/** @import { Desk } from "./types" */
/** @typedef {{signal?: AbortSignal, onPause?: (seconds: number) => void}} Manners */

const TYPING = 300;
const FEWEST = 3;

/** Taxa that could be meant. @param {unknown} json */
export function readSuggestions(json) {
  return array(json)
    .map(object)
    .map((one) => ({
      key: text(one.key),
      name: text(one.canonicalName) || text(one.scientificName),
      whole: text(one.scientificName) || text(one.canonicalName),
      rank: text(one.rank),
      status: text(one.status),
    }))
    .filter(({ key, name }) => /^\d+$/.test(key) && name);
}

/** @param {Desk} desk @param {string} words @param {Manners} manners */
async function suggestions({ settings }, words, manners) {
  const query = new URLSearchParams({ q: words, limit: "12" });
  return readSuggestions(await ask(`${settings.api}/v1/species/suggest?${query}`, manners));
}

/** The key of the taxon that is meant, or "", after which the page offers those that may be.
 * @param {Desk} desk @param {HTMLInputElement} input @param {Manners} manners */
export async function keyOf(desk, input, manners) {
  const words = input.value.trim();
  const found = await suggestions(desk, words, manners);
  const asked = words.toLowerCase();
  const same = found.filter(({ name, whole }) => [name, whole].some((one) => one.toLowerCase() === asked));
  const meant = same.find(({ status }) => status === "ACCEPTED") ?? same[0] ?? (found.length === 1 ? found[0] : null);
  offer(desk, input, meant ? [] : found);
  if (meant) input.value = "";
  const note = part(desk.root, "taxon-note");
  note.textContent = meant ? "" : desk.talk.say(found.length ? "whichTaxon" : "noTaxon", { name: words });
  if (!meant) input.focus();
  return meant?.key ?? "";
}

/** Buttons with names, one of which is meant. @param {Desk} desk @param {HTMLInputElement} input
 * @param {ReturnType<typeof readSuggestions>} found */
function offer(desk, input, found) {
  const list = part(desk.root, "taxa");
  list.replaceChildren(
    ...found.map(({ key, whole, rank }) => {
      const name = make("bdi", "", whole);
      const button = make("button", "vsc-chip", name, " ", make("small", "", desk.talk.term("rank", rank)));
      button.type = "button";
      button.onclick = () => {
        list.replaceChildren();
        part(desk.root, "taxon-note").textContent = "";
        input.value = "";
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
