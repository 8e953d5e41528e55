// @ts-check
/* The search of the site: a dialog that portal.js opens. Its elements and words stand on the site map
   of the page's language, and are fetched with its style when it is opened for the first time. */

import { find, prepare } from "./finding.js";

/** @import { Result } from "./finding.js" */

/** Results that are shown at once. */
const STEP = 8;
/** Milliseconds without a key before a question is asked. */
const PAUSE = 150;
/** Where the choice about the key / is kept. */
const KEY = "vsc-slash";

/** @type {Promise<HTMLDialogElement> | undefined} */
let made;

/** Open the dialog. @param {HTMLAnchorElement} link to the site map @param {string} words to look for */
export async function open(link, words = "") {
  made ??= make(link.href);
  made.catch(() => (made = undefined));
  const dialog = await made;
  if (dialog.open) return;
  dialog.showModal();
  if (words) {
    field(dialog).value = words;
    field(dialog).dispatchEvent(new Event("input"));
  }
  field(dialog).select();
}

/** @param {string} address of the site map */
async function make(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const source = page.querySelector("template#vsc-find");
  if (!(source instanceof HTMLTemplateElement)) throw new Error(`${address} has no search`);
  const content = document.importNode(source.content, true);
  const dialog = content.querySelector("dialog");
  if (!dialog) throw new Error(`${address} has no search`);
  const sheets = (dialog.dataset.sheets ?? "").split(" ").map((sheet) => new URL(sheet, answer.url).href);
  await Promise.all(sheets.map(load));
  document.body.append(dialog);
  new Search(dialog, content, answer.url);
  return dialog;
}

/** Load a style sheet, below those of the page. @param {string} address */
function load(address) {
  return new Promise((resolve, reject) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = address;
    link.addEventListener("load", resolve);
    link.addEventListener("error", reject);
    const first = document.head.querySelector("link[rel=stylesheet]");
    document.head.insertBefore(link, address.endsWith("tokens.css") ? first : null);
  });
}

/** @param {HTMLElement} dialog */
function field(dialog) {
  return /** @type {HTMLInputElement} */ (dialog.querySelector("input[type=text]"));
}

/** @template {Element} T @param {ParentNode} within @param {string} selector @returns {T} */
function one(within, selector) {
  const found = within.querySelector(selector);
  if (!found) throw new Error(`no ${selector}`);
  return /** @type {T} */ (found);
}

/** Results in one language. */
class Group {
  /** @param {HTMLElement} element @param {HTMLElement} status @param {Search} search */
  constructor(element, status, search) {
    this.list = one(element, ".vsc-find__results");
    /** @type {HTMLButtonElement} */
    this.more = one(element, ".vsc-find__more");
    this.status = status;
    this.search = search;
    this.folder = new URL(`${element.lang}/`, search.folder);
    this.turn = 0;
    /** @type {import("./finding.js").Found | undefined} */
    this.found = undefined;
    this.more.addEventListener("click", () => this.add(true));
  }

  /** Say something. A screen reader says it once, since it waits while the search is busy.
   * @param {string} words @param {boolean} busy */
  say(words, busy = false) {
    this.status.setAttribute("aria-busy", String(busy));
    this.status.textContent = words;
  }

  /** Ask, and show the answer, unless something newer was asked since. @param {string} query */
  async ask(query) {
    const turn = ++this.turn;
    if (!query) {
      this.list.replaceChildren();
      this.more.hidden = true;
      this.say("");
      return;
    }
    if (!this.list.childElementCount) this.say(this.search.words.asking, true);
    try {
      const found = await find(this.folder, this.search.root, query);
      const first = await found.read(0, STEP);
      if (turn !== this.turn) return;
      this.found = found;
      this.list.replaceChildren(...first.map((result) => this.search.draw(result)));
      this.more.hidden = found.count <= STEP;
      this.say(this.search.count(found.count));
    } catch {
      if (turn !== this.turn) return;
      this.list.replaceChildren();
      this.more.hidden = true;
      this.say(this.search.words.failed);
    }
  }

  /** Show more. @param {boolean} go to the first of them */
  async add(go) {
    if (!this.found) return;
    const { found, turn } = this;
    const shown = this.list.childElementCount;
    const results = (await found.read(shown, shown + STEP)).map((result) => this.search.draw(result));
    if (turn !== this.turn) return;
    this.list.append(...results);
    this.more.hidden = this.list.childElementCount >= found.count;
    if (go) results[0]?.querySelector("a")?.focus();
  }
}

