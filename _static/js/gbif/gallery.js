// @ts-check
/* The pictures of the results, each with its maker and its licence. Loaded when it is asked for. */

import { apart, copyOf, framed, make, part, shown } from "./drawing.js";
import { plain } from "./answer.js";
import { titleOf } from "./list.js";

/** @import { Desk, Page, Picture } from "./types" */

/** @param {Desk} desk @param {Page} page */
export function drawGallery(desk, page) {
  const list = make("ul", "vsc-gallery");
  for (const row of page.rows) {
    const [picture] = row.pictures;
    if (!picture) continue;
    const item = copyOf(desk.root, "plate");
    part(item, "picture").append(framed(desk.root, picture, desk.talk.say("pictureOf", { name: plain(row.title) }), 400));
    part(item, "title").append(titleOf(desk, row));
    if (row.number) part(item, "number").append(apart(row.number));
    part(item, "credit").append(...credit(desk, picture));
    if (row.pictures.length > 1)
      part(item, "more").textContent = desk.talk.count("pictures", row.pictures.length);
    list.append(item);
  }
  return list;
}

/** Who made a picture, and what its licence is. @param {Desk} desk @param {Picture} picture */
export function credit({ talk }, picture) {
  const maker = picture.maker || talk.say("noMaker");
  return [apart(maker), " · ", shown(picture.licence)];
}
