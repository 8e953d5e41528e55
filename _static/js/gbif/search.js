// @ts-check
/* A search on GBIF in place: the form, the address of the page and the results, kept together.
   Nothing is asked of GBIF before the visitor has asked for it; from then on, until the page is
   left, every change of the question is asked at once. */

import { copyOf, nameThings, part } from "./drawing.js";
import { chip, drawChips, drawFacets } from "./facets.js";
import { Failure, ask, forget, peaceLeft } from "./fetching.js";
import { drawHead, drawList, drawWaysOut, links, pageOf } from "./list.js";
import { DEEPEST, STEP, changed, columnsOf, readAddress, searchAddress, toggled, writeAddress } from "./question.js";
import { speech } from "./words.js";

/** @import { Desk, Page, Question, Settings } from "./types" */

/** Milliseconds without a key. */
const TYPING = 500;

/** @param {HTMLElement} root */
function start(root) {
  const settings = /** @type {Settings} */ (JSON.parse(root.dataset.settings ?? "{}"));
  const talk = speech(document.documentElement.lang, JSON.parse(root.dataset.words ?? "{}"));
  const form = /** @type {HTMLFormElement} */ (root.querySelector("form"));
  const taxon = /** @type {HTMLInputElement | null} */ (form.querySelector("[data-type=taxon]"));
  const fields = /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll("[data-parameter]"));
  const choices = /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll("[type=checkbox][name]"));
  let question = readAddress(location.search, settings);
  let consented = false;
  let asking = new AbortController();
  /** The results on the page, and the address of the question that they answer. */
  let results = { page: /** @type {Page | null} */ (null), address: "" };
  /** Where the reader was in them before a record was opened. */
  let left = { key: "", top: 0 };
  let typing = 0;
  /** The question that was asked again by itself after GBIF had been too busy. */
  let repeated = "";
  const title = document.title;
  const columns = /** @type {NodeListOf<HTMLInputElement>} */ (root.querySelectorAll("input[data-column]"));

  /** @type {Desk} */
  const desk = {
    root,
    settings,
    talk,
    go,
    question: () => question,
    consented: () => consented,
    again: () => void show(),
    href: (asked) => location.pathname + writeAddress(asked, settings),
  };

  // -- The question ----------------------------------------------------------

  /** @param {Question} next @param {string} [how] "push", "replace" or "stay"
   * @param {string} [focus] the part that gets the focus */
  function go(next, how = "push", focus = "") {
    clearTimeout(typing);
    if (next.record && !question.record) left = { key: next.record, top: scrollY };
    question = next;
    const href = desk.href(question);
    if (how === "replace") history.replaceState(null, "", href);
    if (how === "push" && href !== location.pathname + location.search) history.pushState(null, "", href);
    drawQuestion();
    if (consented) void show(focus);
  }

  /** The page says what the question says. */
  function drawQuestion() {
    for (const input of fields) {
      const { parameter = "", type, end } = input.dataset;
      const values = question.values[parameter] ?? [];
      const said = end ? (values[0] ?? "").split(",")[Number(end)] : values.join("; ");
      // What is being typed is left alone, but for spaces at its ends.
      if (type !== "taxon" && input.value.trim() !== (said ?? "")) input.value = said ?? "";
      const more = input.closest("details");
      if (more && input.value) more.open = true;
    }
    const shown = question.columns.length ? question.columns : settings.columns;
    for (const box of columns) box.checked = shown.includes(box.value);
    for (const box of choices) box.checked = !!question.values[box.name]?.includes(box.value);
    drawChips(desk);
    drawWaysOut(desk);
    const href = writeAddress(question, settings);
    part(root, "waiting").hidden = consented || !href;
    // The other language shows the same question.
    for (const link of links(document, "a[data-vsc-language]")) link.search = href;
  }

  /** The question that the form asks. */
  function asked() {
    /** @type {Record<string, string[]>} */
    const values = {};
    for (const { dataset, value } of fields)
      if (dataset.end) values[dataset.parameter ?? ""] = [(values.year ?? []).concat(value.trim()).join(",")];
      else if (dataset.type !== "taxon") values[dataset.parameter ?? ""] = [value];
    let next = changed(question, values, settings);
    for (const { name, value, checked } of choices) next = toggled(next, name, value, checked, settings);
    return next;
  }

  // -- The answer ------------------------------------------------------------

  async function show(focus = "") {
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    const address = writeAddress({ ...question, record: "" }, settings);
    part(root, "waiting").hidden = true;
    part(root, "named").replaceChildren();
    part(root, "results").ariaBusy = "true";
    try {
      if (question.record) await showRecord(signal);
      else if (results.page && results.address === address) returnToList();
      else await showList(signal, address);
      if (focus && !signal.aborted) {
        part(root, focus).focus({ preventScroll: true });
        part(root, focus).scrollIntoView();
      }
    } catch (error) {
      if (!signal.aborted) fail(error);
    } finally {
      if (asking.signal === signal) part(root, "results").ariaBusy = "false";
    }
  }

  /** @param {string} words @param {boolean} [seen] or only announced */
  function say(words, seen = true) {
    part(root, "status").textContent = words;
    part(root, "status").classList.toggle("vsc-hidden", !seen);
  }

  const onPause = (/** @type {number} */ seconds) => say(seconds ? talk.count("pausing", seconds) : talk.say("slowly"));

  /** @param {AbortSignal} signal @param {string} address */
  async function showList(signal, address) {
    if (question.offset + STEP > DEEPEST) throw new Failure("deep");
    const place = searchAddress(question, settings);
    say(talk.say("asking"));
    const page = await pageOf(await ask(place, { signal, onPause }), desk).catch((error) => {
      forget(place);
      throw error;
    });
    const overview = question.view === "overview" && (await import("./overview.js")).drawOverview;
    const draw = question.view === "gallery" ? (await import("./gallery.js")).drawGallery : overview || drawList;
    signal.throwIfAborted();
    results = { page, address };
    repeated = "";
    const words = drawHead(desk, page);
    part(root, "body").replaceChildren(draw(desk, page, signal));
    if (!overview) drawFacets(desk, page.facets, signal);
    root.classList.add("vsc-search--answered");
    reveal("results");
    say(words, false);
    void nameThings(desk, signal);
    void use("");
    if (taxon && !question.offset) void lookForName(signal);
    part(root, "map").hidden = question.view !== "map";
    if (question.view === "map") await (await import("./map.js")).drawMap(desk);
  }

  /** Words may be the name that people use for a taxon: where they find nothing, it is shown instead.
   * @param {AbortSignal} signal */
  async function lookForName(signal) {
    const [words = ""] = question.values.q ?? [];
    if (question.values.taxonKey || !/^[\p{L}][\p{L}' -]{2,60}$/u.test(words)) return;
    const { offerNamed } = await import("./names.js");
    await offerNamed(desk, words, !results.page?.count, signal).catch(() => {});
  }

  /** The results are still there. */
  function returnToList() {
    const opened = !part(root, "record").hidden;
    reveal("results");
    say("");
    const link = [...links(root, "[data-go]")].find(({ dataset }) => dataset.go === left.key);
    if (!opened || !link) return;
    link.focus({ preventScroll: true });
    scrollTo({ top: left.top, behavior: "instant" });
  }

  /** @param {AbortSignal} signal */
  async function showRecord(signal) {
    const { askRecord, drawRecord } = await import("./detail.js");
    say(talk.say("asking"));
    const record = await askRecord(desk, { signal, onPause });
    signal.throwIfAborted();
    const name = drawRecord(desk, record, signal);
    reveal("record");
    document.title = `${name.slice(0, 100)} – ${title}`;
    say("");
    void nameThings(desk, signal);
    part(root, "record-title").focus({ preventScroll: true });
    part(root, "record").scrollIntoView();
  }

  /** Show the results, a record, or what went wrong. @param {string} name */
  function reveal(name) {
    for (const one of ["results", "record", "failure"]) part(root, one).hidden = one !== name;
    root.classList.toggle("vsc-search--record", name === "record");
    document.title = title;
  }

  // -- When things go wrong --------------------------------------------------

  /** @param {unknown} error */
  function fail(error) {
    const { kind, message } = error instanceof Failure ? error : new Failure("unreadable");
    results = { page: null, address: "" };
    part(root, "failure-title").textContent = talk.term("failures", kind);
    part(root, "failure-advice").textContent = talk.term("advice", kind);
    part(root, "sentence").textContent = message;
    part(root, "sentence").hidden = !message;
    const blamed = kind === "refused" ? blame(message.toLowerCase()) : [];
    part(root, "blamed").replaceChildren(...blamed.map(([name, value]) => chip(desk, name, value)));
    part(root, "again").hidden = ["refused", "missing", "deep", "elsewhere"].includes(kind);
    const begin = links(root, "[data-part=begin]")[0];
    begin.href = desk.href({ ...question, offset: 0, record: "" });
    begin.hidden = !question.offset && !question.record;
    reveal("failure");
    say("");
    part(root, "failure-title").focus();
    const left = kind === "busy" ? peaceLeft() : 0;
    const address = desk.href(question);
    if (left && repeated !== address) {
      repeated = address;
      say(talk.count("pausing", left));
      const timer = setTimeout(desk.again, left * 1000);
      asking.signal.addEventListener("abort", () => clearTimeout(timer));
    }
    if (kind === "offline") addEventListener("online", desk.again, { once: true, signal: asking.signal });
  }

  /** The visitor's filters that GBIF's sentence names; all, if it names none. @param {string} sentence */
  function blame(sentence) {
    const all = Object.entries(question.values).flatMap(([name, values]) => values.map((value) => [name, value]));
    const snake = (/** @type {string} */ name) => name.replace(/[A-Z]/g, "_$&");
    const named = all.filter((filter) =>
      [...filter, snake(filter[0])].some((word) => sentence.includes(word.toLowerCase())),
    );
    return named.length ? named : all;
  }

  // -- What the visitor does -------------------------------------------------

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    consented = true;
    const next = asked();
    if (!taxon?.value.trim()) return go(next, "push", "count");
    // GBIF searches by the key of a name, and has to be asked for it.
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    say(talk.say("asking"));
    try {
      const { keyOf } = await import("./taxon.js");
      const key = await keyOf(desk, taxon, { signal, onPause });
      signal.throwIfAborted();
      if (key) go(toggled(next, "taxonKey", key, true, settings), "push", "count");
      else if (key === null) say("");
      else go(next, "push", "count");
    } catch (error) {
      if (!signal.aborted) fail(error);
    }
  });

  form.addEventListener("input", ({ target }) => {
    if (!consented || !(target instanceof HTMLInputElement) || target.name !== "q") return;
    clearTimeout(typing);
    typing = window.setTimeout(() => go(asked(), "replace"), TYPING);
  });

  form.addEventListener("change", ({ target }) => {
    if (consented && target !== taxon && [...fields, ...choices].includes(/** @type {any} */ (target))) go(asked());
  });

  for (const input of fields) {
    if (!input.hasAttribute("aria-controls")) continue;
    const load = () => (input === taxon ? import("./taxon.js") : import("./collectors.js"));
    input.addEventListener("focus", async () => void (await load()).watch(desk, input), { once: true });
  }

  for (const box of columns)
    box.addEventListener("change", () => {
      const names = [...columns].filter(({ checked }) => checked).map(({ value }) => value);
      go({ ...question, columns: columnsOf(names, settings) }, "replace");
    });

  root.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    const link = /** @type {HTMLAnchorElement | null} */ (target.closest("a[data-go], a[data-view], a[data-page]"));
    const { remove = "", value = "", act = "", words = "" } = target.closest("button")?.dataset ?? {};
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      // There are such links once GBIF has been asked.
      consented = true;
      go(readAddress(link.search, settings), "push", link.dataset.go ? "" : "count");
    } else if (remove) go(toggled(question, remove, value, false, settings), "push", consented ? "count" : "");
    else if (act === "show") {
      consented = true;
      void show(question.record ? "" : "count");
    } else if (act) void use(act, words);
  });

  part(root, "numbers-form")?.addEventListener("submit", (event) => {
    event.preventDefault();
    import("./numbers.js").then(({ look }) => look(desk), () => say(talk.term("failures", "unreachable")));
  });

  root.addEventListener("toggle", () => void use(""), true);
  addEventListener("popstate", () => go(readAddress(location.search, settings), "stay"));

  /** Copy, cite, download; what stands open is kept right.
   * @param {string} act @param {string} [words] to copy */
  async function use(act, words = "") {
    const open = root.querySelector("details[data-use][open]");
    if (!act && !open) return;
    const { signal } = asking;
    if (act !== "csv") (await import("./using.js")).use(desk, act, words, results.page?.rows ?? [], signal);
    else if (results.page) void (await import("./csv.js")).download(desk, results.page, signal);
  }

  /** @type {HTMLDetailsElement} */ (part(root, "facets")).open = matchMedia("(min-width: 64rem)").matches;
  drawQuestion();
  root.dataset.ready = "";
}

const root = document.querySelector("[data-settings]");
if (root instanceof HTMLElement) start(root);
