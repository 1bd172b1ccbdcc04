import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { systemClock } from "@compute-proxy/core";
import { type EngineAnswer, engineHttp } from "../engine-http.js";
import type { InferenceCall } from "../to-request.js";
import type { FakeReply } from "../testing/index.js";

/** The version whose recordings are in this repository. */
export const recordedVersion = "1.9.1";

/** What a real engine answered to one recording. */
interface Fixture {
  readonly fields: Readonly<Record<string, string>>;
  readonly status: number;
  readonly body: string;
}

const folder = new URL(`../fixtures/whisper.cpp-${recordedVersion}/`, import.meta.url);

/** The recorded answer, for a fake engine to give. */
export function recordedReply(name: string): FakeReply {
  const { status, body } = JSON.parse(readFileSync(new URL(`${name}.json`, folder), "utf8")) as Fixture;
  const contentType = status === 200 ? "application/json" : "text/plain";
  return { kind: "response", status, headers: { "content-type": contentType }, body };
}

/** Asks a real engine and writes down what it says. */
export async function record(
  name: string,
  endpoint: string,
  call: Omit<InferenceCall, "durationSeconds">,
): Promise<void> {
  const engine = { program: "whisper-server", id: "recorded", endpoint };
  const http = engineHttp(engine, 2000, systemClock);
  try {
    const answer = await http.inference(call, AbortSignal.timeout(60_000));
    mkdirSync(folder, { recursive: true });
    const fixture: Fixture = { fields: Object.fromEntries(call.fields), ...toStatus(answer) };
    writeFileSync(new URL(`${name}.json`, folder), `${JSON.stringify(fixture, null, 2)}\n`);
  } finally {
    await http.close();
  }
}

function toStatus(answer: EngineAnswer): Pick<Fixture, "status" | "body"> {
  if (answer.kind === "body") return { status: 200, body: answer.text };
  return { status: answer.refusal.status, body: answer.refusal.body };
}
