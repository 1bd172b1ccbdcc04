/** How full the heap is, in bytes. */
export interface HeapReading {
  readonly usedBytes: number;
  /** Where V8 gives up. */
  readonly limitBytes: number;
}

/** Shares of the limit. New calls are refused from the first on, and taken again under the second. */
const refuseFrom = 0.9;
const takeUnder = 0.85;

/** Whether new calls are refused for want of memory. `was` is the last decision: between the two shares it stands. */
export function isUnderPressure(was: boolean, { usedBytes, limitBytes }: HeapReading): boolean {
  const share = usedBytes / limitBytes;
  return was ? share >= takeUnder : share >= refuseFrom;
}
