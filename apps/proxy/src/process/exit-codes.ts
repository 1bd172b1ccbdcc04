/** How `serve` and `worker` end. */
export const exitCodes = {
  /** Everything that ran has finished. */
  clean: 0,
  /** It could not start, or calls were broken off: the grace was over, or a second signal came. */
  failed: 1,
  /** Unexpected errors came again and again (EX_SOFTWARE of sysexits.h). */
  beyondHope: 70,
} as const;
