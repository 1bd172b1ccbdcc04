// A CommonJS module: Node's ESM sees its default only.
// oxlint-disable-next-line import/default
import wavefile from "wavefile";

/** wavefile's one class. */
// oxlint-disable-next-line import/no-named-as-default-member
export const { WaveFile } = wavefile;

/** A file in memory. */
export type WaveFile = InstanceType<typeof WaveFile>;
