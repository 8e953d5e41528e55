// @ts-check
/* MD5 (RFC 1321), by which GBIF names the pictures in its cache. Not for secrets. */

const TURNS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
const SINES = Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32));

/** @param {string} text @returns {string} 32 hexadecimal figures */
export function md5(text) {
  const bytes = new TextEncoder().encode(text);
  const view = new DataView(new ArrayBuffer((((bytes.length + 8) >> 6) + 1) << 6));
  bytes.forEach((byte, place) => view.setUint8(place, byte));
  view.setUint8(bytes.length, 0x80);
  view.setUint32(view.byteLength - 8, bytes.length << 3, true);
  view.setUint32(view.byteLength - 4, bytes.length >>> 29, true);
  const state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  for (let block = 0; block < view.byteLength; block += 64) {
    let [a, b, c, d] = state;
    for (let i = 0; i < 64; i++) {
      const round = i >> 4;
      const [mixed, word] = [
        () => [(b & c) | (~b & d), i],
        () => [(d & b) | (~d & c), 5 * i + 1],
        () => [b ^ c ^ d, 3 * i + 5],
        () => [c ^ (b | ~d), 7 * i],
      ][round]();
      const sum = (a + mixed + SINES[i] + view.getUint32(block + 4 * (word & 15), true)) | 0;
      const turn = TURNS[4 * round + (i & 3)];
      [a, d, c, b] = [d, c, b, (b + ((sum << turn) | (sum >>> (32 - turn)))) | 0];
    }
    [a, b, c, d].forEach((value, place) => (state[place] = (state[place] + value) | 0));
  }
  const found = new DataView(new ArrayBuffer(16));
  state.forEach((value, place) => found.setInt32(4 * place, value, true));
  return Array.from({ length: 16 }, (_, i) => found.getUint8(i).toString(16).padStart(2, "0")).join("");
}
