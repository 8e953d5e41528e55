// What a browser sees on a page. Each function returns a list of [rule, detail].
// @ts-check

const shown = (element) =>
  `<${element.localName}${element.id ? ` id=${element.id}` : ""} class="${element.getAttribute("class") ?? ""}"> ` +
  element.textContent.trim().replace(/\s+/g, " ").slice(0, 50);

const isSeen = (element) =>
  element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
  !element.closest("svg");

const outOfSight = (element) => {
  for (let up = element; up; up = up.parentElement) {
    const style = getComputedStyle(up);
    const box = up.getBoundingClientRect();
    if (style.clipPath === "inset(50%)") return true;
    if (style.position === "absolute" && (box.bottom <= 0 || box.right <= 0)) return true;
    if (style.clip !== "auto" && box.width <= 1.5) return true;
  }
  return false;
};

/** The boxes that cut off the text of an element, with their directions. Computed once per element. */
function clippers() {
  const known = new Map();
  return function clipsOf(element) {
    if (!element || element === document.body) return [];
    if (!known.has(element)) {
      const { display, overflowX, overflowY } = getComputedStyle(element);
      const across = /hidden|clip/.test(overflowX);
      const down = /hidden|clip/.test(overflowY);
      const scrolls = /auto|scroll/.test(overflowX) && element.scrollWidth > element.clientWidth;
      const own = display !== "inline" && (across || down || scrolls);
      const above = clipsOf(element.parentElement);
      known.set(element, own ? [{ element, across, down, scrolls, box: element.getBoundingClientRect() }, ...above] : above);
    }
    return known.get(element);
  };
}

/** The boxes of the letters themselves, not of the elements around them. */
function lettersOf(root) {
  const found = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    const element = text.parentElement;
    if (!text.data.trim() || !element || /^(script|style|template|option)$/.test(element.localName)) continue;
    if (!isSeen(element) || outOfSight(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const box of range.getClientRects())
      if (box.width > 0.5 && box.height > 0.5) found.push({ element, box });
  }
  return found;
}

