// @ts-check
/* What the page at an old address does by script: it leads on with the question of the address, in
   the words of this site where the former portal had others for the view, the page and the record. */

(() => {
  "use strict";

  const here = document.currentScript;
  const target = here instanceof HTMLScriptElement && here.dataset.target;
  if (!target) return;
  const query = new URLSearchParams(location.search);
  /** @param {string} old @param {string} name @param {(value: string) => string} change */
  const rename = (old, name, change) => {
    const value = query.get(old);
    if (value === null) return;
    query.delete(old);
    query.set(name, change(value));
  };
  rename("view", "view", (value) => value.toLowerCase());
  rename("from", "offset", (value) => value);
  rename("entity", "record", (value) => value.replace(/^o_/, ""));
  const address = new URL(target, location.href);
  address.search = query.toString();
  address.hash = location.hash;
  location.replace(address);
})();
