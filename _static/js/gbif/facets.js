// @ts-check
/* Facets: values that results can be narrowed to, each with the number of results that have it;
   and the values that were chosen, as labels that can be taken away. */

import { readPage } from "./answer.js";
import { copyOf, make, nameThings, part, shown } from "./drawing.js";
import { ask } from "./fetching.js";
import { VALUES, facetAddress, toggled } from "./question.js";

/** @import { Counts, Desk, Value } from "./types" */

/** Draw all facets of an answer; the one in use keeps the focus.
 * @param {Desk} desk @param {Map<string, Counts>} facets @param {AbortSignal} signal */
export function drawFacets(desk, facets, signal) {
  const box = part(desk.root, "facets");
  const focus = document.activeElement;
  const at = focus instanceof HTMLInputElement && box.contains(focus) ? focus : null;
  for (const [name, parameter] of Object.entries(desk.settings.facets))
    drawGroup(desk, part(box, `facet-${name}`), parameter, facets.get(parameter) ?? [], signal);
  box.hidden = !box.querySelector("input");
  if (at) {
    const same = [...box.querySelectorAll("input")].find((one) => one.name === at.name && one.value === at.value);
    (same ?? box.querySelector("summary"))?.focus();
  }
}

/** @param {Desk} desk @param {HTMLElement} group @param {string} parameter @param {Counts} counts
 * @param {AbortSignal} signal */
function drawGroup(desk, group, parameter, counts, signal) {
  const chosen = desk.question().values[parameter] ?? [];
  const scope = desk.settings.scope[parameter];
  // Nothing outside the scope of the page can be chosen; of media, only pictures.
  const values = new Map(
    counts
      .filter(({ value }) => (scope ? scope.includes(value) : parameter !== "mediaType" || value === "StillImage"))
      .map(({ value, count }) => [value, count]),
  );
  for (const value of chosen) if (!values.has(value)) values.set(value, -1);
  part(group, "values").replaceChildren(
    ...[...values].map(([value, count]) => option(desk, parameter, value, count)),
  );
  part(group, "number").textContent = chosen.length ? desk.talk.number(chosen.length) : "";
  group.hidden = !values.size;
  const more = part(group, "more");
  more.hidden = counts.length < VALUES || counts.length % VALUES > 0;
  more.onclick = () => addMore(desk, group, parameter, counts, signal);
}

/** @param {Desk} desk @param {string} parameter @param {string} value @param {number} count */
function option(desk, parameter, value, count) {
  const { settings, talk } = desk;
  const line = copyOf(desk.root, "facet-value");
  const input = /** @type {HTMLInputElement} */ (line.querySelector("input"));
  Object.assign(input, { name: parameter, value, checked: desk.question().values[parameter]?.includes(value) });
  input.onchange = () => desk.go(toggled(desk.question(), parameter, value, input.checked, settings));
  part(line, "value").append(shown(valueOf(desk, parameter, value)));
  if (count >= 0) {
    const unit = make("span", "vsc-hidden", ` ${talk.count(`${settings.kind}_unit`, count)}`);
    part(line, "tally").append(talk.number(count), unit);
  }
  return line;
}

/** Rarer values. @param {Desk} desk @param {HTMLElement} group @param {string} parameter
 * @param {Counts} counts @param {AbortSignal} signal */
async function addMore(desk, group, parameter, counts, signal) {
  try {
    const address = facetAddress(desk.question(), desk.settings, parameter, counts.length);
    const rarer = readPage(await ask(address, { signal })).facets.get(parameter) ?? [];
    signal.throwIfAborted();
    const before = group.querySelectorAll("input").length;
    drawGroup(desk, group, parameter, [...counts, ...rarer], signal);
    part(group, "more").hidden = rarer.length < VALUES;
    (group.querySelectorAll("input")[before] ?? group.querySelector("summary"))?.focus();
    void nameThings(desk, signal);
  } catch {
    if (!signal.aborted) part(desk.root, "status").textContent = desk.talk.say("noMore");
  }
}

/** All that narrows the question down, each to be taken away. @param {Desk} desk */
export function drawChips(desk) {
  const { root } = desk;
  const all = Object.entries(desk.question().values);
  const chips = all.flatMap(([name, values]) => values.map((value) => chip(desk, name, value)));
  part(root, "chips").replaceChildren(...chips);
  part(root, "chips").hidden = !chips.length;
}

/** @param {Desk} desk @param {string} name @param {string} value */
export function chip(desk, name, value) {
  const item = copyOf(desk.root, "chip");
  part(item, "filter").textContent = desk.talk.term("filters", name);
  part(item, "value").append(shown(valueOf(desk, name, value)));
  Object.assign(part(item, "remove").dataset, { remove: name, value });
  return item;
}

/** @param {Desk} desk @param {string} name @param {string} value @returns {Value} */
export function valueOf({ talk }, name, value) {
  if (name === "familyKey") return { name: "taxonKey", key: value };
  return ["datasetKey", "taxonKey", "institutionKey"].includes(name) ? { name, key: value } : talk.value(name, value);
}
