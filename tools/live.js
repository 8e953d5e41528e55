// @ts-check
/* In `make live`: says on the page what the build is doing and what it reports of this page, and loads the
   page again when there is a new one. */

(() => {
  "use strict";

  const box = document.querySelector("[data-vsc-build]");
  const [doing, list] = [box?.querySelector("p"), box?.querySelector("ul")];
  if (!(box instanceof HTMLElement) || !doing || !list) return;
  /** @type {string[]} */
  const files = JSON.parse(box.dataset.vscBuild || "[]");
  /** @type {EventSource | undefined} */
  let news;
  /** @type {string | undefined} */
  let shown;

  /** @param {{built: string, doing: string, reports: [path: string, line: string, said: string][]}} state */
  function show(state) {
    shown ??= state.built;
    if (state.built !== shown) return location.reload();
    const own = state.reports.filter(([path]) => !path || files.includes(path));
    const others = state.reports.length - own.length;
    doing.textContent = state.doing || (others ? `Reports on other pages: ${others}. The terminal has them.` : "");
    list.replaceChildren(
      ...own.map(([path, line, said]) => {
        const item = document.createElement("li");
        item.textContent = path ? `${path}:${line} ${said}` : said;
        return item;
      }),
    );
    box.hidden = !own.length && !doing.textContent;
  }

  // Browsers keep few connections to one server: a page that nobody sees waits until somebody does.
  function listen() {
    news?.close();
    if (document.hidden) return;
    news = new EventSource("/live");
    news.onmessage = ({ data }) => show(JSON.parse(data));
  }

  document.addEventListener("visibilitychange", listen);
  listen();
})();
