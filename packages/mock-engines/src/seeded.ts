/** A whole number of 32 bits that depends on all bytes of the text or data (FNV-1a). */
export function hashOf(data: string | Uint8Array): number {
  let hash = 0x811c9dc5;
  const { length } = data;
  for (let index = 0; index < length; index += 1) {
    hash ^= typeof data === "string" ? data.charCodeAt(index) : (data[index] ?? 0);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

/** Number `index` of the sequence of a seed: 0 to 1, without 1, spread evenly; the same every time. */
export function numberAt(seed: number, index: number): number {
  let mixed = (seed + Math.imul(index + 1, 0x9e3779b9)) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
}

/** One of the choices. */
export function choose<T>(choices: readonly [T, ...T[]], seed: number, index: number): T {
  return choices[Math.floor(numberAt(seed, index) * choices.length)] ?? choices[0];
}
