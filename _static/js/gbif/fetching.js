// @ts-check
/* Asking GBIF: plain GET, kept in memory, tried again with growing pauses while GBIF is busy. */

/** What went wrong: "refused" (400, with GBIF's sentence), "missing" (404), "busy" (429, 5xx),
 * "unreachable", "slow", "offline" or "unreadable". */
export class Failure extends Error {
  /** @param {string} kind @param {string} [sentence] */
  constructor(kind, sentence = "") {
    super(sentence);
    this.kind = kind;
  }
}

const PAUSES = [1, 2, 4, 8];
const PATIENCE = 20_000;
const KEPT = 80;
/** @type {Map<string, unknown>} */
const answers = new Map();

/** A question that was replaced by a newer one ends with the signal's AbortError.
 * @param {string} address
 * @param {{signal?: AbortSignal, onPause?: (seconds: number) => void}} [options]
 * @returns {Promise<any>} the JSON of GBIF's answer */
export async function ask(address, { signal, onPause } = {}) {
  if (answers.has(address)) return answers.get(address);
  for (let attempt = 0; ; attempt++) {
    try {
      const answer = await once(address, signal);
      answers.set(address, answer);
      if (answers.size > KEPT) answers.delete(/** @type {string} */ (answers.keys().next().value));
      return answer;
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof Failure)) throw error;
      const again = error.kind === "busy" || error.kind === "unreachable";
      if (!again || attempt === PAUSES.length) throw error;
      onPause?.(PAUSES[attempt]);
      await pause(PAUSES[attempt] * 1000, signal);
    }
  }
}

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
    if (response.ok) return JSON.parse(await response.text());
    if (response.status === 400) throw new Failure("refused", (await response.text()).slice(0, 400));
    throw new Failure(response.status === 429 || response.status >= 500 ? "busy" : "missing");
  } catch (error) {
    if (error instanceof Failure) throw error;
    if (clock.signal.aborted) throw new Failure("slow");
    if (error instanceof SyntaxError) throw new Failure("unreadable");
    // Also a 429 that a browser does not let scripts see.
    throw new Failure(navigator.onLine === false ? "offline" : "unreachable");
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
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
