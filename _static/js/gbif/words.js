// @ts-check
/* How values are said in the page's language. The words come from the page, names of countries and
   forms of dates and numbers from the browser. Pure functions. */

/** GBIF writes one value as HOLOTYPE and as Holotype, another as ORIGINAL_MATERIAL and as
 * OriginalMaterial. @param {string} value */
export const bare = (value) => value.replace(/_/g, "").toLowerCase();

const DATE =
  /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T((?:[01]\d|2[0-3]):[0-5]\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?)?)?$/;

/** @param {string} code BCP 47 @param {Record<string, any>} words */
export function speech(code, words) {
  // The English of the site is British.
  const language = code === "en" ? "en-GB" : code;
  const numbers = new Intl.NumberFormat(language, { maximumFractionDigits: 20 });
  const plurals = new Intl.PluralRules(language);
  const regions = new Intl.DisplayNames(language, { type: "region", fallback: "none" });

  /** @param {string} key @param {Record<string, string | number>} [values] @returns {string} */
  function say(key, values = {}) {
    const sentence = String(words[key] ?? "");
    return sentence.replace(/\{(\w+)\}/g, (whole, name) => {
      const value = values[name];
      return value === undefined ? whole : typeof value === "number" ? numbers.format(value) : value;
    });
  }

  /** Words that follow a number: `key_one`, `key_other`.
   * @param {string} key @param {number} count @param {Record<string, string | number>} [values] */
  function count(key, count, values = {}) {
    const form = `${key}_${plurals.select(count)}`;
    return say(form in words ? form : `${key}_other`, { count, ...values });
  }

  /** @param {string} vocabulary @param {string} value */
  function term(vocabulary, value) {
    const known = words[vocabulary] ?? {};
    const key = Object.keys(known).find((one) => bare(one) === bare(value));
    return String(key === undefined ? value : known[key]);
  }

  /** @param {string} code @param {string} [otherwise] */
  function country(code, otherwise = code) {
    try {
      return regions.of(code) ?? otherwise;
    } catch {
      return otherwise;
    }
  }

  /** One end of a date, as precise as it is; as it stands where it is no date.
   * @param {string} text */
  function day(text) {
    const match = DATE.exec(text.trim());
    if (!match) return text;
    const [year, month, date] = match.slice(1, 4).map((part) => Number(part ?? 0));
    const [time, zone = ""] = match.slice(4);
    const moment = new Date(Date.UTC(2000, Math.max(month, 1) - 1, Math.max(date, 1)));
    moment.setUTCFullYear(year);
    const real = !month || (moment.getUTCMonth() === month - 1 && (!date || moment.getUTCDate() === date));
    if (!real) return text;
    /** @type {Intl.DateTimeFormatOptions} */
    const form = { year: "numeric", timeZone: "UTC" };
    if (month) form.month = "long";
    if (date) form.day = "numeric";
    const said = new Intl.DateTimeFormat(language, form).format(moment);
    // Midnight stands for a time that nobody noted.
    return time && time !== "00:00" ? `${said}, ${time} ${zone.replace("Z", "UTC")}`.trim() : said;
  }

  /** A date or an interval of GBIF: "1887-05", "1887-05-01/1887-05-31".
   * @param {string} text */
  function date(text) {
    const ends = text.split("/");
    if (ends.length > 2) return text;
    const [from, ...to] = [...new Set(ends.map(day))].filter(Boolean);
    const [date, time] = from?.split(", ") ?? [];
    return [from, ...to.map((end) => (time && end.startsWith(`${date}, `) ? end.slice(date.length + 2) : end))].join(" – ");
  }

  /** A licence by its name: "CC BY-NC 4.0".
   * @param {string} text */
  function licence(text) {
    const zero = /publicdomain\/zero\/(\d\.\d)/.exec(text) ?? /^CC0_(\d)_(\d)$/.exec(text);
    if (zero) return `CC0 ${zero.slice(1).join(".")}`;
    const by = /licenses\/([a-z-]+)\/(\d\.\d)/.exec(text) ?? /^CC_(BY\w*)_(\d_\d)$/.exec(text);
    return by ? `CC ${by[1].toUpperCase().replace("_", "-")} ${by[2].replace("_", ".")}` : text;
  }

  /** "1900,": a period in words. @param {string} text */
  function period(text) {
    const [from, to] = text.split(",");
    if (!from) return say("until", { to });
    if (!to) return say("since", { from });
    return from === to ? from : `${from}–${to}`;
  }

  /** A value of a filter, as far as it needs nobody's answer.
   * @param {string} name @param {string} value */
  function value(name, value) {
    if (name === "country") return country(value);
    if (name === "year") return period(value);
    if (name === "geometry") return say("thisPart");
    return term(name, value);
  }

  const number = (/** @type {number} */ value) => numbers.format(value);
  const today = () => new Intl.DateTimeFormat(language, { dateStyle: "long" }).format(new Date());
  return { say, count, term, country, date, licence, period, value, number, today };
}
