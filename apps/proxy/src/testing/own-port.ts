/**
 * For a test that needs a port again, or before it is taken: below those that a system gives out by itself, so that no connection and no
 * other server has it, and another in each process.
 */
export const ownPort = 20_000 + (process.pid % 10_000);
