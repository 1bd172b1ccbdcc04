import { describe, expect, test } from "@jest/globals";

import { fakeProcesses } from "./fake-processes.ts";
import { stopServer } from "./stop-server.ts";

const recorded = { pid: 100, startedAt: "boot:5", binary: "/engines/bin/ollama" };
const serve = { pid: 100, group: 100, startedAt: "boot:5", program: recorded.binary };
const runner = { pid: 101, group: 100, startedAt: "boot:9", program: recorded.binary };
const noWait = async () => {};

describe("stopping a server", () => {
  test("asks it to end, and that is enough when its runner goes along", async () => {
    const processes = fakeProcesses([serve]);

    expect(await stopServer(recorded, processes, noWait)).toBe("stopped");
    expect(processes.signals).toEqual(["SIGTERM 100"]);
  });

  test("kills the group when the server does not end", async () => {
    const processes = fakeProcesses([{ ...serve, stubborn: true }, runner]);

    expect(await stopServer(recorded, processes, noWait)).toBe("killed");
    expect(processes.signals).toEqual(["SIGTERM 100", "SIGKILL -100"]);
  });

  test("kills the group when a runner stays behind", async () => {
    const processes = fakeProcesses([serve, runner]);

    expect(await stopServer(recorded, processes, noWait)).toBe("killed");
    expect(processes.startedAt(runner.pid)).toBeUndefined();
  });

  test("kills the runner of a server that was killed alone", async () => {
    const processes = fakeProcesses([runner]);

    expect(await stopServer(recorded, processes, noWait)).toBe("killed");
    expect(processes.signals).toEqual(["SIGKILL 101"]);
  });

  test("leaves a process alone that only has the same number", async () => {
    const stranger = { pid: 100, group: 100, startedAt: "boot:77", program: "/usr/bin/editor" };
    const processes = fakeProcesses([stranger]);

    expect(await stopServer(recorded, processes, noWait)).toBe("was-gone");
    expect(processes.signals).toEqual([]);
  });
});
