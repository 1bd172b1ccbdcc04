import { describe, expect, it, jest } from "@jest/globals";
import { createLog } from "./log.js";

describe("createLog", () => {
  it("writes the time of each line to the millisecond, also where the second changes", () => {
    const times: Array<string | undefined> = [];
    const write = (line: string): unknown => times.push(/"time":"([^"]+)"/u.exec(line)?.[1]);
    const log = createLog({ level: "info", destination: { write } });
    const moments = [1_790_000_000_007, 1_790_000_000_999, 1_790_000_001_000, 1_790_000_000_120];

    using now = jest.spyOn(Date, "now");
    for (const moment of moments) {
      now.mockReturnValue(moment);
      log.info("a line");
    }

    expect(times).toEqual(moments.map((moment) => new Date(moment).toISOString()));
  });
});
