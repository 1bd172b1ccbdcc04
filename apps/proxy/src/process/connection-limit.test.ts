import { describe, expect, it } from "@jest/globals";
import { connectionLimit } from "./connection-limit.js";

describe("connectionLimit", () => {
  it.each([
    { openFiles: undefined, limit: 1000 },
    { openFiles: 1_048_576, limit: 1000 },
    { openFiles: 1024, limit: 480 },
    { openFiles: 256, limit: 96 },
    { openFiles: 40, limit: 8 },
  ])("is $limit with $openFiles open files", ({ openFiles, limit }) => {
    expect(connectionLimit(openFiles)).toBe(limit);
  });
});
