import { type Grader } from "../../graders/grader.js";
import { type Split, splits } from "../question.js";
import { type Difficulty, type Draft } from "./draft.js";
import { type Draws, seededDraws } from "./seeded-random.js";

interface Task {
  readonly text: string;
  readonly grader: Grader;
}

interface Template {
  readonly name: string;
  readonly difficulty: Difficulty;
  readonly make: (draws: Draws, words: readonly string[]) => Task;
}

/** Each half has its own words. */
const wordsOf: Readonly<Record<Split, readonly string[]>> = {
  train:
    "apple bridge candle dragon engine feather garden hammer island jacket kitchen lemon mirror needle orange pencil river silver tunnel violin cup moon umbrella calendar snow mountain".split(
      " ",
    ),
  test: "anchor basket camera desert eagle forest guitar honey insect jungle kettle ladder market number oyster palace rocket shadow turtle window key lamp elephant sandwich door hospital".split(
    " ",
  ),
};

const text = (value: string): Grader => ({ kind: "text", value });
const list = (items: readonly (string | number)[]): Grader => ({ kind: "list", items: items.map(String) });
const listed = (items: readonly (string | number)[]): string => items.join(", ");

const templates: readonly Template[] = [
  {
    name: "upper-case",
    difficulty: 1,
    make: (_, [a = "", b = ""]) => ({
      text: `Write this in capital letters: the ${a} and the ${b}`,
      grader: text(`THE ${a} AND THE ${b}`.toUpperCase()),
    }),
  },
  {
    name: "third-item",
    difficulty: 1,
    make: (_, words) => ({
      text: `Which is the third item of this list? ${listed(words.slice(0, 5))}`,
      grader: text(words[2] ?? ""),
    }),
  },
  {
    name: "hyphens",
    difficulty: 1,
    make: (_, words) => ({
      text: `Join these words with hyphens, without spaces: ${words.slice(0, 4).join(" ")}`,
      grader: text(words.slice(0, 4).join("-")),
    }),
  },
  {
    name: "sort-numbers",
    difficulty: 2,
    make: ({ shuffled }) => {
      const numbers = shuffled(Array.from({ length: 60 }, (_, index) => index + 10)).slice(0, 6);
      return {
        text: `Sort these numbers from the smallest to the largest: ${listed(numbers)}`,
        grader: list(numbers.toSorted((a, b) => a - b)),
      };
    },
  },
  {
    name: "initials",
    difficulty: 2,
    make: (_, words) => ({
      text: `Write the first letters of these words one after the other, as one word in small letters: ${words.slice(0, 5).join(" ")}`,
      grader: text(
        words
          .slice(0, 5)
          .map((word) => word.slice(0, 1))
          .join(""),
      ),
    }),
  },
  {
    name: "replace-letter",
    difficulty: 2,
    make: (_, words) => {
      const word =
        words.find((candidate) => candidate.split("e").length > 2) ??
        words.find((candidate) => candidate.includes("e")) ??
        "";
      return {
        text: `Replace every letter "e" with the letter "o" in this word: ${word}`,
        grader: text(word.replaceAll("e", "o")),
      };
    },
  },
  {
    name: "reverse-list",
    difficulty: 3,
    make: (_, words) => ({
      text: `Write this list in reverse order: ${listed(words.slice(0, 6))}`,
      grader: list(words.slice(0, 6).toReversed()),
    }),
  },
  {
    name: "sort-words",
    difficulty: 3,
    make: (_, words) => ({
      text: `Sort these words alphabetically: ${listed(words.slice(0, 6))}`,
      grader: list(words.slice(0, 6).toSorted()),
    }),
  },
  {
    name: "without-repeats",
    difficulty: 3,
    make: (_, [a = "", b = "", c = "", d = ""]) => ({
      text: `Remove the repeated words and keep the first of each, in the same order: ${listed([a, b, a, c, b, d, c, a])}`,
      grader: list([a, b, c, d]),
    }),
  },
  {
    name: "even-numbers",
    difficulty: 4,
    make: ({ shuffled }) => {
      const numbers = shuffled(Array.from({ length: 88 }, (_, index) => index + 11)).slice(0, 9);
      return {
        text: `Keep only the even numbers, in the same order: ${listed(numbers)}`,
        grader: list(numbers.filter((number) => number % 2 === 0)),
      };
    },
  },
  {
    name: "every-second",
    difficulty: 4,
    make: (_, words) => ({
      text: `Write the second, the fourth, the sixth and the eighth item of this list: ${listed(words.slice(0, 9))}`,
      grader: list([1, 3, 5, 7].map((index) => words[index] ?? "")),
    }),
  },
  {
    name: "swap-ends",
    difficulty: 4,
    make: (_, words) => {
      const [first = "", ...rest] = words.slice(0, 6);
      const middle = rest.slice(0, -1);
      return {
        text: `Swap the first and the last word and leave the others where they are: ${[first, ...rest].join(" ")}`,
        grader: text([rest.at(-1) ?? "", ...middle, first].join(" ")),
      };
    },
  },
  {
    name: "reverse-word",
    difficulty: 5,
    make: (_, words) => {
      const word = words.find(({ length }) => length === 6) ?? "";
      return {
        text: `Write this word backwards, letter by letter: ${word}`,
        grader: text(word.split("").toReversed().join("")),
      };
    },
  },
  {
    name: "lengths",
    difficulty: 5,
    make: (_, words) => {
      const sameBefore = (word: string, index: number): number =>
        words.slice(0, index).filter(({ length }) => length === word.length).length;
      const varied = words.filter((word, index) => sameBefore(word, index) < 2).slice(0, 5);
      return {
        text: `Write the number of letters of each of these words, in the same order, separated by commas: ${listed(varied)}`,
        grader: list(varied.map(({ length }) => length)),
      };
    },
  },
  {
    name: "interleave",
    difficulty: 5,
    make: (_, words) => {
      const [first, second] = [words.slice(0, 4), words.slice(4, 8)];
      return {
        text: `Merge these two lists by taking one item from each in turn, beginning with the first list. First: ${listed(first)}. Second: ${listed(second)}.`,
        grader: list(first.flatMap((word, index) => [word, second[index] ?? ""])),
      };
    },
  },
];

/** Things to do with words and lists. Each template stands in both halves, with other words and numbers. */
export function transformDrafts(): readonly Draft[] {
  return splits.flatMap((split) =>
    templates.map(({ name, difficulty, make }) => {
      const draws = seededDraws(`transform/${split}/${name}`);
      const task = make(draws, draws.shuffled(wordsOf[split]));
      return {
        family: "transform",
        source: `${name}-${split === "train" ? "a" : "b"}`,
        split,
        difficulty,
        prompt: `${task.text}\nAnswer with the result only.`,
        grader: task.grader,
        maxTokens: 64,
        reference: referenceOf(task.grader),
      };
    }),
  );
}

function referenceOf(grader: Grader): string {
  if (grader.kind === "text") return grader.value;
  return grader.kind === "list" ? listed(grader.items) : "";
}
