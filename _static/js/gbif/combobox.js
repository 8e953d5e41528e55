// @ts-check
/* Suggestions below a field, by the combobox pattern of ARIA: the focus stays in the field, arrows go
   through the list, Enter takes one, Escape closes it. GBIF is asked nothing before the visitor has
   searched, or has chosen to see suggestions. Loaded when a field is used. */

import { make, part } from "./drawing.js";

/** @import { Desk } from "./types" */

const TYPING = 300;
const FEWEST = 3;
const KEYS = ["ArrowDown", "ArrowUp", "Enter", "Escape"];

/** @template T
 * @typedef {object} Suggesting
 * @property {(words: string, signal: AbortSignal) => Promise<T[]>} find
 * @property {(one: T) => (Node | string)[]} draw
 * @property {(one: T) => void} choose */

/** @template T @param {Desk} desk @param {HTMLInputElement} input with `aria-controls`
 * @param {Suggesting<T>} suggesting
 * @returns {(found: T[]) => void} to offer what else may be meant */
export function combobox({ root, talk, consented }, input, { find, draw, choose }) {
  const list = /** @type {HTMLElement} */ (document.getElementById(input.getAttribute("aria-controls") ?? ""));
  const allow = /** @type {HTMLInputElement | null} */ (part(root, "suggest"));
  /** @type {T[]} */
  let offered = [];
  let active = -1;
  let timer = 0;
  let asking = new AbortController();

  /** @param {T[]} found */
  function offer(found) {
    offered = found;
    list.replaceChildren(...found.map(option));
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    activate(-1);
  }

  /** @param {T} one @param {number} place */
  function option(one, place) {
    const item = make("li", "vsc-option", ...draw(one));
    item.id = `${list.id}-${place}`;
    item.setAttribute("role", "option");
    item.onclick = () => take(place);
    return item;
  }

  /** @param {number} place or -1 */
  function activate(place) {
    active = place;
    [...list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === place)));
    input.setAttribute("aria-activedescendant", list.children[place]?.id ?? "");
    list.children[place]?.scrollIntoView({ block: "nearest" });
  }

  /** @param {number} place */
  function take(place) {
    const one = offered[place];
    offer([]);
    choose(one);
  }

  function type() {
    clearTimeout(timer);
    asking.abort();
    const words = input.value.trim();
    if (!(consented() || allow?.checked) || words.length < FEWEST) return offer([]);
    timer = window.setTimeout(async () => {
      asking = new AbortController();
      const { signal } = asking;
      try {
        const found = await find(words, signal);
        if (signal.aborted || document.activeElement !== input) return;
        offer(found);
        part(root, "suggestions").textContent = found.length ? talk.count("suggestions", found.length) : "";
      } catch {
        // The search itself says what is wrong.
      }
    }, TYPING);
  }

  input.addEventListener("input", type);
  input.addEventListener("blur", () => {
    clearTimeout(timer);
    asking.abort();
    offer([]);
  });
  input.addEventListener("keydown", (event) => {
    const { key } = event;
    const last = offered.length - 1;
    if (last < 0 || !KEYS.includes(key) || (key === "Enter" && active < 0)) {
      if (key === "Enter") clearTimeout(timer);
      return;
    }
    event.preventDefault();
    if (key === "Escape") offer([]);
    else if (key === "Enter") take(active);
    else if (key === "ArrowDown") activate(active < last ? active + 1 : 0);
    else activate(active > 0 ? active - 1 : last);
  });
  // The focus stays in the field.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  // Typed while this was on its way.
  if (document.activeElement === input) type();
  return offer;
}
