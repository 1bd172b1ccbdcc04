/** Numbers of 16 bits as numbers of 32, little-endian. */
export function widen(halves: Buffer): Buffer {
  const count = halves.length / 2;
  const floats = Buffer.alloc(4 * count);
  for (let index = 0; index < count; index += 1) {
    floats.writeFloatLE(fromFloat16(halves.readUInt16LE(2 * index)), 4 * index);
  }
  return floats;
}

/** The number behind 16 bits: a sign, 5 bits of exponent, 10 bits of fraction. */
export function fromFloat16(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = (bits & 0x3ff) / 1024;
  if (exponent === 0) return sign * fraction * 2 ** -14;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction) * 2 ** (exponent - 15);
}
