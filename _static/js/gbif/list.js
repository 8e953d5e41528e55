// @ts-check
/* The results: what they are, a table of them (cards on a phone), and pages. */

import { readPage, specimen } from "./answer.js";
import { commonNames, copyOf, framed, learnNames, make, part, shown } from "./drawing.js";
import { DEEPEST, STEP, siteAddress } from "./question.js";

/** @import { Desk, Page, Row, Value } from "./types" */

/** @param {unknown} json @param {Desk} desk @returns {Promise<Page>} */
export async function pageOf(json, { settings, talk }) {
  const page = readPage(json);
  learnNames(page.results);
  if (settings.kind === "specimens")
    return { ...page, rows: page.results.map((one) => specimen(one, talk, settings.api)) };
  const { OTHERS } = await import("./others.js");
  return { ...page, rows: page.results.map((one) => OTHERS[settings.kind](one, talk, settings.site)) };
}

/** What stands around the results. @param {Desk} desk @param {Page} page @returns {string} to announce */
export function drawHead(desk, page) {
  const { root, settings, talk } = desk;
  const question = desk.question();
  const overview = question.view === "overview";
  const rows = overview ? [] : page.rows;
  const shows = overview ? page.count : rows.length;
  root.dataset.shown = shows ? question.view : "nothing";
  part(root, "count").textContent = talk.count(`${settings.kind}_${question.view}`, page.count);
  for (const link of links(root, "a[data-view]")) {
    const view = link.dataset.view ?? "";
    link.href = desk.href({ ...question, view, offset: 0, record: "" });
    link.ariaCurrent = view === question.view ? "true" : null;
  }
  const numbers = part(root, "copy-numbers");
  if (numbers) numbers.hidden = !rows.some((row) => row.number);
  part(root, "via").textContent = talk.say("via", { date: talk.today() });
  part(root, "empty").hidden = shows > 0;
  part(root, "empty-collector").hidden = !question.values.recordedBy;
  drawPager(desk, { ...page, rows });
  const [from, to] = [question.offset + 1, question.offset + rows.length];
  const range = talk.say("range", { from, to, count: page.count });
  part(root, "range").textContent = rows.length ? range : "";
  return shows ? `${part(root, "count").textContent}. ${part(root, "range").textContent}` : talk.say("noneShown");
}

/** @param {ParentNode} root @param {string} selector */
export function links(root, selector) {
  return /** @type {NodeListOf<HTMLAnchorElement>} */ (root.querySelectorAll(selector));
}

/** Ways to the same question on GBIF's own site. @param {Desk} desk */
export function drawWaysOut({ root, settings, question }) {
  for (const link of links(root, "a[data-out]"))
    Object.assign(link, { href: siteAddress(question(), settings), hreflang: "en" });
}

/** @param {Desk} desk @param {Page} page */
export function drawList(desk, page) {
  const table = copyOf(desk.root, "table");
  const chosen = desk.question().columns;
  const columns = chosen.length ? chosen : desk.settings.columns;
  for (const head of table.querySelectorAll("th")) if (!columns.includes(head.dataset.head ?? "")) head.remove();
  const labels = [...table.querySelectorAll("th")].map((head) => head.textContent ?? "");
  for (const row of page.rows) {
    const line = make("tr", row.pictures.length ? "vsc-row vsc-row--pictured" : "vsc-row");
    line.setAttribute("role", "row");
    line.append(
      headOf(desk, row, columns),
      ...columns.slice(1).map((name, place) => cell(desk, name, row.cells[name], labels[place + 1])),
    );
    table.querySelector("tbody")?.append(line);
  }
  table.hidden = !page.rows.length;
  table.classList.toggle("vsc-rows--wide", columns.length > 7);
  return table;
}

/** @param {Desk} desk @param {string} column @param {Value} value @param {string} label */
function cell(desk, column, value, label) {
  const box = make("td", `vsc-row__cell vsc-row__cell--${column}`);
  box.setAttribute("role", "cell");
  box.dataset.label = label;
  if (value) box.append(shown(value));
  if (value && column === "number") box.append(" ", copyButton(desk, String(value)));
  return box;
}

/** @param {Desk} desk @param {string} words */
export function copyButton({ root }, words) {
  const button = copyOf(root, "copy");
  Object.assign(button.dataset, { act: "copy-text", words });
  part(button, "words").textContent = words;
  return button;
}

/** What a result is called, with a picture of it. @param {Desk} desk @param {Row} row @param {string[]} columns */
function headOf(desk, row, columns) {
  const box = make("th", `vsc-row__head vsc-row__head--${columns[0]}`);
  box.scope = "row";
  box.setAttribute("role", "rowheader");
  // The name beside a picture says what it shows, and is the link.
  if (row.pictures.length) box.append(framed(desk.root, row.pictures[0], "", 200));
  box.append(titleOf(desk, row));
  const common = row.taxa.map((key) => commonNames.get(key)).find(Boolean);
  if (common) box.append(make("span", "vsc-row__common", common));
  if (row.type && !columns.includes("type")) box.append(make("span", "vsc-type", row.type));
  if (row.pictures.length) box.append(make("small", "", desk.talk.count("pictures", row.pictures.length)));
  return box;
}

/** The name of a result, as a link to all that is known. @param {Desk} desk @param {Row} row */
export function titleOf(desk, row) {
  const name = shown(row.title, row.key && desk.href({ ...desk.question(), record: row.key }));
  if (row.key) name.dataset.go = row.key;
  return name;
}

/** @param {Desk} desk @param {Page} page */
function drawPager(desk, page) {
  const { root, talk } = desk;
  const question = desk.question();
  const pager = part(root, "pager");
  const reach = Math.min(page.count, DEEPEST);
  const further = question.offset + STEP;
  /** @type {[string, number, boolean][]} */
  const ways = [
    ["first", 0, question.offset > STEP],
    ["previous", question.offset - STEP, question.offset > 0],
    ["next", further, !page.last && further < reach && page.rows.length > 0],
  ];
  pager.hidden = !ways.some(([, , there]) => there);
  for (const [name, offset, there] of ways) {
    const link = /** @type {HTMLAnchorElement} */ (part(pager, name));
    link.hidden = !there;
    link.href = desk.href({ ...question, offset });
  }
  part(pager, "place").textContent = talk.say("pageOf", {
    page: question.offset / STEP + 1,
    pages: Math.max(Math.ceil(reach / STEP), 1),
  });
  part(root, "deepest").hidden = page.count <= DEEPEST || further < reach;
}
