import { embeddingBody } from "../render.js";
import { healthy } from "../step.js";
import { only, type Parameters, type ScriptFault } from "./definition.js";
import { instead } from "./pieces.js";

/** Faults of /api/embed. */
export const embeddingFaults = {
  "nan-embedding": embeds("NaN, which is no JSON, in an embedding.", (embedding) => [NaN, ...embedding.slice(1)]),
  "huge-embedding": embeds("A number in an embedding that no 32 bits hold: 1e308.", (embedding) => [
    1e308,
    ...embedding.slice(1),
  ]),
  "text-embedding": embeds("Texts in place of the numbers.", (embedding) => embedding.map(String)),
  "empty-embedding": embeds("An embedding without numbers.", () => []),
  "object-embedding": embeds("An object in place of the list of numbers.", (embedding) =>
    Object.fromEntries(embedding.entries()),
  ),
  "no-embedding": only(["embedding"], "An empty list of embeddings.", (fault) =>
    fault.answer.kind === "embedding"
      ? instead(fault, JSON.stringify(embeddingBody(fault.answer, [])))
      : healthy(fault.rendered),
  ),
  "changed-dimension": embeds(
    "An embedding with `count` numbers, not 384.",
    (embedding, { count }) => Array.from({ length: count }, (_, index) => embedding[index % embedding.length]),
    { count: 383 },
  ),
} as const satisfies Record<string, ScriptFault>;

function embeds(
  does: string,
  change: (embedding: readonly number[], parameters: Parameters) => unknown,
  parameters: Partial<Parameters> = {},
): ScriptFault {
  const script: ScriptFault["script"] = (fault) => {
    const { answer } = fault;
    if (answer.kind !== "embedding") return healthy(fault.rendered);
    const body = embeddingBody(
      answer,
      answer.embeddings.map((embedding) => change(embedding, fault.parameters)),
    );
    return instead(fault, jsonWithNaN(body));
  };
  return only(["embedding"], does, script, parameters);
}

/** JSON.stringify would write null. */
function jsonWithNaN(value: object): string {
  const mark = "\u0000NaN";
  const text = JSON.stringify(value, (_, one: unknown) => (Number.isNaN(one) ? mark : one));
  return text.replaceAll(JSON.stringify(mark), "NaN");
}
