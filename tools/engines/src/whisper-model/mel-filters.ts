const SAMPLE_RATE = 16_000;
const WINDOW = 400;
/** Bins of the spectrum of a window. */
export const MEL_BINS = WINDOW / 2 + 1;

/** Below this the mel scale of Slaney is a line, above it a logarithm. */
const BEND_HZ = 1000;
const HZ_PER_MEL = 200 / 3;
const LOG_STEP = Math.log(6.4) / 27;

/**
 * The triangles that Whisper hears through, one row each: Slaney's mel scale from 0 to half the sample rate, each of area 1. A
 * converted model lacks them, and ggml wants them in the file.
 */
export function melFilters(count: number): Float32Array {
  const top = toMel(SAMPLE_RATE / 2);
  const edges = Array.from({ length: count + 2 }, (_, index) => toHz((index * top) / (count + 1)));
  const filters = new Float32Array(count * MEL_BINS);
  for (let row = 0; row < count; row += 1) {
    const [left = 0, middle = 0, right = 0] = edges.slice(row, row + 3);
    for (let bin = 0; bin < MEL_BINS; bin += 1) {
      const hz = (bin * SAMPLE_RATE) / WINDOW;
      const height = Math.max(0, Math.min((hz - left) / (middle - left), (right - hz) / (right - middle)));
      filters[row * MEL_BINS + bin] = height * (2 / (right - left));
    }
  }
  return filters;
}

function toMel(hz: number): number {
  return hz < BEND_HZ ? hz / HZ_PER_MEL : BEND_HZ / HZ_PER_MEL + Math.log(hz / BEND_HZ) / LOG_STEP;
}

function toHz(mel: number): number {
  const bend = BEND_HZ / HZ_PER_MEL;
  return mel < bend ? mel * HZ_PER_MEL : BEND_HZ * Math.exp(LOG_STEP * (mel - bend));
}
