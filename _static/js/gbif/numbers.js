// @ts-check
/* Many catalogue numbers at once: what GBIF has of a pasted list, within the scope of the page. Loaded
   when the button is pressed. */

import { readPage, specimen, text } from "./answer.js";
import { anchor, apart, copyOf, make, part, shown } from "./drawing.js";
import { Failure, ask, forget } from "./fetching.js";
import { titleOf } from "./list.js";
import { nothing, query } from "./question.js";
import { copy } from "./using.js";

/** @import { Desk, Row, Settings } from "./types" */
/** @typedef {{count: number, rows: Row[]}} Found what GBIF has of one number, and some of it */
/** @typedef {{signal?: AbortSignal, onPause?: (seconds: number) => void}} Manners */

const MOST = 1000;
/** Characters of an address that no server on the way refuses. */
const LONGEST = 2000;
/** Results that GBIF gives at once. */
const LIMIT = 300;
/** Specimens of one number that are shown. */
const SHOWN = 3;
/** Characters of a number. */
const WORD = 60;

/** What is known already. @type {Map<string, Found>} */
const found = new Map();
/** @type {AbortController | null} */
let asking = null;

/** GBIF looks at neither case nor blanks. @param {string} number */
const key = (number) => number.normalize("NFKC").toLowerCase().replace(/\s/g, "");

/** The numbers of a list: of each the whole, and its parts if blanks or commas in it may separate
 * several. @param {string} pasted @returns {string[][]} */
