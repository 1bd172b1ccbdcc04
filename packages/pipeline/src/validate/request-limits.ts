/**
 * The most that a request may hold, in one place for the checks, the service's README and the tests. Generous: an honest client
 * meets none of them. Characters are UTF-16 units.
 */
export const requestLimits = {
  /** Characters of the name of a pipeline, model, group, backend or device. */
  name: 256,
  /** Characters of a text; of a conversation's contents, of the documents' texts and of the variables together. */
  text: 1_048_576,
  messages: 256,
  documents: 1_000,
  /** Entries of a document's metadata. */
  documentMetadata: 32,
  variables: 64,
  /** Entries of annotations.custom. */
  labels: 32,
  /** Characters of the name, and of the value, of a label or of a document's metadata. */
  label: 256,
  /** Lists and maps of input.data in each other. */
  dataDepth: 16,
  /** Values in input.data, lists and maps included. */
  dataValues: 10_000,
  /** A day: the longest that a stage or a backend's latency can be limited to, in ms. */
  milliseconds: 86_400_000,
  /** Watts of annotations.max_power_watts. */
  watts: 100_000,
  maxTokens: 32_768,
  temperature: 2,
  topK: 1_000,
  contextLength: 1_048_576,
  stops: 8,
  /** Characters of a stop. */
  stop: 64,
  /** Characters of the hint of a transcription. */
  transcriptionHint: 1_000,
  /** The highest number of a speaker. */
  speaker: 10_000,
} as const;
