const segmenter = new Intl.Segmenter("en", { granularity: "sentence" });

/** A splitter of text that is still being written. */
export interface SentenceSplitter {
  /** The sentences that are whole now. */
  add(text: string): readonly string[];
  /** What is left, as the last sentences. */
  end(): readonly string[];
}

/** Splits at sentence ends (Unicode's rules, UAX 29). A sentence counts as whole when the next one has begun. */
export function sentenceSplitter(): SentenceSplitter {
  let rest = "";
  return {
    add(text) {
      rest += text;
      const parts = split(rest);
      const last = parts.at(-1) ?? "";
      rest = last;
      return speakable(parts.slice(0, -1));
    },
    end() {
      const parts = split(rest);
      rest = "";
      return speakable(parts);
    },
  };
}

function split(text: string): readonly string[] {
  return [...segmenter.segment(text)].map(({ segment }) => segment);
}

/** Without marks that nobody says aloud, and without sentences in which nothing is left to say. */
function speakable(sentences: readonly string[]): readonly string[] {
  return sentences
    .map((sentence) =>
      sentence
        .replace(/[`*_#>|~]+/gu, " ")
        .replace(/\s+/gu, " ")
        .trim(),
    )
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}
