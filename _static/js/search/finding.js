// @ts-check
/* What Pagefind finds, as plain values. One index for each language, each with a module of its own,
   since each module knows one stemmer. */

/** A piece of an excerpt. @typedef {{ text: string, found: boolean }} Piece */
/** @typedef {{ title: string, href: string, excerpt: Piece[], sections: { title: string, href: string }[] }} Result */
/** @typedef {{ element: string, id: string, text: string, location: number }} Anchor */
/** @typedef {{ raw_url: string, raw_content: string, meta: { title?: string }, anchors: Anchor[], locations: number[] }} Page */
/** Pages that were found, best first; each is fetched when it is read. @typedef {{ count: number, read: (from: number, to: number) => Promise<Result[]> }} Found */

/** Words of an excerpt, and how many of them stand before the word that was found. */
const WORDS = 28;
const BEFORE = 8;
/** Sections of one page. */
const SECTIONS = 3;

/** @type {Map<string, Promise<any>>} */
const modules = new Map();

/** The module that searches one language. @param {URL} folder */
function moduleOf(folder) {
  let loading = modules.get(folder.href);
  if (!loading) {
    loading = import(new URL("pagefind.js", folder).href).then(async (module) => {
      await module.init();
      return module;
    });
    modules.set(folder.href, loading);
    loading.catch(() => modules.delete(folder.href));
  }
  return loading;
}

/** Fetch what the first question needs. @param {URL} folder */
export async function prepare(folder) {
  await moduleOf(folder);
}

/** @param {URL} folder of the index @param {URL} root of the site @param {string} query @returns {Promise<Found>} */
export async function find(folder, root, query) {
  const module = await moduleOf(folder);
  const { results } = await module.search(query);
  return {
    count: results.length,
    read: async (from, to) => {
      const pages = await Promise.all(results.slice(from, to).map((/** @type {any} */ one) => one.data()));
      // Of a word inside a compound, Pagefind tells neither the place nor how well it fits.
      const fits = (/** @type {Page} */ page) => page.locations.length || within(wordsOf(page), query).length;
      return [...pages.filter(fits), ...pages.filter((page) => !fits(page))].map((page) => resultOf(page, query, root));
    },
  };
}

/** @param {Page} page @param {string} query @param {URL} root @returns {Result} */
export function resultOf(page, query, root) {
  const words = wordsOf(page);
  const exact = within(words, query);
  const found = exact.length ? exact : page.locations;
  const href = new URL(page.raw_url.replace(/^\/+/, ""), root).href;
  const headings = page.anchors
    .filter((anchor) => /^h[2-6]$/.test(anchor.element) && anchor.text?.trim())
    .sort((one, other) => one.location - other.location);
  return {
    title: page.meta.title || href,
    href,
    excerpt: excerpt(words, found, new Set([...exact, ...page.locations])),
    sections: sectionsOf(headings, found).map((heading) => ({
      title: heading.text.trim(),
      href: `${href}#${heading.id}`,
    })),
  };
}

/** The words of a page, as Pagefind counts them. @param {Page} page */
const wordsOf = (page) => page.raw_content.split(/\s+/);

/** Where a word holds one of the query's inside it: "vellen" in "herbariumvellen".
 * @param {string[]} words @param {string} query */
export function within(words, query) {
  const wanted = plain(query).split(/\s+/).filter((word) => word.length > 2);
  return words.flatMap((word, at) => (wanted.some((part) => plain(word).includes(part)) ? [at] : []));
}

/** In small letters without accents. @param {string} text */
function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** The words around the place where most was found; the beginning of the page, where nothing was.
 * @param {string[]} words @param {number[]} found @param {Set<number>} marks @returns {Piece[]} */
export function excerpt(words, found, marks = new Set(found)) {
  let start = 0;
  let most = 0;
  for (const at of found) {
    const here = found.filter((other) => other >= at && other < at + WORDS - BEFORE).length;
    if (here > most) [most, start] = [here, Math.max(0, at - BEFORE)];
  }
  start = Math.max(0, Math.min(start, words.length - WORDS));
  /** @type {Piece[]} */
  const pieces = [];
  for (let at = start; at < Math.min(start + WORDS, words.length); at += 1) {
    const marked = marks.has(at);
    const last = pieces[pieces.length - 1];
    if (last && last.found === marked) last.text += ` ${words[at]}`;
    else {
      if (last) last.text += " ";
      pieces.push({ text: words[at], found: marked });
    }
  }
  if (start > 0) pieces.unshift({ text: "… ", found: false });
  if (start + WORDS < words.length) pieces.push({ text: " …", found: false });
  return pieces;
}

/** The sections with most of what was found, in the order of the page.
 * @param {Anchor[]} headings @param {number[]} found */
function sectionsOf(headings, found) {
  const counts = new Map();
  for (const at of found) {
    const heading = [...headings].reverse().find((one) => one.location <= at);
    if (heading) counts.set(heading, (counts.get(heading) ?? 0) + 1);
  }
  const best = [...counts.keys()].sort((one, other) => counts.get(other) - counts.get(one)).slice(0, SECTIONS);
  return headings.filter((heading) => best.includes(heading));
}
