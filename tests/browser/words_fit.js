// Where words of a page are cut off, stick out or lie on each other: by the extent of the text itself.
(hard) => {
  // What may be wider than the window, since it scrolls by intent, and by keyboard.
  const SCROLLS = "pre, .pst-scrollable-table-container, .table-wrapper, .math";
  // Glyphs leave some of their line box free, above and below.
  const FREE = 0.2;
  // Of the window's width: a word up to this, and up to 15 letters, is expected to stay whole.
  const SHORT = 0.4;
  const faults = [];
  const top = document.querySelector("dialog[open], .vsc-menu[open] > nav");
  const root = top ?? document.body;
  const width = document.documentElement.clientWidth;

  const styles = new Map();
  const style = (element) => {
    if (!styles.has(element)) styles.set(element, getComputedStyle(element));
    return styles.get(element);
  };
  const boxes = new Map();
  const box = (element) => {
    if (!boxes.has(element)) boxes.set(element, element.getBoundingClientRect());
    return boxes.get(element);
  };
  const inline = (element) => style(element).display.startsWith("inline") &&
    style(element).display === "inline" || style(element).display === "contents";
  const block = (element) => {
    while (inline(element)) element = element.parentElement;
    return element;
  };
  // Where what an element holds is cut off, or would seem to leave its frame.
  const cuts = (value) => value === "hidden" || value === "clip";
  const framed = (element) => {
    const { borderTopWidth, borderTopStyle, borderRightWidth, backgroundColor } = style(element);
    return borderTopStyle !== "none" && parseFloat(borderTopWidth) > 0 && parseFloat(borderRightWidth) > 0
      || !/^rgba\(.*, 0\)$|^transparent$/.test(backgroundColor);
  };
  // The ancestors that hold an element: those between something positioned and what it is placed in do not.
  const holders = new Map();
  const held = (element) => {
    if (holders.has(element)) return holders.get(element);
    let up = element.parentElement;
    const { position } = style(element);
    if (position === "fixed") up = null;
    if (position === "absolute")
      while (up && style(up).position === "static" && style(up).transform === "none") up = up.parentElement;
    const found = up && element !== root ? [element, ...held(up)] : [element];
    holders.set(element, found);
    return found;
  };
  // For screen readers alone.
  const unseen = (element) => held(element).some((one) => style(one).clipPath === "inset(50%)"
    || (cuts(style(one).overflowX) || style(one).clip !== "auto") && box(one).width <= 1 && box(one).height <= 1);
  const say = (words, what) => faults.push(`"${words.trim().replace(/\s+/g, " ").slice(0, 50)}" ${what}`);
  const called = (element) => `<${element.localName} class="${element.getAttribute("class") ?? ""}">`;

  // A word that would have had room, had its box not shrunk.
  const brokenWord = (text) => {
    for (const { 0: word, index } of text.data.matchAll(/[\p{L}\p{N}\u00ad]{3,}/gu)) {
      if (word.length > 15 || word.includes("\u00ad")) continue;
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      const parts = [...range.getClientRects()].filter((rect) => rect.width >= 1);
      const whole = parts.reduce((sum, rect) => sum + rect.width, 0);
      if (parts.length > 1 && parts[parts.length - 1].top > parts[0].bottom - 2 && whole < SHORT * width) return word;
    }
    return "";
  };

  const pieces = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    const text = walker.currentNode;
    const element = text.parentElement;
    if (!text.data.trim() || element.closest("script, style, template, noscript, select, textarea")) continue;
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || unseen(element)) continue;
    if (top === null && element.closest(".vsc-skip")) continue;
    range.selectNodeContents(text);
    const rects = range.getClientRects();
    if (!hard && rects.length > 1) {
      const broken = brokenWord(text);
      if (broken) say(broken, `is broken, though it is short, in ${called(element)}`);
      range.selectNodeContents(text);
    }
    for (const rect of rects) {
      if (rect.width < 1 || rect.height < 1) continue;
      const free = rect.height * FREE;
      const core = { left: rect.left, right: rect.right, top: rect.top + free, bottom: rect.bottom - free };
      pieces.push({ core, text, block: block(element) });
      if (!element.closest(SCROLLS) && (rect.right > width + 1 || rect.left < -1)) {
        say(text.data, `ends at ${Math.round(rect.right)}, the window at ${width}`);
        break;
      }
      let cut = "";
      for (const one of held(element)) {
        if (one === document.body || one === document.documentElement || inline(one)) continue;
        if (one.matches(SCROLLS)) break;
        const { overflowX, overflowY } = style(one);
        const around = box(one);
        const beside = core.right > around.right + 1.5 || core.left < around.left - 1.5;
        const beyond = core.bottom > around.bottom + 1 || core.top < around.top - 1;
        if (beside && overflowX !== "visible") cut = `is cut off at the side by ${called(one)}`;
        else if (beyond && cuts(overflowY)) cut = `is cut off by the height of ${called(one)}`;
        else if ((beside || beyond && overflowY === "visible") && framed(one)) cut = `sticks out of ${called(one)}`;
        if (cut) break;
        // What has scrolled away is not cut off.
        if (overflowY !== "visible" && beyond) break;
      }
      if (cut) {
        say(text.data, cut);
        break;
      }
    }
  }
  // A control without words counts as one: none may lie on it.
  for (const control of root.querySelectorAll("button, input, select, a[href]")) {
    if (control.innerText?.trim() || !control.checkVisibility({ visibilityProperty: true })) continue;
    const rect = box(control);
    const { type } = control;
    if (type === "hidden" || rect.width < 2 || unseen(control) || control.matches(".headerlink, .vsc-skip")) continue;
    if (style(control).opacity === "0" || control.querySelector("img, picture")) continue;
    // Its edges may be close: a target is larger than what is drawn of it.
    const [aside, above] = [rect.width / 4, rect.height / 4];
    const core = { left: rect.left + aside, right: rect.right - aside, top: rect.top + above, bottom: rect.bottom - above };
    pieces.push({ core, text: { data: control.getAttribute("aria-label") ?? called(control) }, block: control });
  }
  pieces.sort((one, other) => one.core.top - other.core.top);
  const told = new Set();
  pieces.forEach((one, place) => {
    for (let next = place + 1; next < pieces.length && pieces[next].core.top < one.core.bottom - 1; next++) {
      const other = pieces[next];
      if (one.block === other.block || told.has(one.text)) continue;
      if (one.block.contains(other.block) && other.block.localName === "sup") continue;
      const across = Math.min(one.core.right, other.core.right) - Math.max(one.core.left, other.core.left);
      const down = Math.min(one.core.bottom, other.core.bottom) - Math.max(one.core.top, other.core.top);
      if (across > 2 && down > 1) {
        told.add(one.text);
        say(one.text.data, `lies on "${other.text.data.trim().slice(0, 30)}"`);
      }
    }
  });
  return faults.slice(0, 8);
}
