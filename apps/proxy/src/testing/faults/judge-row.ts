import type { CallName, FaultRow, Outcome, Setting } from "./fault-row.js";
import type { RowRun } from "./run-row.js";

/** What is wrong with a run, one sentence each; nothing where the proxy does as the row says. */
export function judgeRow(
  row: FaultRow,
  call: CallName,
  setting: Setting,
  run: RowRun,
  right: string,
): readonly string[] {
  const outcome = call === "Embed" ? row.embed : row.text;
  if (!outcome) return [];
  const problems = [
    ...differences(expectation(row, outcome, setting, right), run),
    ...leaks(row, run),
    ...logProblems(run),
  ];
  return problems.length > 0 && run.seen.message !== "" ? [...problems, `the error: ${run.seen.message}`] : problems;
}

/** What one field of a run should be. */
type Expected = ReadonlyArray<readonly [what: string, actual: (run: RowRun) => unknown, expected: unknown]>;

const status = (expected: string): Expected[number] => ["status", ({ seen }) => seen.status, expected];
const reason = (expected: string): Expected[number] => ["reason", ({ seen }) => seen.reason, expected];
const done = (expected: boolean): Expected[number] => ["done", ({ seen }) => seen.done, expected];
const text = (expected: string): Expected[number] => ["text", ({ seen }) => seen.text, expected];
const asked = (expected: number): Expected[number] => [
  "attempts at the engine",
  ({ faulty }) => faulty?.attempts ?? expected,
  expected,
];
const elsewhere = (expected: number | undefined): Expected[number] => [
  "attempts elsewhere",
  ({ healthy }) => healthy?.attempts,
  expected,
];
const nothingOpen: Expected = [
  ["open at the engine", ({ faulty }) => faulty?.open ?? 0, 0],
  ["open elsewhere", ({ healthy }) => healthy?.open ?? 0, 0],
];

function expectation(row: FaultRow, outcome: Outcome, setting: Setting, right: string): Expected {
  const other = setting === "alone" ? undefined : 0;
  switch (outcome.kind) {
    case "fine":
      return [
        status("OK"),
        done(true),
        ...(isEndless(row) ? [] : [text(right)]),
        asked(1),
        elsewhere(other),
        ...nothingOpen,
      ];
    case "nothing":
      return setting !== "alone"
        ? [
            status("OK"),
            done(true),
            text(right),
            ["forwarded", ({ seen }) => seen.forwarded, true],
            asked(1),
            elsewhere(1),
            ...nothingOpen,
          ]
        : [
            status(outcome.status),
            reason(outcome.reason),
            done(false),
            text(""),
            asked(outcome.attempts),
            ...when(row),
            ...nothingOpen,
          ];
    case "refused":
      return [
        status(outcome.status),
        reason(outcome.reason),
        done(false),
        text(""),
        asked(1),
        elsewhere(other),
        ...nothingOpen,
      ];
    case "broken":
      if (setting === "two" && outcome.goesOn === undefined) return continued(right);
      return [
        ...(setting === "two" && outcome.goesOn === "mismatch"
          ? [status("UNAVAILABLE"), reason("failover-mismatch"), elsewhere(1)]
          : [status(outcome.status), reason(outcome.reason), elsewhere(other)]),
        done(false),
        asked(1),
        ...partial(right),
        ...nothingOpen,
      ];
  }
}

/** A healthy backend went on: the client has one text without a gap, one event that says so, and a clean end. */
function continued(right: string): Expected {
  return [
    status("OK"),
    done(true),
    text(right),
    ["forwarded", ({ seen }) => seen.forwarded, true],
    ["forwarded events", ({ seen }) => seen.forwardings?.join(" ") ?? "failover", "failover"],
    ["pieces fit", ({ seen }) => seen.gapless ?? true, true],
    asked(1),
    elsewhere(1),
    ...nothingOpen,
  ];
}

/** An answer without an end has none to compare. */
function isEndless({ fault }: FaultRow): boolean {
  return fault?.fault === "endless";
}

function when({ tellsWhen }: FaultRow): Expected {
  return [["told when to try again", ({ seen }) => seen.retryAfterMs !== undefined, tellsWhen === true]];
}

/** What a client keeps of a broken answer is a beginning of it, and not all of it. Unary calls have no place for it. */
function partial(right: string): Expected {
  const isPart = ({ seen }: RowRun): boolean =>
    seen.text === "" || isRepeated(seen.text) || (right.startsWith(seen.text) && seen.text !== right);
  return [["text is a part", isPart, true]];
}

function isRepeated(seen: string): boolean {
  return /^0+$/u.test(seen);
}

function differences(expected: Expected, run: RowRun): readonly string[] {
  return expected.flatMap(([what, actual, wanted]) => {
    const found = actual(run);
    return found === wanted ? [] : [`${what}: ${shown(found)} in place of ${shown(wanted)}`];
  });
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? "undefined").slice(0, 80);
}

function leaks({ leaks: pattern }: FaultRow, { seen }: RowRun): readonly string[] {
  return pattern?.test(seen.message) === true ? ["the error shows what the engine sent"] : [];
}

/** Each failed attempt is one line with its facts. */
function logProblems({ logged, faulty, seen }: RowRun): readonly string[] {
  if (!logged || seen.status === "OK" || !faulty) return [];
  const lines = logged.filter(({ msg }) => typeof msg === "string" && msg.startsWith("attempt failed"));
  const facts = ["run_id", "stage_id", "backend", "attempt", "reason", "ms"];
  const whole = lines.filter((line) => facts.every((fact) => line[fact] !== undefined));
  return whole.length === lines.length && lines.length >= faulty.attempts
    ? []
    : [`${lines.length} log lines for ${faulty.attempts} attempts`];
}