/** Boxes that are wider than the window, and pages that scroll sideways. */
export function sticksOut() {
  const width = document.documentElement.clientWidth;
  const faults = [];
  if (document.documentElement.scrollWidth > width)
    faults.push(["sideways", `the page is ${document.documentElement.scrollWidth}px wide`]);
  for (const element of document.querySelectorAll("main *, header *, footer *")) {
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    if (!box.width || !box.height || style.visibility === "hidden") continue;
    if (style.position === "absolute" && box.right <= 0) continue;
    if (element.closest("svg, details:not([open]) > :not(summary)")) continue;
    let inside = false;
    for (let up = element.parentElement; up; up = up.parentElement)
      if (
        ["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(up).overflowX) &&
        up !== document.body && up !== document.documentElement
      )
        inside = true;
    if (!inside && (box.right > width + 1 || box.left < -1))
      faults.push(["sideways", `${shown(element)} ends at ${Math.round(box.right)}`]);
  }
  return faults.slice(0, 5);
}

/** Pictures that did not load; lazy ones are loaded first. */
export async function brokenPictures() {
  const pictures = [...document.images];
  for (const one of pictures) one.loading = "eager";
  await Promise.all(pictures.map((one) => one.decode().catch(() => {})));
  return pictures.filter((one) => !one.naturalWidth).map((one) => ["broken picture", one.src]);
}

/** Text that is cut off by an element around it, or by the window. */
export function cutText() {
  const faults = [];
  const width = document.documentElement.clientWidth;
  const clipsOf = clippers();
  for (const { element, box } of lettersOf(document.body)) {
    const clips = clipsOf(element);
    if ((box.right > width + 1 || box.left < -1) && !clips.some(({ scrolls }) => scrolls))
      faults.push(["text out of the window", `${shown(element)}: ${Math.round(box.left)} to ${Math.round(box.right)} of ${width}`]);
    for (const { element: up, across, down, box: clip } of clips) {
      if (across && (box.right > clip.right + 1 || box.left < clip.left - 1))
        faults.push(["text cut off", `${shown(element)} in ${shown(up)}`]);
      // A line may be a little lower than its letters.
      if (down && (box.bottom > clip.bottom + 4 || box.top < clip.top - 4))
        faults.push(["text cut off below", `${shown(element)} in ${shown(up)}`]);
    }
  }
  return faults;
}

/** Text over other text. */
export function overlaps() {
  const letters = lettersOf(document.body).filter(({ element }) => {
    for (let up = element; up; up = up.parentElement)
      if (/fixed|sticky/.test(getComputedStyle(up).position)) return false;
    return true;
  });
  letters.sort((one, other) => one.box.top - other.box.top);
  const faults = [];
  for (let first = 0; first < letters.length; first += 1)
    for (let second = first + 1; second < letters.length; second += 1) {
      const one = letters[first];
      const other = letters[second];
      if (other.box.top >= one.box.bottom) break;
      if (one.element === other.element || one.element.contains(other.element) || other.element.contains(one.element)) continue;
      const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const down = Math.min(one.box.bottom, other.box.bottom) - other.box.top;
      // The boxes of letters extend above and below what is drawn.
      if (across > 2 && down > Math.min(one.box.height, other.box.height) * 0.4)
        faults.push(["text over text", `${shown(one.element)} and ${shown(other.element)}`]);
    }
  return faults;
}

/** Targets that are smaller than 24 by 24 px and not far from others (WCAG 2.2, 2.5.8). */
export function smallTargets() {
  const targets = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
    .filter((one) => isSeen(one) && !outOfSight(one))
    // A link may cover its whole card.
    .map((one) => ({ one, box: (one.closest("label") ?? one.closest(".sd-card:has(> .sd-stretched-link)") ?? one).getBoundingClientRect() }));
  const isInText = (one) => {
    if (getComputedStyle(one).display !== "inline") return false;
    const block = one.closest("p, li, dd, dt, td, th, figcaption, address, caption, h1, h2, h3, h4, h5, h6, div");
    return !!block && block.textContent.trim().length > one.textContent.trim().length;
  };
  const faults = [];
  for (const { one, box } of targets) {
    if (!box.width || (box.width >= 23.9 && box.height >= 23.9) || isInText(one)) continue;
    const x = box.left + box.width / 2;
    const y = box.top + box.height / 2;
    const near = targets.find(({ one: other, box: theirs }) => {
      if (other === one || one.contains(other) || other.contains(one)) return false;
      const dx = Math.max(theirs.left - x, 0, x - theirs.right);
      const dy = Math.max(theirs.top - y, 0, y - theirs.bottom);
      return Math.hypot(dx, dy) < 12;
    });
    if (near) faults.push(["target under 24 px", `${shown(one)}: ${Math.round(box.width)} x ${Math.round(box.height)}, beside ${shown(near.one)}`]);
  }
  return faults;
}

/** What is wrong with the keyboard's current stop; null after the last one. */
export function focusFaults() {
  const focused = document.activeElement;
  if (!focused || focused === document.body || focused === document.documentElement) return null;
  // Of a field that cannot be seen, its label shows the focus.
  const one = (getComputedStyle(focused).opacity === "0" && focused.labels?.[0]) || focused;
  const light = (colour) => {
    const [r, g, b] = colour.match(/[\d.]+/g).map(Number).map((part) => {
      const value = part / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const box = one.getBoundingClientRect();
  const bearers = [[one, ""], [one, "::before"], [one, "::after"]];
  for (let up = one.parentElement; up && up.localName !== "main"; up = up.parentElement)
    if (up.matches(":has(> :focus), :has(> * > :focus)")) bearers.push([up, ""]);
  const rings = bearers.map(([bearer, part]) => {
    const style = getComputedStyle(bearer, part || null);
    // An element that covers a box has the same edges.
    return { bearer: part && style.position === "absolute" ? bearer.offsetParent : bearer, style };
  })
    .filter(({ style }) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1);
  const faults = [];
  const name = `<${one.localName}> ${one.textContent.trim().slice(0, 40)}`;
  const contrasts = rings.map((ring) => {
    const inside = parseFloat(ring.style.outlineOffset) < 0;
    let wall = "rgb(255, 255, 255)";
    let known = true;
    for (let up = inside ? ring.bearer : ring.bearer.parentElement; up; up = up.parentElement) {
      const style = getComputedStyle(up);
      if (style.backgroundImage !== "none" || up.matches(".vsc-hero")) { known = false; break; }
      if (!/, 0\)$|transparent/.test(style.backgroundColor)) { wall = style.backgroundColor; break; }
    }
    const [low, high] = [light(ring.style.outlineColor), light(wall)].sort((a, b) => a - b);
    // Over a picture, contrast cannot be measured.
    return known ? (high + 0.05) / (low + 0.05) : 21;
  });
  if (!rings.length) faults.push(["focus does not show", name]);
  else if (Math.max(...contrasts) < 3)
    faults.push(["focus under 3:1", `${name}: ${contrasts.map((one) => one.toFixed(2))}`]);
  const hit = document.elementFromPoint(
    Math.min(Math.max(box.left + Math.min(box.width, 8) / 2, 0), innerWidth - 1),
    Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1));
  if (!box.width || box.bottom <= 0 || box.top >= innerHeight) faults.push(["focus out of view", name]);
  else if (!hit || !(one.contains(hit) || hit.contains(one) || hit.closest("label")?.contains(one)))
    faults.push(["focus is covered", name]);
  return faults;
}
