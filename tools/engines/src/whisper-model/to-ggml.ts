import { EnginesError } from "../engines-error.ts";
import { widen } from "./float16.ts";
import { ggmlNames, type Origin } from "./ggml-names.ts";
import { MEL_BINS, melFilters } from "./mel-filters.ts";
import { readCtranslate2, type Tensor, tensorOf, type Weights } from "./read-ctranslate2.ts";
import { readVocabulary } from "./vocabulary.ts";

const MAGIC = 0x67676d6c;
const FLOAT32 = 0;
const FLOAT16 = 1;
/** Whisper's models of every size have heads of this width. */
const HEAD_WIDTH = 64;

/** A Whisper model of CTranslate2, with weights of 16 bits, as the file that whisper.cpp reads. Gives it in pieces. */
export function* toGgml(modelBin: Buffer, tokenizerJson: string): Iterable<Buffer> {
  const weights = readCtranslate2(modelBin);
  const tokens = readVocabulary(tokenizerJson);
  const layers = { encoder: layersOf(weights, "encoder"), decoder: layersOf(weights, "decoder") };
  const mels = dimension(weights, "encoder/conv1/weight", 1);
  yield header(weights, layers, mels);
  yield int32(mels, MEL_BINS);
  yield Buffer.from(melFilters(mels).buffer);
  yield int32(tokens.length);
  for (const token of tokens) yield Buffer.concat([int32(token.length), token]);
  for (const [name, origin] of ggmlNames(layers.encoder, layers.decoder)) yield* tensorPieces(name, origin, weights);
}

function header(
  weights: Weights,
  layers: { readonly encoder: number; readonly decoder: number },
  mels: number,
): Buffer {
  const width = dimension(weights, "decoder/layer_norm/beta", 0);
  const heads = width / HEAD_WIDTH;
  const vocabulary = dimension(weights, "decoder/embeddings/weight", 0);
  const audioContext = dimension(weights, "encoder/position_encodings/encodings", 0);
  const textContext = dimension(weights, "decoder/position_encodings/encodings", 0);
  const about = [MAGIC, vocabulary, audioContext, width, heads, layers.encoder];
  return int32(...about, textContext, width, heads, layers.decoder, mels, FLOAT16);
}

/** Matrices keep 16 bits; vectors, and what is added to the sound, have 32. */
function* tensorPieces(name: string, origin: Origin, weights: Weights): Iterable<Buffer> {
  const { shape, numbers, bytes } = partOf(tensorOf(weights, origin.from), origin);
  if (numbers !== "float16") throw new EnginesError("command-failed", `${origin.from} has no numbers of 16 bits`);
  const isConvolutionBias = /conv\d\.bias$/.test(name);
  const dimensions = isConvolutionBias ? [...shape, 1] : shape;
  const isWide = dimensions.length < 2 || isConvolutionBias || name.endsWith("positional_embedding");
  const encoded = Buffer.from(name);
  yield int32(dimensions.length, encoded.length, isWide ? FLOAT32 : FLOAT16, ...dimensions.toReversed());
  yield encoded;
  yield isWide ? widen(bytes) : bytes;
}

/** Parts lie one behind the other: a tensor is split along its first dimension. */
function partOf(tensor: Tensor, { part }: Origin): Tensor {
  if (part === undefined) return tensor;
  const [rows = 0, ...rest] = tensor.shape;
  const length = tensor.bytes.length / part.of;
  const bytes = tensor.bytes.subarray(part.index * length, (part.index + 1) * length);
  return { ...tensor, shape: [rows / part.of, ...rest], bytes };
}

function layersOf(weights: Weights, side: string): number {
  return [...weights.keys()].filter((name) => name.startsWith(`${side}/layer_`) && name.endsWith("/ffn/linear_0/bias"))
    .length;
}

function dimension(weights: Weights, name: string, index: number): number {
  const size = tensorOf(weights, name).shape[index];
  if (size === undefined) throw new EnginesError("command-failed", `${name} has fewer dimensions than Whisper's`);
  return size;
}

function int32(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [index, value] of values.entries()) bytes.writeInt32LE(value, 4 * index);
  return bytes;
}
