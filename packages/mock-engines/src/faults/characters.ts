import type { Answer } from "../answer.js";
import { render } from "../render.js";
import { headOf, healthy, type Script } from "../step.js";
import { type FaultCase, only, type ScriptFault } from "./definition.js";

/** Characters of two, three and four bytes. */
const wide = ["é", " 漢字", " 😀", " naïve", " 🎉", " ß"];

/** Faults of UTF-8. */
export const characterFaults = {
  "split-utf8": only(
    ["text", "transcript"],
    "Characters of two to four bytes, each of them cut by the end of a chunk; the text is exact.",
    splitCharacters,
  ),
  "invalid-utf8": only(["text", "transcript"], "Bytes within the text that are no UTF-8.", ({ answer }) => {
    const rendered = render(withText(answer));
    return healthy({ ...rendered, records: rendered.records.map(spoilCharacters) });
  }),
} as const satisfies Record<string, ScriptFault>;

/** The same answer with as many tokens, or words, that are not ASCII. */
function withText(answer: Answer): Answer {
  const replace = (words: readonly string[]): readonly string[] =>
    words.map((_, index) => wide[index % wide.length] ?? "é");
  if (answer.kind === "text") return { kind: "text", plan: { ...answer.plan, tokens: replace(answer.plan.tokens) } };
  if (answer.kind !== "transcript") return answer;
  return { kind: "transcript", transcript: { ...answer.transcript, words: replace(answer.transcript.words) } };
}

function* splitCharacters({ answer }: FaultCase): Script {
  const rendered = render(withText(answer));
  yield headOf(rendered);
  for (const bytes of pieces(Buffer.concat(rendered.records))) yield { kind: "body", bytes };
  yield { kind: "end" };
}

/** Cuts before every byte that continues a character. */
function* pieces(bytes: Buffer): Iterable<Buffer> {
  let start = 0;
  for (const [index, byte] of bytes.entries()) {
    if ((byte & 0xc0) !== 0x80) continue;
    yield bytes.subarray(start, index);
    start = index;
  }
  yield bytes.subarray(start);
}

/** Puts 0xff, which is in no UTF-8, in place of every byte that begins a wide character. */
function spoilCharacters(bytes: Buffer): Buffer {
  return Buffer.from(bytes.map((byte) => (byte >= 0xc0 ? 0xff : byte)));
}
