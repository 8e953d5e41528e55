// @ts-check
/* What the page for an address that is not there does by script: it leads on to a page whose address
   differs in capitals, accents, a slash or ".html" alone, shows itself in the language of the
   address, and puts the words of the address into its search. */

(() => {
  "use strict";

  const here = document.currentScript;
  if (!(here instanceof HTMLScriptElement)) return;
  const root = new URL("../../", here.src);
  const path = location.pathname.slice(root.pathname.length);
  const plain = plainly(path);
  const folders = (here.dataset.folders ?? "").split(" ");
  const folder = plain.split("/")[0];

  /** An address as this site writes them: small letters without accents, and no ending. @param {string} address */
  function plainly(address) {
    try {
      address = decodeURIComponent(address);
    } catch {
      // It stays as it is.
    }
    const letters = address.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    return letters.replace(/\/{2,}/g, "/").replace(/(?:^|\/)index\.html?$/, "").replace(/\.html?$/, "").replace(/^\/|[/\s.,;:!)>"']+$/g, "");
  }

  /** Go to the page that is meant, if it is there. */
  async function leadOn() {
    for (const ending of plain ? ["/", ".html"] : []) {
      const address = new URL(plain + ending, root);
      if (address.pathname === location.pathname) continue;
      const answer = await fetch(address, { method: "HEAD" });
      if (answer.ok) return location.replace(address.href + location.search + location.hash);
    }
  }

  /** Where a host has one such page, it is in the first language. Whether it was changed. */
  async function inLanguageOfAddress() {
    if (folder === here?.dataset.folder || !folders.includes(folder)) return false;
    const answer = await fetch(new URL(`${folder}/404.html`, root));
    if (!answer.ok) return false;
    const page = await answer.text();
    document.open();
    document.write(page);
    document.close();
    return true;
  }

  function offerSearch() {
    const form = document.querySelector("form[data-vsc-lost]");
    const link = document.querySelector("a[data-vsc-find]");
    const field = form?.querySelector("input");
    if (!(form instanceof HTMLFormElement) || !(link instanceof HTMLAnchorElement) || !field) return;
    const words = plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word && !folders.includes(word));
    field.value = words.join(" ");
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      import(new URL("_static/js/search/dialog.js", root).href)
        .then((search) => search.open(link, field.value))
        .catch(() => location.assign(link.href));
    });
  }

  offerSearch();
  inLanguageOfAddress().then((changed) => (changed ? undefined : leadOn())).catch(() => {});
})();
