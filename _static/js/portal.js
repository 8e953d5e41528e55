// @ts-check
/* What a page of the portal does by script: the links of the language menu keep the section, the
   button in the header changes the colours, the link to the site map opens the search, and the
   threshold page offers the browser's language. Words come from the page. Everything works without
   this file, but for the colours, which then follow the system, and the search. Only what a visitor
   chooses is stored: the colours, and in the search that the key / shall not open it. */

(() => {
  "use strict";

  /** The part of the page that a reader sees, as an anchor; empty at the top of the page. */
  function sectionInView() {
    const named = decodeURIComponent(location.hash.slice(1));
    const target = named && document.getElementById(named);
    if (target && target.closest("article, .vsc-hero") && isVisible(target)) return named;
    const line = window.innerHeight / 3;
    let found = "";
    let highest = -Infinity;
    // Cards stand in columns: the lowest one on the page is not the last.
    for (const section of document.querySelectorAll("article section[id]")) {
      const { top } = section.getBoundingClientRect();
      if (top > line || top < highest || section.querySelector(":scope > h1")) continue;
      [found, highest] = [section.id, top];
    }
    return window.scrollY > 0 ? found : "";
  }

  /** @param {Element} element */
  function isVisible(element) {
    const box = element.getBoundingClientRect();
    return box.bottom > 0 && box.top < window.innerHeight;
  }

  function keepSection() {
    for (const link of document.querySelectorAll("a[data-vsc-language]")) {
      if (!(link instanceof HTMLAnchorElement)) continue;
      for (const event of ["pointerdown", "focus", "click"])
        link.addEventListener(event, () => {
          link.hash = answerTo(sectionInView(), link.dataset.vscSections);
        });
    }
  }

  /**
   * The anchor on the page in the other language. Two pages that were written by hand have anchors
   * of their own: then the link says which answers which.
   * @param {string} anchor
   * @param {string | undefined} sections
   */
  function answerTo(anchor, sections) {
    if (!sections || !anchor) return anchor;
    const section = document.getElementById(anchor)?.closest("section[id]");
    return JSON.parse(sections)[section?.id ?? anchor] ?? "";
  }

  /** Menus close on Escape, on a press elsewhere, and when the keyboard goes past them. */
  function closeMenus() {
    /** @type {NodeListOf<HTMLDetailsElement>} */
    const menus = document.querySelectorAll(".vsc-menu, .vsc-nav details");
    /** @param {EventTarget | null} [target] */
    const close = (target) => {
      for (const menu of menus) if (!(target instanceof Node && menu.contains(target))) menu.open = false;
    };
    for (const event of ["focusin", "pointerdown"])
      document.addEventListener(event, ({ target }) => close(target));
    document.addEventListener("keydown", ({ key }) => {
      if (key !== "Escape") return;
      const within = document.activeElement?.closest(".vsc-menu, .vsc-nav details");
      close();
      within?.querySelector("summary")?.focus();
    });
    onReturn(close);
  }

  /** A page that one comes back to is as one left it: menus open, colours of then. @param {() => void} renew */
  function onReturn(renew) {
    addEventListener("pageshow", ({ persisted }) => persisted && renew());
  }

  function offerColours() {
    const button = document.querySelector("button[data-vsc-mode]");
    if (!(button instanceof HTMLButtonElement)) return;
    const label = button.querySelector("[data-vsc-mode-label]");
    const night = matchMedia("(prefers-color-scheme: dark)");
    const root = document.documentElement;
    const isDark = () => (root.dataset.mode ? root.dataset.mode === "dark" : night.matches);
    const name = () => {
      const words = isDark() ? button.dataset.toLight : button.dataset.toDark;
      if (label && words) label.textContent = words;
    };
    button.addEventListener("click", () => {
      root.dataset.mode = isDark() ? "light" : "dark";
      name();
      try {
        localStorage.setItem("vsc-mode", root.dataset.mode);
      } catch {
        // A browser that stores nothing keeps the colours for this page.
      }
    });
    onReturn(() => {
      try {
        root.dataset.mode = localStorage.getItem("vsc-mode") ?? "";
      } catch {
        // As above.
      }
      name();
    });
    night.addEventListener("change", name);
    name();
    button.disabled = false;
  }

  function offerLanguage() {
    const labels = [...document.querySelectorAll("[data-vsc-threshold]")];
    for (const wanted of navigator.languages ?? []) {
      const code = wanted.toLowerCase();
      const label = labels.find(
        (one) => one instanceof HTMLElement && code.split("-")[0] === one.lang.toLowerCase().split("-")[0],
      );
      if (!label) continue;
      label.classList.add("vsc-drawer__label--offered");
      return;
    }
  }

  /** The search is fetched when it is opened; where that fails, the link leads to the site map. */
  function offerSearch() {
    const link = document.querySelector("a[data-vsc-find]");
    const here = document.currentScript;
    if (!(link instanceof HTMLAnchorElement) || !(here instanceof HTMLScriptElement)) return;
    const address = new URL("search/dialog.js", here.src).href;
    // By their names in quotation marks, every page would bear the rules of such fields.
    const fields = [HTMLInputElement, HTMLSelectElement, HTMLTextAreaElement];
    /** @param {Event} event */
    const open = (event) => {
      event.preventDefault();
      import(address).then((search) => search.open(link)).catch(() => location.assign(link.href));
    };
    link.setAttribute("role", "button");
    link.setAttribute("aria-haspopup", "dialog");
    link.setAttribute("aria-keyshortcuts", "/ Control+K");
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      link.focus();
      open(event);
    });
    document.addEventListener("keydown", (event) => {
      const { key, target } = event;
      const plain = !event.altKey && !event.shiftKey;
      const typing = target instanceof HTMLElement && (target.isContentEditable || fields.some((kind) => target instanceof kind));
      if (target === link && key === " ") open(event);
      else if ((event.ctrlKey || event.metaKey) && plain && key.toLowerCase() === "k" && !typing) open(event);
      else if (key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing && slashOpens()) open(event);
    });
  }

  function slashOpens() {
    try {
      return !document.querySelector("dialog[open]") && localStorage.getItem("vsc-slash") !== "off";
    } catch {
      return false;
    }
  }

  keepSection();
  closeMenus();
  offerColours();
  offerSearch();
  offerLanguage();
})();