export function readNumbers(pasted) {
  const cells = pasted.split(/[\r\n\t;]+/).map((cell) => cell.replace(/^[\s,"]+/, "").replace(/[\s,"]+$/, ""));
  return cells.filter(Boolean).flatMap((cell) => {
    const parts = cell.split(/[\s,"]+/);
    if (parts.length === 1 || !parts.every((one) => /\d/.test(one))) return [[cell.replace(/\s+/g, " ").slice(0, WORD)]];
    return cell.length > WORD ? parts.map((one) => [one.slice(0, WORD)]) : [[cell.replace(/\s+/g, " "), ...parts]];
  });
}

/** Where numbers are asked for. @param {string[]} numbers @param {Settings} settings */
export function numbersAddress(numbers, settings) {
  const question = { ...nothing(settings), view: "list", values: { catalogNumber: numbers } };
  return `${settings.api}${settings.path}?${query(question, settings, [["limit", String(LIMIT)]])}`;
}

/** As many of the numbers as one address holds, one at least.
 * @param {string[]} numbers @param {Settings} settings */
export function fitting(numbers, settings) {
  const length = (/** @type {string} */ number) => new URLSearchParams({ catalogNumber: number }).toString().length + 1;
  let room = LONGEST - numbersAddress([], settings).length;
  const end = numbers.findIndex((number, place) => (room -= length(number)) < 0 && place > 0);
  return end < 0 ? numbers : numbers.slice(0, end);
}

/** Ask for some numbers; where they have more records than one answer holds, for half of them at a time.
 * @param {Desk} desk @param {string[]} numbers @param {Manners} manners @returns {Promise<void>} */
async function lookUp(desk, numbers, manners) {
  const address = numbersAddress(numbers, desk.settings);
  try {
    const { count, results } = readPage(await ask(address, manners));
    if (count > results.length && numbers.length > 1) {
      const half = Math.ceil(numbers.length / 2);
      await lookUp(desk, numbers.slice(0, half), manners);
      return await lookUp(desk, numbers.slice(half), manners);
    }
    for (const number of numbers) {
      const own = results.filter((one) => key(text(one.catalogNumber)) === key(number));
      const rows = own.slice(0, SHOWN).map((one) => specimen(one, desk.talk, desk.settings.api));
      found.set(number, { count: own.length && count > results.length ? count : own.length, rows });
    }
  } finally {
    // Hundreds of whole records need not stay in memory.
    forget(address);
  }
}

/** Look up what was pasted, or what is left of it; or stop doing so. @param {Desk} desk */
export async function look(desk) {
  const { root, settings, talk } = desk;
  if (asking) return asking.abort();
  const area = /** @type {HTMLTextAreaElement} */ (part(root, "numbers-pasted"));
  const press = part(root, "numbers-press");
  const say = (/** @type {string} */ words) => (part(root, "numbers-status").textContent = words);
  const onPause = (/** @type {number} */ seconds) => say(seconds ? talk.count("pausing", seconds) : talk.say("slowly"));
  const pasted = readNumbers(area.value);
  const numbers = pasted.slice(0, MOST);
  const all = [...new Set(numbers.flat())];
  const left = () => all.filter((number) => !found.has(number));
  asking = new AbortController();
  const { signal } = asking;
  area.readOnly = true;
  press.textContent = talk.say("stop");
  let trouble = "";
  try {
    while (left().length) {
      say(talk.say("lookingUp", { done: all.length - left().length, count: all.length }));
      await lookUp(desk, fitting(left(), settings), { signal, onPause });
    }
  } catch (error) {
    const { kind, message } = error instanceof Failure ? error : new Failure("unreadable");
    trouble = signal.aborted ? talk.say("stopped") : `${talk.term("failures", kind)} ${message}`;
    trouble = `${trouble} ${talk.say("restKept")}`;
  }
  asking = null;
  area.readOnly = false;
  press.textContent = talk.say(trouble ? "lookUpRest" : "lookUp");
  const rest = pasted.length - numbers.length;
  say([trouble, draw(desk, numbers), rest ? talk.say("tooMany", { most: MOST, count: rest }) : ""].filter(Boolean).join(" "));
}

/** Draw the table. @param {Desk} desk @param {string[][]} numbers @returns {string} what it says in short */
function draw(desk, numbers) {
  const { root, settings, talk } = desk;
  const lines = numbers.flatMap(([whole, ...parts]) => (parts.length && !found.get(whole)?.count ? parts : [whole]));
  /** @type {Map<string, number>} */
  const times = new Map();
  for (const number of lines) times.set(key(number), (times.get(key(number)) ?? 0) + 1);
  const distinct = [...new Map(lines.map((number) => [key(number), number])).values()];
  const of = (/** @type {string} */ state) => distinct.filter((number) => stateOf(number) === state);
  const box = copyOf(root, "numbers");
  part(box, "numbers-rows").append(
    ...lines.map((number) => {
      const head = make("th", "", apart(number));
      head.scope = "row";
      const count = times.get(key(number)) ?? 1;
      if (count > 1) head.append(" ", make("small", "", talk.say("inYourList", { count })));
      return make("tr", "", head, make("td", "", stateWords(desk, number)), make("td", "", ...specimens(desk, number)));
    }),
  );
  part(root, "numbers-found").replaceChildren(box);
  const [there, missing] = [[...of("found"), ...of("several")], of("missing")];
  const press = part(box, "numbers-missing");
  press.hidden = !missing.length;
  press.onclick = () => copy(desk, missing.join("\n"), "copy-numbers", missing.length, "numbers-");
  const link = /** @type {HTMLAnchorElement} */ (part(box, "numbers-link"));
  link.href = desk.href({ ...nothing(settings), values: { catalogNumber: there } });
  link.hidden = !there.length || link.href.length > LONGEST;
  part(box, "numbers-long").hidden = link.href.length <= LONGEST;
  const counts = { found: of("found").length, several: of("several").length, missing: missing.length };
  const more = { notAsked: of("waiting").length, repeated: [...times.values()].filter((count) => count > 1).length };
  return [talk.say("lookedUp", counts), ...Object.entries(more).map(([words, count]) => count && talk.say(words, { count }))]
    .filter(Boolean)
    .join(" ");
}

/** @param {string} number */
function stateOf(number) {
  const { count } = found.get(number) ?? { count: -1 };
  return count < 0 ? "waiting" : count > 1 ? "several" : count ? "found" : "missing";
}

/** @param {Desk} desk @param {string} number */
function stateWords({ talk }, number) {
  const words = talk.term("numbers", stateOf(number));
  return words.replace("{count}", talk.number(found.get(number)?.count ?? 0));
}

/** The first specimens of a number, and a way to all of them. @param {Desk} desk @param {string} number */
function specimens(desk, number) {
  const { count, rows } = found.get(number) ?? { count: 0, rows: [] };
  const lines = rows.map((row) => make("div", "", titleOf(desk, row), " ", make("small", "", shown(row.cells.institution))));
  if (count > rows.length && rows.length) {
    const question = { ...nothing(desk.settings), values: { catalogNumber: [number] } };
    const all = anchor(desk.href(question), desk.talk.count("specimens_list", count));
    all.dataset.page = "";
    lines.push(make("div", "", all));
  }
  return lines;
}
