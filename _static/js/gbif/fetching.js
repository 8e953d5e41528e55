// @ts-check
/* Asking GBIF: plain GET, kept in memory, tried once more where GBIF fails, and left in peace for a
   while where it says that it is asked too much. */

/** What went wrong: "refused" (400, with GBIF's sentence), "missing" (404), "busy" (429, 503), "broken" (other 5xx),
 * "forbidden" (403), "unreachable", "slow", "offline", "empty", "cut", "foreign" (a page of HTML) or "unreadable". */
export class Failure extends Error {
  /** @param {string} kind @param {string} [sentence] */
  constructor(kind, sentence = "") {
    super(sentence);
    this.kind = kind;
  }
}

/** Seconds before a second attempt. */
const PAUSE = 1;
/** Milliseconds of peace after a 429, whose Retry-After scripts cannot read: GBIF said 31 s. */
const PEACE = 30_000;
const SLOW = 4_000;
const PATIENCE = 20_000;
const KEPT = 80;
/** @type {Map<string, unknown>} */
const answers = new Map();
let peace = 0;

/** A question that was replaced by a newer one ends with the signal's AbortError.
 * @param {string} address
 * @param {{signal?: AbortSignal, onPause?: (seconds: number) => void}} [options] `onPause` is told how
 * long it takes before GBIF is asked, or 0 while GBIF is slow
 * @returns {Promise<any>} the JSON of GBIF's answer */
export async function ask(address, { signal, onPause } = {}) {
  if (answers.has(address)) return answers.get(address);
  for (let attempt = 0; ; attempt++) {
    const left = peaceLeft();
    if (left) {
      onPause?.(left);
      await pause(left * 1000, signal);
    }
    const slow = setTimeout(() => onPause?.(0), SLOW);
    try {
      const answer = await once(address, signal);
      answers.set(address, answer);
      if (answers.size > KEPT) answers.delete(/** @type {string} */ (answers.keys().next().value));
      return answer;
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof Failure)) throw error;
      const again = ["busy", "broken", "unreachable"].includes(error.kind) && !peaceLeft();
      if (!again || attempt) throw error;
      onPause?.(PAUSE);
      await pause(PAUSE * 1000, signal);
    } finally {
      clearTimeout(slow);
    }
  }
}

/** Seconds for which GBIF is left in peace yet. */
export const peaceLeft = () => Math.max(Math.ceil((peace - Date.now()) / 1000), 0);

/** What is wrong with an answer is not kept. @param {string} address */
export function forget(address) {
  answers.delete(address);
}

/** @param {string} address @param {AbortSignal} [signal] */
async function once(address, signal) {
  signal?.throwIfAborted();
  if (navigator.onLine === false) throw new Failure("offline");
  const clock = new AbortController();
  const stop = () => clock.abort();
  const timer = setTimeout(stop, PATIENCE);
  signal?.addEventListener("abort", stop);
  try {
    const response = await fetch(address, { signal: clock.signal, credentials: "omit" });
    if (response.ok) return parsed(await response.text());
    if (response.status === 400) throw new Failure("refused", (await response.text()).slice(0, 400));
    if (response.status === 429) peace = Date.now() + PEACE;
    if ([401, 403, 451].includes(response.status)) throw new Failure("forbidden");
    if ([429, 502, 503, 504].includes(response.status)) throw new Failure("busy");
    throw new Failure(response.status >= 500 ? "broken" : "missing");
  } catch (error) {
    if (error instanceof Failure) throw error;
    if (clock.signal.aborted) throw new Failure("slow");
    // Also a 429 that a browser does not let scripts see.
    throw new Failure(navigator.onLine === false ? "offline" : "unreachable");
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}

/** @param {string} body of an answer @returns {any} its JSON */
function parsed(body) {
  try {
    return JSON.parse(body);
  } catch {
    const first = body.trim()[0];
    throw new Failure(!first ? "empty" : first === "<" ? "foreign" : "[{".includes(first) ? "cut" : "unreadable");
  }
}

/** @param {number} milliseconds @param {AbortSignal} [signal] @returns {Promise<void>} */
function pause(milliseconds, signal) {
  return new Promise((done, stop) => {
    const timer = setTimeout(done, milliseconds);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      stop(signal.reason);
    });
  });
}
