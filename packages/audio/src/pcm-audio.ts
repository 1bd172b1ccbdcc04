/** Decoded sound: 16 bit samples, channels interleaved. */
export interface PcmAudio {
  readonly samples: Int16Array;
  /** Hz. */
  readonly sampleRateHz: number;
  /** 1 or 2. */
  readonly channels: number;
}

/** How long it lasts, in ms. */
export function durationMs({ samples, sampleRateHz, channels }: PcmAudio): number {
  return (samples.length / channels / sampleRateHz) * 1000;
}
