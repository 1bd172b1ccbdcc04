/** What a row came to, as the report shows it. */
export interface ReportRow {
  readonly call: string;
  readonly field: string;
  readonly value: string;
  readonly status: string;
  /** Fields of the violations that came back. */
  readonly violations: readonly string[];
  /** How often the engine was asked. */
  readonly asked: number;
}

const head = `# Bad input

Every field of every request, with every kind of bad value that its type can have, sent over gRPC as bytes. Made by
\`packages/service/src/bad-input/bad-input.test.ts\`, which fails when this file no longer says what the server does. To write it
anew: \`COMPUTE_PROXY_WRITE_REPORTS=1 npm test -- src/bad-input\` in \`packages/service\`.

- **violation**: the field that \`google.rpc.BadRequest\` names; of several, all.
- **engine**: how often the engine was asked, by its own count.
- Values with one outcome share a line. \`[0]\` is the entry of a list that was made wrong, \`["..."]\` that of a map.

`;

/** The whole report: a table for each call, in the order of the rows' names. */
export function renderReport(rows: readonly ReportRow[]): string {
  const calls = Map.groupBy(rows, ({ call }) => call);
  const counts = `${rows.length} rows: ${[...Map.groupBy(rows, ({ status }) => status)]
    .map(([status, same]) => `${same.length} ${status}`)
    .toSorted()
    .join("; ")}.\n`;
  const tables = [...calls].toSorted(([a], [b]) => compare(a, b)).map(([call, own]) => renderCall(call, own));
  return `${head}${counts}${tables.join("")}`;
}

function renderCall(call: string, rows: readonly ReportRow[]): string {
  const lines = [...Map.groupBy(rows, outcomeOf)].map(([outcome, same]) => {
    const values = same.map(({ value }) => value).join("; ");
    const [field = "", ...cells] = outcome.split("\n");
    return `| ${[field, values, ...cells].join(" | ")} |\n`;
  });
  return `\n## ${call}\n\n| field | value | status | violation | engine |\n| --- | --- | --- | --- | --- |\n${lines.toSorted(compare).join("")}`;
}

function outcomeOf({ field, status, violations, asked }: ReportRow): string {
  const named = [...new Set(violations.map(inGeneral))].map((name) => `\`${name}\``).join(", ");
  return [`\`${field}\``, status, named, String(asked)].join("\n");
}

/** The name in a map's brackets is the bad value itself, and may be anything. */
function inGeneral(field: string): string {
  return field.replace(/\["(?!tone"\]).*"\]/s, '["..."]');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
