/** Longest deadline, in ms (24 days): timers and grpc-js's server count in 31 bits. */
export const longestDeadlineMs = 2 ** 31 - 1;

/**
 * A time limit as the header grpc-timeout has it: at most 8 digits and a unit. nice-grpc never sends one by itself.
 * https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md#requests
 */
export function grpcTimeout(ms: number): string {
  const whole = Math.max(1, Math.ceil(ms));
  return whole < 1e8 ? `${whole}m` : `${Math.floor(whole / 1000)}S`;
}
