import type { TokenLogprob } from "@compute-proxy/api/backend/v1";

interface Group {
  /** Where their text ends, as the ledger counts. */
  readonly at: number;
  readonly logprobs: readonly TokenLogprob[];
}

/** The logprobs behind the delivered text, over all the backends that wrote it. */
export interface SegmentLogprobs {
  /** A new segment begins; `anew`: it writes the text from its beginning. */
  begin(anew: boolean): void;
  /** A piece has come whose text ends at `at`. */
  note(at: number, logprobs: readonly TokenLogprob[]): void;
  /** What was not delivered is dropped. */
  cut(delivered: number): void;
  /** All of them in order; none when a segment with text told none. */
  all(): readonly TokenLogprob[];
}

/** None yet. */
export function segmentLogprobs(): SegmentLogprobs {
  let segments: Group[][] = [];
  /** What stands unless the segment that writes the text anew comes as far. */
  let former: Group[][] | undefined;
  return {
    begin(anew) {
      former = anew ? segments : undefined;
      segments = anew ? [[]] : [...segments, []];
    },
    note(at, logprobs) {
      segments.at(-1)?.push({ at, logprobs });
    },
    cut(delivered) {
      const reached = segments.at(-1)?.at(-1)?.at ?? 0;
      const standing = former && reached < delivered ? former : segments;
      segments = standing.map((groups) => groups.filter(({ at }) => at <= delivered));
    },
    all() {
      const known = segments.map((groups) => groups.flatMap(({ logprobs }) => logprobs));
      const silent = segments.some((groups, index) => groups.length > 0 && known[index]?.length === 0);
      return silent ? [] : known.flat();
    },
  };
}
