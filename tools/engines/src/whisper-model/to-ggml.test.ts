import { describe, expect, test } from "@jest/globals";

import { fromFloat16, widen } from "./float16.ts";
import { ggmlNames } from "./ggml-names.ts";
import { MEL_BINS, melFilters } from "./mel-filters.ts";
import { readCtranslate2 } from "./read-ctranslate2.ts";
import { toGgml } from "./to-ggml.ts";
import { readVocabulary } from "./vocabulary.ts";

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
const text = (value: string): Buffer => Buffer.concat([Buffer.of(value.length + 1, 0), Buffer.from(`${value}\0`)]);

/** A tensor of halves that count up from `first`. */
function tensor(name: string, shape: readonly number[], first = 0, kind = 4): Buffer {
  const count = shape.reduce((product, size) => product * size, 1);
  const halves = Buffer.from(Uint16Array.from({ length: count }, (_, index) => first + index).buffer);
  const head = [text(name), Buffer.of(shape.length), ...shape.map(uint32), Buffer.of(kind), uint32(halves.length)];
  return Buffer.concat([...head, halves]);
}

function modelBin(tensors: readonly Buffer[], aliases: readonly Buffer[] = [], kind = "WhisperSpec"): Buffer {
  const head = [uint32(6), text(kind), uint32(3), uint32(tensors.length)];
  return Buffer.concat([...head, ...tensors, uint32(aliases.length / 2), ...aliases]);
}

/** Every tensor that a model of one layer a side has; the width is 64, so that it has one head. */
function smallModel(kind = 4): Buffer {
  const width = 64;
  const names = new Map([...ggmlNames(1, 1).values()].map(({ from, part }) => [from, part?.of ?? 1]));
  const shapes: Readonly<Record<string, readonly number[]>> = {
    "encoder/conv1/weight": [width, 80, 3],
    "encoder/position_encodings/encodings": [1500, width],
    "decoder/position_encodings/encodings": [448, width],
    "decoder/embeddings/weight": [3, width],
  };
  const tensors = [...names].map(([name, parts]) => {
    const plain = /(bias|gamma|beta)$/.test(name) ? [parts * width] : [parts * width, width];
    return tensor(name, shapes[name] ?? plain, 0, kind);
  });
  return modelBin(tensors);
}

const tokenizer = JSON.stringify({ model: { vocab: { Ġa: 2, "!": 0, é: 1 } } });

describe("a model of CTranslate2", () => {
  test("is read by name, what an alias leads to included", () => {
    const weights = readCtranslate2(modelBin([tensor("a", [2, 3])], [text("b"), text("a")]));

    expect(weights.get("b")).toBe(weights.get("a"));
    expect(weights.get("a")).toMatchObject({ shape: [2, 3], numbers: "float16", bytes: { length: 12 } });
  });

  test("of another kind is refused by name", () => {
    expect(() => readCtranslate2(modelBin([], [], "TransformerSpec"))).toThrow("kind TransformerSpec");
  });
});

describe("a number of 16 bits", () => {
  test.each([
    [0x0000, 0],
    [0x3c00, 1],
    [0xc000, -2],
    [0x3555, 0.333251953125],
    [0x7bff, 65504],
    [0x0001, 2 ** -24],
    [0x7c00, Number.POSITIVE_INFINITY],
    [0x7e00, Number.NaN],
  ])("0x%s is %s", (bits, value) => {
    expect(fromFloat16(bits)).toBe(value);
  });

  test("is widened without a change", () => {
    expect(widen(Buffer.of(0x00, 0x3c, 0x00, 0xc0))).toEqual(Buffer.from(Float32Array.of(1, -2).buffer));
  });
});

describe("the vocabulary", () => {
  test("is the bytes behind the characters, in the order of the numbers", () => {
    expect(readVocabulary(tokenizer)).toEqual([Buffer.from("!"), Buffer.of(0xe9), Buffer.from(" a")]);
  });

  test.each([
    ["with holes", '{"model":{"vocab":{"a":0,"b":2}}}', "has holes"],
    ["that is none", '{"model":{}}', "no vocabulary"],
    ["with what stands for no byte", '{"model":{"vocab":{"漢":0}}}', "漢"],
  ])("%s is refused", (_, json, complaint) => {
    expect(() => readVocabulary(json)).toThrow(complaint);
  });
});

describe("the mel filters", () => {
  const filters = melFilters(80);
  const row = (index: number): Float32Array => filters.slice(index * MEL_BINS, (index + 1) * MEL_BINS);

  test("are triangles that begin at 0 Hz and end at 8000 Hz", () => {
    expect(row(0).findIndex((height) => height > 0)).toBe(1);
    expect(row(79).findLastIndex((height) => height > 0)).toBe(199);
  });

  // As numpy computes them by the same formula, rounded.
  test.each([
    [0, 1, 0.02486259],
    [40, 43, 0.01473557],
    [79, 192, 0.00316471],
  ])("number %i is as Whisper's at bin %i", (index, bin, height) => {
    expect(row(index)[bin]).toBeCloseTo(height, 7);
  });
});

describe("a ggml file", () => {
  test("begins with Whisper's measures, and ends with its last tensor", () => {
    const file = Buffer.concat([...toGgml(smallModel(), tokenizer)]);
    const numbers = Array.from({ length: 12 }, (_, index) => file.readInt32LE(4 * index));

    expect(numbers).toEqual([0x67676d6c, 3, 1500, 64, 1, 1, 448, 64, 1, 1, 80, 1]);
    expect(file.subarray(-256)).toEqual(
      widen(Buffer.from(Uint16Array.from({ length: 64 }, (_, index) => index).buffer)),
    );
  });

  test("takes query, key and value apart, and keeps no bias of the key", () => {
    const file = Buffer.concat([...toGgml(smallModel(), tokenizer)]);
    const name = "decoder.blocks.0.attn.value.bias";
    const at = file.indexOf(name) + name.length;

    expect(file.indexOf("attn.key.bias")).toBe(-1);
    expect(file.readFloatLE(at)).toBe(fromFloat16(128));
  });

  test("is not made of weights that have other numbers", () => {
    expect(() => [...toGgml(smallModel(1), tokenizer)]).toThrow("no numbers of 16 bits");
  });

  test("is not made of a model that lacks a tensor", () => {
    const missing = modelBin([tensor("encoder/conv1/weight", [64, 80, 3])]);

    expect(() => [...toGgml(missing, tokenizer)]).toThrow("the model has no decoder/");
  });
});
