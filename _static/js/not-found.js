// @ts-check
/* What the page for an address that is not there does by script: it shows itself in the language of
   the address, puts the words of the address into its search, and leads on to a page whose address
   differs in capitals, accents, a slash or ".html" alone. */

(() => {
  "use strict";

  const here = document.currentScript;
  if (!(here instanceof HTMLScriptElement)) return;
  const { folder, folders = "" } = here.dataset;
  const root = new URL("../../", here.src);
  const asked = decoded(location.pathname.slice(root.pathname.length))
    .replace(/\/{2,}/g, "/")
    .replace(/(?:(?:^|\/)index)?\.html?$/i, "")
    .replace(/^\/|[/\s.,;:!)>"']+$/g, "");
  /** Somebody looks at this page itself. */
  const itself = /(?:^|\/)404$/.test(asked);
  /** As this site writes addresses. */
  const plain = asked.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  /** @param {string} address */
  function decoded(address) {
    try {
      return decodeURIComponent(address);
    } catch {
      return address;
    }
  }

  /** The folder of the language that is meant. */
  function wanted() {
    const codes = [plain.split("/")[0], ...(navigator.languages ?? []).map((tag) => tag.split("-")[0])];
    return codes.find((code) => folders.split(" ").includes(code)) ?? folder;
  }

  /** Where a host has one such page, it is in the first language. Whether it was changed. */
  async function inLanguage() {
    if (wanted() === folder) return false;
    const answer = await fetch(new URL(`${wanted()}/404.html`, root));
    if (!answer.ok) return false;
    const page = await answer.text();
    document.open();
    document.write(page);
    document.close();
    return true;
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

  function offerSearch() {
    const form = document.querySelector("form[data-vsc-lost]");
    const link = document.querySelector("a[data-vsc-find]");
    const field = form?.querySelector("input");
    if (!(form instanceof HTMLFormElement) || !(link instanceof HTMLAnchorElement) || !field) return;
    const [first, ...others] = asked.split("/");
    const parts = folders.split(" ").includes(first.toLowerCase()) ? others : [first, ...others];
    field.value = itself ? "" : parts.join(" ").replace(/[^\p{L}\p{M}\p{N}]+/gu, " ").trim();
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      import(new URL("_static/js/search/dialog.js", root).href)
        .then((search) => search.open(link, field.value))
        .catch(() => location.assign(link.href));
    });
  }

  offerSearch();
  if (!itself) inLanguage().then((changed) => (changed ? undefined : leadOn())).catch(() => {});
})();
