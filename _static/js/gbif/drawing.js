// @ts-check
/* Putting values on the page: by `textContent` and `<template>`, never by strings of HTML. */

import { array, object, readDataset, text } from "./answer.js";
import { ask } from "./fetching.js";
import { isBackbone } from "./question.js";

/** @import { Desk, Picture, Value } from "./types" */

/** Names in the page's language that were met, by the key of the taxon. @type {Map<string, string>} */
export const commonNames = new Map();
/** Scientific names of taxa that stood in results, by key. @type {Map<string, string>} */
const taxonNames = new Map();

/** GBIF names only the keys of its backbone on request; results name all they are classified by.
 * @param {Record<string, any>[]} results */
export function learnNames(results) {
  for (const { classifications } of results)
    for (const { classification } of Object.values(object(classifications)).map(object))
      for (const { key, name } of array(classification).map(object)) taxonNames.set(text(key), text(name));
}

/** A part of the page by its name. @param {ParentNode} root @param {string} name */
export function part(root, name) {
  return /** @type {HTMLElement} */ (root.querySelector(`[data-part="${name}"]`));
}

/** A copy of what a template holds. @param {HTMLElement} root @param {string} name */
export function copyOf(root, name) {
  const template = root.querySelector(`template[data-template="${name}"]`);
  const { content } = /** @type {HTMLTemplateElement} */ (template);
  return /** @type {HTMLElement} */ (content.firstElementChild?.cloneNode(true));
}

/** @template {keyof HTMLElementTagNameMap} T @param {T} tag @param {string} [className]
 * @param {...(Node | string)} children */
export function make(tag, className = "", ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

/** Text that keeps its direction to itself. @param {...(Node | string)} words */
export const apart = (...words) => make("bdi", "", ...words);

/** @param {string} href @param {...(Node | string)} children */
export function anchor(href, ...children) {
  const link = make("a", "", ...children);
  link.href = href;
  return link;
}

/** A value as a node. @param {Value} value @param {string} [href] for what is no link by itself */
export function shown(value, href = "") {
  if (Array.isArray(value)) return make("span", "", ...value.flatMap((one, place) => [place ? "; " : "", shown(one)]));
  if (typeof value === "object" && "href" in value) return anchor(value.href, apart(value.text));
  let node;
  if (typeof value === "string") node = apart(value);
  else if ("name" in value) {
    // The name of what GBIF only gives a key of; `nameThings` fills it in.
    node = apart(value.key);
    Object.assign(node.dataset, value);
  } else {
    node = apart(value.plain);
    if (value.italic) {
      const name = make("i", "", value.italic);
      name.lang = "la";
      node.prepend(name, value.plain && " ");
    }
  }
  return href ? anchor(href, node) : node;
}

/** @type {Record<string, string>} */
const PLACES = {
  taxonKey: "species",
  datasetKey: "dataset",
  publishingOrgKey: "organization",
  institutionKey: "grscicoll/institution",
};

/** Where a name is asked. @param {string} api @param {string} name @param {string} key */
export function nameAddress(api, name, key) {
  return `${api}/v1/${PLACES[name]}/${encodeURIComponent(key)}`;
}

/** Ask for the names that are missing on the page. One that is not answered keeps its key.
 * @param {Desk} desk @param {AbortSignal} signal */
export async function nameThings({ root, settings }, signal) {
  const nodes = [.../** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-name]"))];
  const at = (/** @type {HTMLElement} */ { dataset }) =>
    nameAddress(settings.api, dataset.name ?? "", dataset.key ?? "");
  const missing = nodes.filter((node) => {
    const { name, key = "" } = node.dataset;
    const known = name === "taxonKey" && taxonNames.get(key);
    if (known) node.textContent = known;
    return !known && (name !== "taxonKey" || isBackbone(key));
  });
  await Promise.allSettled(
    [...new Set(missing.map(at))].map(async (address) => {
      const answer = object(await ask(address, { signal }));
      const name = text(answer.canonicalName) || text(answer.scientificName) || readDataset(answer).title || text(answer.name);
      for (const node of missing) if (name && at(node) === address) node.textContent = name;
    }),
  );
}

/** A picture that says so where GBIF cannot show it. @param {HTMLElement} root
 * @param {Picture} picture @param {string} alt @param {number} side in pixels */
export function framed(root, picture, alt, side) {
  const frame = make("span", "vsc-frame");
  const image = make("img");
  Object.assign(image, { alt, loading: "lazy", decoding: "async" });
  image.addEventListener("error", () => frame.replaceChildren(copyOf(root, "no-picture")));
  image.src = picture.address(side);
  frame.append(image);
  return frame;
}