class Search {
  /** @param {HTMLDialogElement} dialog @param {DocumentFragment} templates @param {string} home */
  constructor(dialog, templates, home) {
    this.dialog = dialog;
    this.words = JSON.parse(dialog.dataset.words ?? "{}");
    this.root = new URL(dialog.dataset.root ?? "", home);
    this.folder = new URL(`${dialog.dataset.folder}/`, this.root);
    /** @type {HTMLTemplateElement} */
    this.result = one(templates, "#vsc-find-result");
    /** @type {HTMLTemplateElement} */
    this.section = one(templates, "#vsc-find-section");
    this.language = document.documentElement.lang;
    this.own = new Group(one(dialog, ".vsc-find__group"), one(dialog, ".vsc-find__status"), this);
    /** @type {Group[]} */
    this.asked = [];
    /** @type {number | undefined} */
    this.waiting = undefined;
    /** @type {HTMLAnchorElement} */ (one(dialog, "[data-find-map]")).href = home;
    this.connect();
    prepare(this.own.folder).catch(() => {});
  }

  connect() {
    const { dialog } = this;
    const input = field(dialog);
    input.addEventListener("input", () => {
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.ask(), PAUSE);
    });
    one(dialog, "form").addEventListener("submit", async (event) => {
      event.preventDefault();
      clearTimeout(this.waiting);
      await this.ask();
      this.links()[0]?.focus();
    });
    for (const section of /** @type {NodeListOf<HTMLElement>} */ (dialog.querySelectorAll(".vsc-find__other")))
      this.offer(section);
    one(dialog, "[data-find-close]").addEventListener("click", () => dialog.close());
    dialog.addEventListener("keydown", (event) => this.move(event));
    dialog.addEventListener("click", (event) => {
      const target = /** @type {Element} */ (event.target);
      // Beside the dialog, or on a link that may lead to this very page.
      if (target === dialog || target.closest("a[href]")) dialog.close();
    });
    /** @type {HTMLInputElement} */
    const key = one(dialog, "[data-find-key]");
    try {
      key.checked = localStorage.getItem(KEY) !== "off";
    } catch {
      key.disabled = true;
    }
    key.addEventListener("change", () => {
      if (key.checked) localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, "off");
    });
  }

  /** The search in another language, on request. @param {HTMLElement} section */
  offer(section) {
    /** @type {HTMLButtonElement} */
    const button = one(section, ".vsc-find__ask");
    /** @type {HTMLElement} */
    const answer = one(section, ".vsc-find__answer");
    const group = new Group(one(section, ".vsc-find__group"), one(section, ".vsc-find__status"), this);
    button.addEventListener("click", () => {
      button.hidden = true;
      answer.hidden = false;
      this.asked.push(group);
      /** @type {HTMLElement} */ (one(section, ".vsc-find__heading")).focus();
      group.ask(this.query());
    });
  }

  query() {
    return field(this.dialog).value.trim();
  }

  async ask() {
    const query = this.query();
    await Promise.all([this.own, ...this.asked].map((group) => group.ask(query)));
    for (const section of /** @type {NodeListOf<HTMLElement>} */ (this.dialog.querySelectorAll(".vsc-find__other")))
      section.hidden = !this.query();
  }

  /** @param {number} count */
  count(count) {
    if (!count) return this.words.none;
    const form = `found_${new Intl.PluralRules(this.language).select(count)}`;
    const words = this.words[form] ?? this.words.found_other;
    return words.replace("{count}", new Intl.NumberFormat(this.language).format(count));
  }

  /** @param {Result} result @returns {HTMLElement} */
  draw(result) {
    const drawn = /** @type {DocumentFragment} */ (this.result.content.cloneNode(true));
    /** @type {HTMLAnchorElement} */
    const page = one(drawn, "a");
    page.href = result.href;
    page.textContent = result.title;
    one(drawn, "p").append(...result.excerpt.map(({ text, found }) => (found ? marked(text) : text)));
    const sections = one(drawn, "ul");
    for (const { title, href } of result.sections) {
      const item = /** @type {DocumentFragment} */ (this.section.content.cloneNode(true));
      /** @type {HTMLAnchorElement} */
      const link = one(item, "a");
      link.href = href;
      link.textContent = title;
      sections.append(item);
    }
    if (!result.sections.length) sections.remove();
    return one(drawn, "li");
  }

  /** Links of the results, in the order in which they stand. @returns {HTMLAnchorElement[]} */
  links() {
    return [...this.dialog.querySelectorAll(".vsc-find__results a")].map((link) => /** @type {HTMLAnchorElement} */ (link));
  }

  /** Arrows go from the field through all results and back. @param {KeyboardEvent} event */
  move(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const stops = [field(this.dialog), ...this.links()];
    const at = stops.findIndex((stop) => stop === document.activeElement);
    if (!step || at < 0 || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    stops[Math.max(0, Math.min(at + step, stops.length - 1))].focus();
  }
}

/** @param {string} text */
function marked(text) {
  const mark = document.createElement("mark");
  // The space behind it is not part of it.
  mark.textContent = text.trimEnd();
  const piece = document.createDocumentFragment();
  piece.append(mark, text.slice(text.trimEnd().length));
  return piece;
}
