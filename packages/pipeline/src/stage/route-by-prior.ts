import { EntryPrior } from "@compute-proxy/api";
import type { Priority } from "@compute-proxy/backend";
import { type EmbeddingVector, entryPrior, fewestLabels } from "@compute-proxy/calibration";
import type { EntryKnowledge } from "@compute-proxy/forwarding";
import { type EmbedScope, embedPrompt } from "../route/embed-prompt.js";
import { enterByPrior, type RungPrior } from "../route/prior-entry.js";
import type { Route, Rung } from "../route/rung.js";
import { answerFacts, taskOf } from "./answer-facts.js";
import type { StageScope } from "./run-stage.js";
import { promptText, stagePrompt } from "./stage-prompt.js";

/** Where the stage sets no min_confidence. */
const usualLeastValue = 0.5;

/** A route, and what was expected of every rung before it, the skipped ones too. */
interface EnteredRoute {
  readonly route: Route;
  readonly priors: readonly EntryPrior[];
}

/** The route of a stage with `routing: prior`, entered where the prompt lets one expect a good answer. */
export async function routeByPrior(route: Route, scope: StageScope, priority: Priority): Promise<EnteredRoute> {
  const { stage } = scope;
  const prompt = promptOf(scope);
  const known = route.rungs.map((rung) => ({ rung, knowledge: knowledgeOf(rung, scope) }));
  const taught = known.flatMap(({ knowledge }) => knowledge ?? []);
  const vectors = prompt === undefined ? noVectors : await vectorsFor(prompt, taught, embedScope(scope, priority));
  const priors = known.map(({ rung, knowledge }) => priorOf(rung, knowledge, prompt, vectors));
  const leastValue = stage.forwardingPolicy?.minConfidence ?? usualLeastValue;
  return { route: enterByPrior(route, priors, leastValue), priors: priors.map(toMessage) };
}

/** What the stage will ask; undefined when nothing does, which is told when its attempts would begin. */
function promptOf({ stage, flow, options }: StageScope): string | undefined {
  try {
    return promptText(stagePrompt(stage, flow, options.preserveContext));
  } catch {
    return undefined;
  }
}

function embedScope({ context }: StageScope, priority: Priority): EmbedScope {
  const { registry, annotations: wishes, clock, signal } = context;
  return { backends: registry.backends, wishes, priority, clock, signal };
}

function knowledgeOf(rung: Rung, { pipeline, stage, context }: StageScope): EntryKnowledge | undefined {
  return context.calibration?.entry(answerFacts(rung, taskOf(pipeline, stage)));
}

/** Vectors of the prompt, by the model that made them. */
type Vectors = ReadonlyMap<string, EmbeddingVector>;

const noVectors: Vectors = new Map();

/** The prompt as a vector of each model that labelled prompts were embedded with: of one, as a rule. */
async function vectorsFor(prompt: string, knowledge: readonly EntryKnowledge[], scope: EmbedScope): Promise<Vectors> {
  const vectors = new Map<string, EmbeddingVector>();
  const models = knowledge.flatMap((known) => neighbourhoodOf(known) ?? []);
  for (const model of new Set(models)) {
    const vector = await embedPrompt(prompt, model, scope);
    if (vector) vectors.set(model, vector);
  }
  return vectors;
}

/** The embedding model whose vectors are worth comparing: a few neighbours would be certain of themselves. */
function neighbourhoodOf({ embeddingModel, labelled }: EntryKnowledge): string | undefined {
  return labelled.length >= fewestLabels ? embeddingModel : undefined;
}

function priorOf(
  rung: Rung,
  knowledge: EntryKnowledge | undefined,
  prompt: string | undefined,
  vectors: Vectors,
): RungPrior {
  if (!knowledge || prompt === undefined) return { rung, value: undefined, labels: undefined };
  const { promptModel: model, labelled, labels } = knowledge;
  const neighbourhood = neighbourhoodOf(knowledge);
  const vector = neighbourhood === undefined ? undefined : vectors.get(neighbourhood);
  const embedding = vector?.length === labelled[0]?.embedding.length ? vector : undefined;
  return { rung, value: entryPrior({ prompt, model, embedding, labelled })?.value, labels };
}

function toMessage({ rung, value, labels }: RungPrior): EntryPrior {
  return EntryPrior.fromPartial({ backend: rung.backend.id, model: rung.engineModel, value, labels });
}
