import { existsSync, readFileSync } from "node:fs";
import type { FakeReply } from "../testing/fake-answer.js";
import { type FakeOllama, startFakeOllama } from "../testing/fake-ollama.js";
import type { FakeRequest } from "../testing/fake-request.js";
import { type Fixture, fixtureFolder, fixtureName } from "./fixture.js";

/** The version whose recordings are in this repository. */
export const recordedVersion = "0.24.0";

/** An engine that answers what a real one answered to the same request. A request that was never recorded gets HTTP 599. */
export function startReplay(): Promise<FakeOllama> {
  return startFakeOllama({ intercept: replay });
}

function replay(request: FakeRequest): FakeReply {
  const file = new URL(fixtureName(request.path, request.body), fixtureFolder(recordedVersion));
  if (!existsSync(file))
    return { kind: "response", status: 599, body: JSON.stringify({ error: `not recorded: ${file.href}` }) };
  const fixture = JSON.parse(readFileSync(file, "utf8")) as Fixture;
  return {
    kind: "response",
    status: fixture.status,
    headers: { "content-type": fixture.contentType },
    body: fixture.lines,
  };
}
