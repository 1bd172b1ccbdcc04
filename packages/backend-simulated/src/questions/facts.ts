import type { Question } from "../question.js";

/** Things one knows or does not know. */
export const facts: readonly Question[] = [
  {
    prompt: "What is the capital of France?",
    difficulty: 0.02,
    right: "The capital of France is Paris.",
    wrong: ["The capital of France is Lyon."],
  },
  {
    prompt: "What is the capital of Japan?",
    difficulty: 0.05,
    right: "The capital of Japan is Tokyo.",
    wrong: ["The capital of Japan is Kyoto.", "The capital of Japan is Osaka."],
  },
  {
    prompt: "What is the capital of Australia?",
    difficulty: 0.3,
    right: "The capital of Australia is Canberra.",
    wrong: ["The capital of Australia is Sydney.", "The capital of Australia is Melbourne."],
  },
  {
    prompt: "What is the capital of Kazakhstan?",
    difficulty: 0.5,
    right: "The capital of Kazakhstan is Astana.",
    wrong: ["The capital of Kazakhstan is Almaty."],
  },
  {
    prompt: "How many days does a leap year have?",
    difficulty: 0.08,
    right: "A leap year has 366 days.",
    wrong: ["A leap year has 364 days."],
  },
  {
    prompt: "What is the chemical symbol of gold?",
    difficulty: 0.1,
    right: "The chemical symbol of gold is Au.",
    wrong: ["The chemical symbol of gold is Ag.", "The chemical symbol of gold is Go."],
  },
  {
    prompt: "Which planet is the largest of the solar system?",
    difficulty: 0.08,
    right: "Jupiter is the largest planet of the solar system.",
    wrong: ["Saturn is the largest planet of the solar system."],
  },
  {
    prompt: "Who wrote Pride and Prejudice?",
    difficulty: 0.12,
    right: "Jane Austen wrote Pride and Prejudice.",
    wrong: ["Charlotte Bronte wrote Pride and Prejudice."],
  },
  {
    prompt: "In which year did the Berlin Wall fall?",
    difficulty: 0.2,
    right: "The Berlin Wall fell in 1989.",
    wrong: ["The Berlin Wall fell in 1991.", "The Berlin Wall fell in 1987."],
  },
  {
    prompt: "Which element has the atomic number 26?",
    difficulty: 0.4,
    right: "Iron has the atomic number 26.",
    wrong: ["Copper has the atomic number 26.", "Cobalt has the atomic number 26."],
  },
  {
    prompt: "How many bones does an adult human have?",
    difficulty: 0.3,
    right: "An adult human has 206 bones.",
    wrong: ["An adult human has 212 bones."],
  },
  {
    prompt: "What is the longest river of Asia?",
    difficulty: 0.25,
    right: "The longest river of Asia is the Yangtze.",
    wrong: ["The longest river of Asia is the Mekong.", "The longest river of Asia is the Ganges."],
  },
  {
    prompt: "Which treaty ended the Thirty Years' War?",
    difficulty: 0.55,
    right: "The Peace of Westphalia of 1648 ended the Thirty Years' War.",
    wrong: ["The Treaty of Utrecht of 1713 ended the Thirty Years' War."],
  },
  {
    prompt: "Who proved the four colour theorem?",
    difficulty: 0.75,
    right: "Kenneth Appel and Wolfgang Haken proved the four colour theorem in 1976, with the help of a computer.",
    wrong: [
      "Andrew Wiles proved the four colour theorem in 1994.",
      "Alfred Kempe proved the four colour theorem in 1879.",
    ],
  },
];
