import type { Question } from "../question.js";

/** Work on letters and words, which models that read tokens find hard. */
export const strings: readonly Question[] = [
  { prompt: "Write the word hello in capital letters.", difficulty: 0.05, right: "HELLO", wrong: ["Hello"] },
  {
    prompt: "How many words does this sentence have: the cat sat on the mat",
    difficulty: 0.35,
    right: "The sentence has 6 words.",
    wrong: ["The sentence has 5 words.", "The sentence has 7 words."],
  },
  { prompt: "Spell the word planet backwards.", difficulty: 0.5, right: "tenalp", wrong: ["tenlap", "tanelp"] },
  {
    prompt: "How many times does the letter r occur in strawberry?",
    difficulty: 0.65,
    right: "The letter r occurs 3 times in strawberry.",
    wrong: ["The letter r occurs 2 times in strawberry."],
  },
  {
    prompt: "Sort these words alphabetically: pear, apple, fig, banana",
    difficulty: 0.25,
    right: "apple, banana, fig, pear",
    wrong: ["apple, banana, pear, fig", "apple, fig, banana, pear"],
  },
  {
    prompt: "What is the third letter of the word window?",
    difficulty: 0.4,
    right: "The third letter of window is n.",
    wrong: ["The third letter of window is i.", "The third letter of window is d."],
  },
  {
    prompt: "Replace every vowel of the word computer with a star.",
    difficulty: 0.55,
    right: "c*mp*t*r",
    wrong: ["c*mput*r", "*omp*t*r"],
  },
  {
    prompt: "Is the word rotator a palindrome?",
    difficulty: 0.45,
    right: "Yes, rotator is a palindrome.",
    wrong: ["No, rotator is not a palindrome."],
  },
  {
    prompt: "Join the first letters of these words: quick update about robots today",
    difficulty: 0.35,
    right: "quart",
    wrong: ["quarto", "quar"],
  },
];
