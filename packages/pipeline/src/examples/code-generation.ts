import { Pipeline } from "@compute-proxy/api";

/** Drafts code; a draft that does not parse is reviewed by a stronger model. */
export const codeGeneration: Pipeline = Pipeline.fromPartial({
  id: "code-generation",
  name: "Code Generation with Review",
  description: "A draft, and a review when the draft does not pass its checks",
  stages: [
    {
      id: "draft-code",
      type: "text_generation",
      preferredHardware: "igpu",
      model: "llama3:7b",
      inputTransform: {
        template:
          "Write code for the task below. Answer with one fenced code block that names its language.\n\nTask: {{ .Input }}\n",
      },
      forwardingPolicy: { enableQualityCheck: true },
      generation: { maxTokens: 768, temperature: 0.2 },
    },
    {
      id: "review-code",
      type: "text_generation",
      preferredHardware: "nvidia",
      model: "llama3:70b",
      when: 'stages["draft-code"].quality < 0.8',
      inputTransform: {
        template:
          "The draft below does not pass its checks. Correct it. Answer with one fenced code block that names its language.\n\nTask: {{ .Query }}\n\nDraft:\n{{ .PreviousOutput }}\n",
      },
      generation: { maxTokens: 1024, temperature: 0.2 },
    },
  ],
});
