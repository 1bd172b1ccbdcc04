import { describe, expect, it } from "@jest/globals";
import { Backend } from "@compute-proxy/api";
import { GenerateRequest, type TokenLogprob } from "@compute-proxy/api/backend/v1";
import { type Clock } from "@compute-proxy/core";
import { questions } from "./questions/index.js";
import { createSimulatedAdapter } from "./simulated-adapter.js";

/** Every sleep is over at once. */
const hurried: Clock = { now: () => 0, sleep: () => Promise.resolve() };

/** Version 1, written from the contract and not from the code that serves it. */
function confidence(logprobs: readonly TokenLogprob[]): number {
  const probabilities = logprobs
    .filter(({ token }) => !/^[\s`*_#>|~=+-]*$/u.test(token))
    .map(({ logprob }) => Math.exp(logprob));
  probabilities.sort((left, right) => left - right);
  const place = probabilities.length < 3 ? 0 : 0.1 * (probabilities.length - 1);
  const low = probabilities[Math.floor(place)] ?? 0;
  const q10 = low + (place % 1) * ((probabilities[Math.ceil(place)] ?? low) - low);
  return 1 / (1 + Math.exp(2 - 5 * q10));
}

const rungs = [
  { id: "ollama-npu", hardware: "npu", model: "qwen2.5:0.5b" },
  { id: "ollama-intel", hardware: "igpu", model: "llama3:7b" },
  { id: "ollama-nvidia", hardware: "nvidia", model: "llama3:70b" },
];

async function ask({ id, hardware, model }: (typeof rungs)[number], prompt: string, seed?: number) {
  const definition = Backend.fromPartial({ id, hardware, models: { preferred: [model] } });
  const { port } = createSimulatedAdapter({ definition, clock: hurried, ...(seed === undefined ? {} : { seed }) });
  const request = GenerateRequest.fromPartial({ model, prompt, logprobs: true });
  const logprobs: TokenLogprob[] = [];
  let text = "";
  for await (const { part } of port.generate(request, { signal: new AbortController().signal })) {
    if (part?.$case !== "delta") continue;
    text += part.value.text;
    logprobs.push(...part.value.logprobs);
  }
  const right = text.includes("stands for a right answer") || questions.some((question) => question.right === text);
  return { right, confidence: confidence(logprobs), tokens: logprobs.length };
}

type Asked = Awaited<ReturnType<typeof ask>>;

/** Probability that a right answer has more confidence than a wrong one. */
function auroc(answers: readonly Asked[]): number {
  const right = answers.filter((answer) => answer.right);
  const wrong = answers.filter((answer) => !answer.right);
  const won = right.reduce(
    (sum, { confidence: value }) => sum + wrong.filter((other) => other.confidence < value).length,
    0,
  );
  return won / (right.length * wrong.length);
}

describe("the confidence of simulated answers", () => {
  const prompts = [
    ...questions.map(({ prompt }) => prompt),
    ...Array.from({ length: 400 }, (_, index) => `Tell me about thing ${index}.`),
  ];

  it.each([264, 1, 2])(
    "tells right from wrong with an AUROC of about .85 at seed %d, short and long answers alike",
    async (seed) => {
      const answers: Asked[] = [];
      for (const rung of rungs) for (const prompt of prompts) answers.push(await ask(rung, prompt, seed));

      for (const group of [
        answers,
        answers.filter(({ tokens }) => tokens < 20),
        answers.filter(({ tokens }) => tokens > 60),
      ]) {
        expect(group.length).toBeGreaterThan(50);
        expect(auroc(group)).toBeGreaterThan(0.8);
        expect(auroc(group)).toBeLessThan(0.92);
      }
    },
  );

  it("rises with the rung", async () => {
    const means = [];
    for (const rung of rungs) {
      const answers = [];
      for (const prompt of prompts) answers.push(await ask(rung, prompt));
      means.push(answers.reduce((sum, answer) => sum + answer.confidence, 0) / answers.length);
    }

    const [npu = 1, igpu = 0, nvidia = 0] = means;
    expect(npu).toBeLessThan(igpu);
    expect(igpu).toBeLessThan(nvidia);
  });
});

describe("the questions of the demo, by the default seed", () => {
  const climb = async (prompt: string): Promise<string> => {
    for (const rung of rungs) if ((await ask(rung, prompt)).confidence >= 0.75) return rung.id;
    return "none";
  };

  it.each([
    { prompt: "What is the capital of France?", rung: "ollama-npu" },
    { prompt: "What is 2 + 2?", rung: "ollama-npu" },
    { prompt: "Explain AI", rung: "ollama-nvidia" },
    { prompt: "Explain quantum physics", rung: "ollama-nvidia" },
  ])("$prompt ends at $rung with a right answer", async ({ prompt, rung }) => {
    expect(await climb(prompt)).toBe(rung);

    const last = rungs.find(({ id }) => id === rung);
    expect(last && (await ask(last, prompt)).right).toBe(true);
  });
});
