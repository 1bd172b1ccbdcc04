import { Backend } from "@compute-proxy/api";
import { GenerateRequest } from "@compute-proxy/api/backend/v1";
import type { Adapter } from "@compute-proxy/backend";
import { createSimulatedAdapter } from "@compute-proxy/backend-simulated";
import type { JudgedAnswer, JudgedQuestion } from "@compute-proxy/evaluation";

/** A question, and what a small and a large simulated model made of it. */
export interface SimulatedCase {
  readonly question: JudgedQuestion;
  readonly smaller: JudgedAnswer;
  readonly larger: JudgedAnswer;
}

const models = { smaller: "sim:500m", larger: "sim:7b" } as const;
/** Time does not pass: the law of the answers does not depend on it. */
const clock = { now: () => 0, sleep: () => Promise.resolve() };
const scope = { signal: new AbortController().signal };

/** Answers to questions that the engine does not know, whose text says whether it stands for a right answer. */
export async function simulatedCases(count: number, seed: number): Promise<readonly SimulatedCase[]> {
  const [smaller, larger] = [adapterFor(models.smaller, seed), adapterFor(models.larger, seed)];
  const cases: SimulatedCase[] = [];
  for (let index = 0; index < count; index++) {
    const prompt = `Case ${seed} number ${index}: what follows?`;
    const split = index % 2 === 0 ? "train" : "test";
    cases.push({
      question: { id: `q${index}`, family: "simulated", split, prompt, answers: new Map() },
      smaller: await answer(smaller, models.smaller, prompt),
      larger: await answer(larger, models.larger, prompt),
    });
  }
  return cases;
}

function adapterFor(model: string, seed: number): Adapter {
  const definition = Backend.fromPartial({
    id: model,
    type: "simulated",
    hardware: "cpu",
    models: { supported: [model] },
  });
  return createSimulatedAdapter({ definition, clock, seed });
}

async function answer({ port }: Adapter, model: string, prompt: string): Promise<JudgedAnswer> {
  const messages = [{ role: "user", content: prompt }];
  const request = GenerateRequest.fromPartial({ model, messages, options: { temperature: 0 }, logprobs: true });
  let [text, finishReason] = ["", ""];
  const tokens: Array<JudgedAnswer["tokens"][number]> = [];
  for await (const { part } of port.generate(request, scope)) {
    if (part?.$case === "end") finishReason = part.value.finishReason;
    if (part?.$case !== "delta") continue;
    text += part.value.text;
    tokens.push(...part.value.logprobs);
  }
  const good = text.includes("stands for a right answer");
  return { good, text, tokens, finishReason, tokensOut: tokens.length, ms: 0 };
}
