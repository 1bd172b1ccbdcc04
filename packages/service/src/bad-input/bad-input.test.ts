import { readFileSync, writeFileSync } from "node:fs";
import { assertNever } from "@compute-proxy/core";
import { isInTime } from "@compute-proxy/core/testing";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { Metadata } from "nice-grpc-common";
import { wireClient, type WireClient, wireFailure } from "../testing/index.js";
import { type BadRow, outcomesOf, rowsOf, strayExpectations } from "./bad-rows.js";
import { planted } from "./bad-values.js";
import { type CountingService, startCountingService } from "./counting-service.js";
import { type CallEnd, rawCall } from "./raw-calls.js";
import { renderReport, type ReportRow } from "./report.js";
import { computeMethods, fieldsOf, pathOf } from "./request-fields.js";
import { secret } from "./samples.js";
import { severalAtOnce } from "./several-at-once.js";

const methods = computeMethods();
const fields = methods.flatMap((method) =>
  fieldsOf(method.input).map((field) => ({ method, field, title: `${method.name}: ${pathOf(field)}` })),
);
const report = new URL("../../../../docs/reports/bad-input.md", import.meta.url);
const metadata = Metadata({ authorization: "Bearer canary-in-the-metadata" });
/** From the specification: whatever comes in is answered within that time. */
const longestAnswerMs = 2_000;

const seen: ReportRow[] = [];
const prototype = Object.getOwnPropertyNames(Object.prototype);
let counting: CountingService;
let client: WireClient;

beforeAll(async () => {
  process.env["BAD_INPUT_CANARY"] = "canary-in-the-environment";
  counting = await startCountingService();
  client = wireClient(counting.service.address, { "grpc.max_send_message_length": -1 });
});

afterAll(async () => {
  delete process.env["BAD_INPUT_CANARY"];
  client.channel.close();
  await counting.service.close();
});

/** How the call of a row ended, and what the engine noticed. */
interface Answer {
  readonly end: CallEnd;
  readonly asked: number;
  readonly inTime: boolean;
}

async function make(row: BadRow): Promise<Answer> {
  const before = counting.asked();
  const call = rawCall(client.channel, row.method, row.bytes(), { metadata });
  const inTime = await isInTime(call, longestAnswerMs);
  return { end: await call, asked: counting.asked() - before, inTime };
}

describe("a bad value", () => {
  it.each(fields.filter(({ field }) => outcomesOf(field)))(
    "is answered as decided: $title",
    async ({ method, field }) => {
      const rows = rowsOf(method, field);
      const mistakes: object[] = [];
      for (const row of rows) {
        const answer = await make(row);
        const wrong = mistakesOf(row, answer);
        if (wrong.length > 0) mistakes.push({ value: row.value, wrong, answer });
        const violations = answer.end.violations.map((violation) => violation.field);
        seen.push({
          call: method.name,
          field: row.field,
          value: row.value,
          status: answer.end.status,
          violations,
          asked: answer.asked,
        });
      }

      expect(mistakes).toEqual([]);
    },
  );

  it.each(severalAtOnce)("is one of several that are named at once: $request", async ({ call, names }) => {
    const failure = await wireFailure(call(client.compute));

    expect(failure.status).toBe("INVALID_ARGUMENT");
    expect(failure.violations.map(({ field }) => field).toSorted()).toEqual(names);
  });

  it("has decided rows in every field of every request, and in no other", () => {
    const undecided = fields.filter(({ field }) => !outcomesOf(field)).map(({ title }) => title);

    expect(undecided).toEqual([]);
    expect(strayExpectations(methods)).toEqual([]);
  });

  it("leaves the objects of the process as they were", () => {
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(prototype);
    expect(Reflect.get({}, "polluted")).toBe(undefined);
    expect(Reflect.get(() => undefined, "polluted")).toBe(undefined);
  });

  it("is no bug of ours: nothing was logged as unexpected", () => {
    expect(counting.service.errors).toEqual([]);
  });

  it("is in docs/reports/bad-input.md with what it came to", () => {
    const made = renderReport(seen);

    if (process.env["COMPUTE_PROXY_WRITE_REPORTS"]) writeFileSync(report, made);
    expect(readFileSync(report, "utf8")).toBe(made);
  });
});

/** Everything in which an answer is not what was decided. */
function mistakesOf(row: BadRow, { end, asked, inTime }: Answer): readonly string[] {
  const wanted = statusOf(row);
  const violations = end.violations.map(({ field }) => field);
  const asks = row.expected === "ok" && isRun(row.method.name);
  return [
    ...(end.status === wanted ? [] : [`the status is not ${wanted}`]),
    ...(row.violation === undefined || violations.includes(row.violation) ? [] : [`${row.violation} is not named`]),
    ...(row.violation === undefined && violations.length > 0 ? ["a violation is named"] : []),
    ...(asks === asked > 0 ? [] : [`the engine was asked ${asked} times`]),
    ...(inTime ? [] : [`it took more than ${longestAnswerMs} ms`]),
    ...leaks(end).map((text) => `it tells ${text}`),
  ];
}

/** A run of a pipeline that finds no engine is an answer; a call of one stage fails. */
function statusOf({ method, expected }: BadRow): string {
  switch (expected) {
    case "ok":
      return "OK";
    case "refused":
      return "INVALID_ARGUMENT";
    case "not found":
      return "NOT_FOUND";
    case "unreadable":
      return "INTERNAL";
    case "excluded":
      return method.name.startsWith("ExecutePipeline") ? "OK, excluded-by-rule" : "FAILED_PRECONDITION";
    default:
      return assertNever(expected);
  }
}

/** What an error tells that it may not: secrets, paths of this machine, stacks, and more of a value than a cut name. */
function leaks({ message, violations }: CallEnd): readonly string[] {
  const told = [message, ...violations.map(({ field, description }) => `${field}: ${description}`)];
  const forbidden = [secret, "canary-in-the", planted.repeat(12), import.meta.dirname, "    at ", "node_modules"];
  return forbidden.filter((text) => told.some((words) => words.includes(text)));
}

/** Whether a call asks an engine. */
function isRun(name: string): boolean {
  return !/^(List|Get|HealthCheck|ReportOutcome)/.test(name);
}
