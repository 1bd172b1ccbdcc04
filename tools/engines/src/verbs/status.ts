import { runningServers } from "../find-engine.ts";
import { ladderState } from "../serve/keep-running.ts";
import { isSameProcess, linuxProcesses } from "../serve/processes.ts";
import { endpointOf } from "../serve/start-program.ts";
import { readState } from "../serve/state-file.ts";
import type { Session } from "../session.ts";
import { renderTable } from "../table.ts";
import { toJson } from "./install.ts";
import { answers } from "../serve/answers.ts";

interface Row {
  readonly name: string;
  readonly endpoint: string;
  readonly pid: number | undefined;
  readonly state: "running" | "does not answer" | "gone" | "not ours";
}

/** Our servers as recorded and as found, and other Ollamas on the usual ports. */
export async function status({ environment, files, home, print }: Session, json: boolean): Promise<void> {
  const recorded = readState(ladderState(home), files).servers;
  const ours = await Promise.all(
    recorded.map(async (server): Promise<Row> => {
      const endpoint = endpointOf(server);
      const { name, pid } = server;
      if (!isSameProcess(linuxProcesses, server)) return { name, endpoint, pid, state: "gone" };
      return { name, endpoint, pid, state: (await answers(server)) ? "running" : "does not answer" };
    }),
  );
  const own = ours.filter(({ state }) => state !== "gone").map(({ endpoint }) => endpoint);
  const foreign = (await runningServers(environment))
    .filter(({ endpoint }) => !own.includes(endpoint))
    .map(({ endpoint }): Row => ({ name: "ollama", endpoint, pid: undefined, state: "not ours" }));
  const rows = [...ours, ...foreign];
  if (json) print(toJson({ home: home.root, servers: rows }));
  else if (rows.length === 0) print("nothing is running; start with: npm run engines\n");
  else {
    const cells = rows.map(({ name, endpoint, pid, state }) => [name, endpoint, pid?.toString() ?? "-", state]);
    print(renderTable(["server", "endpoint", "process", "state"], cells));
  }
}
