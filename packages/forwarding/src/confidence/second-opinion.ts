import { type ChatMessage, ConfidenceDetail, type GenerationOptions } from "@compute-proxy/api";
import type { TokenLogprob } from "@compute-proxy/api/backend/v1";
import { agreement, agreementSamples, sampleOptions } from "./agreement.js";
import { checkQuestion, checkTokens, readCheck, type Letter, selfCheckCap } from "./self-check.js";
import { ruleOfSuccession } from "./rule-of-succession.js";

/** What was asked, as a conversation. */
export interface AskedQuestion {
  readonly messages: readonly ChatMessage[];
  /** Those of the answer: an engine may load its model anew for others, such as another context length. */
  readonly options: GenerationOptions;
}

/** A short reply of the model that answered. */
export interface ShortReply {
  readonly text: string;
  /** Empty when the engine gave none. */
  readonly logprobs: readonly TokenLogprob[];
}

/** Asks the model that answered; throws when it cannot be asked. */
export type AskAgain = (question: AskedQuestion) => Promise<ShortReply>;

/**
 * A confidence for an answer without token probabilities, by asking its model again: first whether the answer is right, else the same
 * question twice more. One call after the other, at most three of the first kind and two of the second. Undefined when neither gives
 * anything usable. Uncalibrated, at most 0.80 and 0.75.
 */
export async function secondOpinion(
  asked: AskedQuestion,
  answer: string,
  ask: AskAgain,
): Promise<ConfidenceDetail | undefined> {
  return (await selfCheck(asked, answer, ask)) ?? (await sampled(asked, answer, ask));
}

/** The letters change places between the votes, since small models like one of them better. */
const moreVotes: ReadonlyArray<{ readonly right: Letter; readonly seed: number }> = [
  { right: "B", seed: 1 },
  { right: "A", seed: 2 },
];

async function selfCheck(asked: AskedQuestion, answer: string, ask: AskAgain): Promise<ConfidenceDetail | undefined> {
  const check = async (right: Letter, temperature: number, seed?: number) => {
    const options = { ...asked.options, stop: [], maxTokens: checkTokens, temperature, seed };
    return readCheck(await ask({ messages: checkQuestion(asked.messages, answer, right), options }), right);
  };
  const first = await check("A", 0);
  if (!first) return undefined;
  if (first.probability !== undefined) {
    const value = Math.min(selfCheckCap, first.probability);
    const cappedBecause = value < first.probability ? "self-check" : "";
    const features = { right_probability: first.probability, calls: 1 };
    return opinion({ value, source: "self-check", features, cappedBecause });
  }
  const votes = [first];
  for (const { right, seed } of moreVotes) {
    const vote = await check(right, 0.7, seed);
    if (vote) votes.push(vote);
  }
  const inFavour = votes.filter(({ saysRight }) => saysRight).length;
  const features = { votes: votes.length, in_favour: inFavour, calls: 1 + moreVotes.length };
  return opinion({ value: ruleOfSuccession(inFavour, votes.length), source: "self-check", features });
}

async function sampled(asked: AskedQuestion, answer: string, ask: AskAgain): Promise<ConfidenceDetail | undefined> {
  const samples: string[] = [];
  for (let seed = 1; seed <= agreementSamples; seed += 1) {
    const { text } = await ask({ messages: asked.messages, options: { ...asked.options, ...sampleOptions, seed } });
    if (text.trim() !== "") samples.push(text);
  }
  if (samples.length === 0) return undefined;
  const overlaps = samples.map((sample) => agreement(answer, sample));
  const sum = overlaps.reduce((total, overlap) => total + overlap, 0);
  const features = { samples: samples.length, agreement: sum / samples.length, calls: agreementSamples };
  return opinion({ value: ruleOfSuccession(sum, samples.length), source: "agreement", features });
}

function opinion(facts: Parameters<typeof ConfidenceDetail.fromPartial>[0]): ConfidenceDetail {
  return ConfidenceDetail.fromPartial({ calibrated: false, labels: 0, version: 1, ...facts });
}
