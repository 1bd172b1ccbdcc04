/** What is taken at the edge. */
export interface AudioLimits {
  readonly maxBytes: number;
  readonly maxDurationMs: number;
  /** Hz. */
  readonly sampleRates: { readonly lowest: number; readonly highest: number };
}

/** 25 MB, 10 minutes, 8 to 48 kHz. */
export const defaultAudioLimits: AudioLimits = {
  maxBytes: 25_000_000,
  maxDurationMs: 600_000,
  sampleRates: { lowest: 8000, highest: 48_000 },
};
