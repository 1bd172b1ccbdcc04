import type { Question } from "../question.js";

/** Sums, from one digit to several steps. */
export const arithmetic: readonly Question[] = [
  { prompt: "What is 2 + 2?", difficulty: 0.02, right: "2 + 2 is 4.", wrong: ["2 + 2 is 5."] },
  {
    prompt: "What is 7 times 8?",
    difficulty: 0.1,
    right: "7 times 8 is 56.",
    wrong: ["7 times 8 is 54.", "7 times 8 is 63."],
  },
  {
    prompt: "What is 144 divided by 12?",
    difficulty: 0.18,
    right: "144 divided by 12 is 12.",
    wrong: ["144 divided by 12 is 14."],
  },
  {
    prompt: "What is 15 % of 80?",
    difficulty: 0.3,
    right: "15 % of 80 is 12.",
    wrong: ["15 % of 80 is 15.", "15 % of 80 is 8."],
  },
  {
    prompt: "What is 17 times 23?",
    difficulty: 0.45,
    right: "17 times 23 is 391.",
    wrong: ["17 times 23 is 381.", "17 times 23 is 401."],
  },
  {
    prompt: "What is the square root of 1764?",
    difficulty: 0.5,
    right: "The square root of 1764 is 42.",
    wrong: ["The square root of 1764 is 44."],
  },
  {
    prompt: "What is 3/4 plus 5/6?",
    difficulty: 0.55,
    right: "3/4 plus 5/6 is 19/12.",
    wrong: ["3/4 plus 5/6 is 8/10."],
  },
  {
    prompt: "A train leaves at 9:40 and arrives at 13:15. How long does the journey take?",
    difficulty: 0.4,
    right: "The journey takes 3 hours and 35 minutes.",
    wrong: ["The journey takes 4 hours and 25 minutes.", "The journey takes 3 hours and 55 minutes."],
  },
  {
    prompt: "A shirt costs 40 euros after a discount of 20 %. What did it cost before?",
    difficulty: 0.6,
    right: "It cost 50 euros: 50 less 20 % is 40.",
    wrong: ["It cost 48 euros: 40 plus 20 % is 48."],
  },
  {
    prompt:
      "A bat and a ball cost 1.10 euros together. The bat costs 1 euro more than the ball. What does the ball cost?",
    difficulty: 0.7,
    right: "The ball costs 5 cents: the bat then costs 1.05 euros, and together that is 1.10 euros.",
    wrong: ["The ball costs 10 cents, because 1.10 euros less 1 euro is 10 cents."],
  },
  {
    prompt: "What is 487 times 396?",
    difficulty: 0.8,
    right: "487 times 396 is 192852.",
    wrong: ["487 times 396 is 192752.", "487 times 396 is 193852."],
  },
  {
    prompt: "What is 2 to the power of 31?",
    difficulty: 0.55,
    right: "2 to the power of 31 is 2147483648.",
    wrong: ["2 to the power of 31 is 2147483647."],
  },
];
