// @ts-check
/* What was found in numbers: by year, country, kind of record, data set, institution and family. Each
   is a table with a bar beside each number, and each value a filter. Loaded when it is asked for. */

import { copyOf, make, nameThings, part, shown } from "./drawing.js";
import { valueOf } from "./facets.js";
import { COUNTED, COUNTS, VALUES, YEARS, changed, isBackbone } from "./question.js";

/** @import { Counts, Desk, Page, Question } from "./types" */

/** Years in one bar. */
const PERIODS = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500];
const SVG = "http://www.w3.org/2000/svg";

/** Years as periods of one length, so that there are few. @param {Counts} counts @returns {Counts} */
export function periodsOf(counts) {
  const years = counts.filter(({ value }) => /^\d{1,4}$/.test(value)).map(({ value, count }) => ({ year: Number(value), count }));
  const [first, last] = [Math.min(...years.map(({ year }) => year)), Math.max(...years.map(({ year }) => year))];
  const length = PERIODS.find((one) => Math.floor(last / one) - Math.floor(first / one) < VALUES) ?? 1000;
  const periods = [];
  for (let from = first - (first % length); from <= last; from += length) {
    const own = years.filter(({ year }) => year >= from && year < from + length);
    periods.push({ value: `${from},${from + length - 1}`, count: own.reduce((sum, { count }) => sum + count, 0) });
  }
  return periods;
}

/** @param {Desk} desk @param {Page} page @param {AbortSignal} signal */
export function drawOverview(desk, page, signal) {
  // Here, the bars are what narrows down.
  part(desk.root, "facets").hidden = true;
  const charts = Object.keys(COUNTED).filter((name) => page.facets.get(name)?.length);
  return make("div", "vsc-charts", ...charts.map((name) => chart(desk, name, page, signal)));
}

/** @param {Desk} desk @param {string} name of the parameter @param {Page} page @param {AbortSignal} signal */
function chart(desk, name, page, signal) {
  const found = page.facets.get(name) ?? [];
  const counts = name === "year" ? periodsOf(found) : found;
  const most = Math.max(1, ...counts.map(({ count }) => count));
  const lines = counts.map(({ value, count }) => () => row(desk, label(desk, name, value, count), count, most));
  const rest = page.count - found.reduce((sum, { count }) => sum + count, 0);
  const complete = found.length < (name === "year" ? YEARS : COUNTS);
  if (rest > 0 && complete) lines.push(() => row(desk, desk.talk.say("unstated"), rest, most));
  const table = copyOf(desk.root, "chart");
  for (const head of ["chart-title", "chart-value"]) part(table, head).textContent = desk.talk.term("filters", name);
  const body = part(table, "chart-rows");
  const more = part(table, "more");
  more.onclick = () => {
    // A button for two more is not worth its place.
    const rows = lines.splice(0, lines.length > VALUES + 2 ? VALUES : lines.length).map((draw) => draw());
    body.append(...rows);
    more.hidden = !lines.length;
    rows[0]?.querySelector("a")?.focus();
    void nameThings(desk, signal);
  };
  more.click();
  return table;
}

/** A value, as a link to what has it. @param {Desk} desk @param {string} name @param {string} value
 * @param {number} count */
function label(desk, name, value, count) {
  const question = desk.question();
  const next = changed(question, { [name]: [value] }, desk.settings);
  const taxon = name === "familyKey" && question.values.taxonKey?.[0];
  const other = taxon && isBackbone(taxon) !== isBackbone(value);
  const same = desk.href(next) === desk.href(question);
  // Not outside the scope of the page, and in one taxonomy.
  const leads = count && !other && !same && next.values[name]?.includes(value);
  const node = shown(valueOf(desk, name, value), leads ? desk.href(next) : "");
  if (leads) node.dataset.page = "";
  return node;
}

/** @param {Desk} desk @param {Node | string} name @param {number} count @param {number} most */
function row({ talk }, name, count, most) {
  const head = make("th", "", name);
  head.scope = "row";
  const chart = document.createElementNS(SVG, "svg");
  for (const [key, value] of Object.entries({ width: "100%", height: "0.8em", "aria-hidden": "true" })) chart.setAttribute(key, value);
  const bar = chart.appendChild(document.createElementNS(SVG, "rect"));
  for (const [key, value] of Object.entries({ class: "vsc-chart__bar", width: `${Math.max(0, (100 * count) / most)}%`, height: "100%" }))
    bar.setAttribute(key, value);
  return make("tr", "", head, make("td", "", make("div", "vsc-chart__cell", chart, make("span", "", talk.number(count)))));
}
