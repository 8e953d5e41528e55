// @ts-check
/* Names that people use for taxa, in the page's language. Loaded with a record, or with words. */

import { array, object, text } from "./answer.js";
import { anchor, commonNames, part } from "./drawing.js";
import { ask } from "./fetching.js";
import { BACKBONE, changed } from "./question.js";

/** @import { Desk } from "./types" */
/** @typedef {{key: string, name: string, whole: string, rank: string, synonym: boolean, place: string[], common?: string}} Taxon */
/** @typedef {{signal?: AbortSignal, onPause?: (seconds: number) => void}} Manners */

/** @param {Record<string, any>} one @returns {Taxon} */
export function readTaxon(one) {
  return {
    key: text(one.key),
    name: text(one.canonicalName) || text(one.scientificName),
    whole: text(one.scientificName) || text(one.canonicalName),
    rank: text(one.rank),
    synonym: one.synonym === true || (text(one.status) || text(one.taxonomicStatus)).includes("SYNONYM"),
    place: [one.family, one.kingdom].map(text).filter(Boolean),
  };
}

/** GBIF writes languages with three letters, pages with two: "nld" is "nl". @param {unknown} code */
function language(code) {
  try {
    return new Intl.Locale(text(code)).language;
  } catch {
    // Without a language, nobody knows whose name it is.
    return "";
  }
}

/** Names in a language, each once: as the list of Belgian species writes it, else as most do.
 * @param {unknown} list of GBIF's `vernacularNames` @param {string} wanted @returns {string[]} */
export function namesIn(list, wanted) {
  /** @type {Map<string, {name: string, weight: number}>} */
  const found = new Map();
  for (const one of array(list).map(object)) {
    const name = text(one.vernacularName);
    if (!name || language(one.language) !== wanted) continue;
    const known = found.get(name.toLowerCase()) ?? { name, weight: 0 };
    const here = text(one.country) === "BE";
    found.set(name.toLowerCase(), { name: here ? name : known.name, weight: known.weight + (here ? 1000 : 1) });
  }
  return [...found.values()].sort((one, other) => other.weight - one.weight).map(({ name }) => name);
}

/** The name of a taxon, or "". @param {Desk} desk @param {string} key @param {AbortSignal} signal */
export async function commonName({ settings }, key, signal) {
  if (!/^\d+$/.test(key)) return "";
  const answer = await ask(`${settings.api}/v1/species/${key}/vernacularNames?limit=100`, { signal });
  const [name = ""] = namesIn(object(answer).results, document.documentElement.lang);
  if (name) commonNames.set(key, name);
  return name;
}

const keyOf = (/** @type {Record<string, any>} */ one) => text(one.nubKey) || text(one.key);

/** Taxa of which this is a name: in the page's language, else in any.
 * @param {Desk} desk @param {string} words @param {Manners} manners @returns {Promise<Taxon[]>} */
export async function taxaNamed({ settings }, words, manners) {
  const query = new URLSearchParams({ q: words, qField: "VERNACULAR", datasetKey: BACKBONE, limit: "50" });
  const answer = object(await ask(`${settings.api}/v1/species/search?${query}`, manners));
  const { lang } = document.documentElement;
  for (const one of array(answer.results).map(object)) {
    const [name] = namesIn(one.vernacularNames, lang);
    if (name) commonNames.set(keyOf(one), name);
  }
  return readNamed(answer, words, lang);
}

/** GBIF also finds names that only hold these words. @param {Record<string, any>} answer
 * @param {string} words @param {string} wanted @returns {Taxon[]} */
export function readNamed({ results }, words, wanted) {
  const { compare } = new Intl.Collator(wanted, { usage: "search", sensitivity: "base" });
  const all = array(results).map(object);
  const named = (/** @type {(list: any[]) => string[]} */ namesOf) =>
    all
      .map((one) => ({
        ...readTaxon(one),
        key: keyOf(one),
        common: namesOf(array(one.vernacularNames)).find((name) => !compare(name, words)),
      }))
      .filter(({ key, common }) => common && /^\d+$/.test(key));
  const found = named((list) => namesIn(list, wanted));
  const taxa = found.length ? found : named((list) => list.map((one) => text(object(one).vernacularName)));
  // A name of an accepted taxon says enough.
  const accepted = taxa.filter(({ synonym }) => !synonym);
  const once = [...new Map((accepted.length ? accepted : taxa).map((one) => [one.key, one])).values()];
  // A species stands for its subspecies of the same name.
  return once.filter(({ name }) => !once.some((one) => name.startsWith(`${one.name} `)));
}

/** Offer the taxa that words name; a single one is shown at once where the words find nothing.
 * @param {Desk} desk @param {string} words @param {boolean} nothing @param {AbortSignal} signal */
export async function offerNamed(desk, words, nothing, signal) {
  const { root, settings, talk, go, question, href } = desk;
  const found = await taxaNamed(desk, words, { signal });
  signal.throwIfAborted();
  const of = (/** @type {string} */ key) => changed(question(), { q: [], taxonKey: [key] }, settings);
  const box = part(root, "named");
  if (found.length === 1 && nothing) {
    go(of(found[0].key), "replace", "count");
    box.textContent = talk.say("commonName", { name: words, taxon: found[0].name });
  } else if (found.length) {
    const links = found.map(({ key, name }) => {
      const link = anchor(href(of(key)), name);
      link.dataset.page = "";
      return link;
    });
    box.append(talk.say("alsoNamed", { name: words }), ...links.flatMap((link) => [" ", link]));
  }
}
