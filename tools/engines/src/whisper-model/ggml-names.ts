/** Where a tensor of the ggml file comes from: all of one of CTranslate2's, or one of the equal parts that it holds. */
export interface Origin {
  readonly from: string;
  readonly part?: { readonly index: number; readonly of: number };
}

/** Every tensor of a Whisper model by its name in ggml, in the order of the file. */
export function ggmlNames(encoderLayers: number, decoderLayers: number): ReadonlyMap<string, Origin> {
  return new Map([
    ["encoder.conv1.weight", { from: "encoder/conv1/weight" }],
    ["encoder.conv1.bias", { from: "encoder/conv1/bias" }],
    ["encoder.conv2.weight", { from: "encoder/conv2/weight" }],
    ["encoder.conv2.bias", { from: "encoder/conv2/bias" }],
    ["encoder.positional_embedding", { from: "encoder/position_encodings/encodings" }],
    ["decoder.positional_embedding", { from: "decoder/position_encodings/encodings" }],
    ["decoder.token_embedding.weight", { from: "decoder/embeddings/weight" }],
    ...norm("encoder.ln_post", "encoder/layer_norm"),
    ...norm("decoder.ln", "decoder/layer_norm"),
    ...layers(encoderLayers, "encoder", () => []),
    ...layers(decoderLayers, "decoder", crossAttention),
  ]);
}

type Entry = readonly [name: string, origin: Origin];
type Layer = (to: string, from: string) => readonly Entry[];

function layers(count: number, side: string, between: Layer): readonly Entry[] {
  return Array.from({ length: count }, (_, index) => {
    const to = `${side}.blocks.${index}`;
    const from = `${side}/layer_${index}`;
    return [...selfAttention(to, from), ...between(to, from), ...feedForward(to, from)];
  }).flat();
}

/** CTranslate2 keeps query, key and value in one tensor. Whisper's key has no bias: there it holds zeros. */
const selfAttention: Layer = (to, from) => [
  ...third(`${to}.attn.query`, `${from}/self_attention/linear_0`, 0, ["weight", "bias"]),
  ...third(`${to}.attn.key`, `${from}/self_attention/linear_0`, 1, ["weight"]),
  ...third(`${to}.attn.value`, `${from}/self_attention/linear_0`, 2, ["weight", "bias"]),
  ...linear(`${to}.attn.out`, `${from}/self_attention/linear_1`),
  ...norm(`${to}.attn_ln`, `${from}/self_attention/layer_norm`),
];

const crossAttention: Layer = (to, from) => [
  ...linear(`${to}.cross_attn.query`, `${from}/attention/linear_0`),
  [`${to}.cross_attn.key.weight`, { from: `${from}/attention/linear_1/weight`, part: { index: 0, of: 2 } }],
  [`${to}.cross_attn.value.weight`, { from: `${from}/attention/linear_1/weight`, part: { index: 1, of: 2 } }],
  [`${to}.cross_attn.value.bias`, { from: `${from}/attention/linear_1/bias`, part: { index: 1, of: 2 } }],
  ...linear(`${to}.cross_attn.out`, `${from}/attention/linear_2`),
  ...norm(`${to}.cross_attn_ln`, `${from}/attention/layer_norm`),
];

const feedForward: Layer = (to, from) => [
  ...linear(`${to}.mlp.0`, `${from}/ffn/linear_0`),
  ...linear(`${to}.mlp.2`, `${from}/ffn/linear_1`),
  ...norm(`${to}.mlp_ln`, `${from}/ffn/layer_norm`),
];

const linear: Layer = (to, from) => [
  [`${to}.weight`, { from: `${from}/weight` }],
  [`${to}.bias`, { from: `${from}/bias` }],
];

const norm: Layer = (to, from) => [
  [`${to}.weight`, { from: `${from}/gamma` }],
  [`${to}.bias`, { from: `${from}/beta` }],
];

function third(to: string, from: string, index: number, kinds: readonly string[]): readonly Entry[] {
  return kinds.map((kind) => [`${to}.${kind}`, { from: `${from}/${kind}`, part: { index, of: 3 } }]);
}
