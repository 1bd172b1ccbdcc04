import type { CheckedCall } from "./check-row.js";

const head = `# What a client sees when an engine fails

Written by \`apps/proxy/src/faults/fault-table.test.ts\`, which fails when this page is not what it saw. Again with
\`COMPUTE_PROXY_WRITE_REPORTS=1 npm test -w apps/proxy -- src/faults\`. The rows have the numbers of the specification; every fault comes
from \`packages/mock-engines\`, and the last two columns are that engine's own count, not ours.

**alone**: the faulty backend is the only one. **two**: a healthy one stands behind it, and goes on with an answer that has begun: the client gets
one text without a gap, one \`forwarded\` event of the kind \`failover\`, and a clean end. **off**: the same with \`failover: off\` on the stage. *whole*: the right answer, to the byte. *part*:
a beginning of it, and no message that says done. For pipelines the status is the code of the stage's error; the call itself ends OK
with \`success: false\`.

| row | fault | backends | calls | status | reason | text | done | attempts there | attempts elsewhere |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
`;

/** The table of all rows: calls that saw the same share a line. Times and ports are not in it. */
export function faultReport(checked: readonly CheckedCall[]): string {
  const lines = new Map<string, { readonly before: string; readonly calls: string[]; readonly after: string }>();
  for (const { row, call, setting, run } of checked) {
    const { seen, faulty, healthy } = run;
    const text = seen.done ? "whole" : seen.text === "" ? "nothing" : "part";
    const facts = [seen.status, seen.reason ?? "", text, seen.done ? "yes" : "no"];
    const counts = [faulty?.attempts ?? "nobody there", healthy?.attempts ?? ""];
    const before = `| ${row.row} | ${row.name} | ${setting} |`;
    const after = `| ${[...facts, ...counts].join(" | ")} |`;
    const line = lines.get(before + after) ?? { before, calls: [], after };
    line.calls.push(call);
    lines.set(before + after, line);
  }
  const table = [...lines.values()].map(({ before, calls, after }) => `${before} ${calls.join(", ")} ${after}\n`);
  return head + table.join("");
}
