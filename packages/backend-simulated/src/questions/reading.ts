import type { Question } from "../question.js";

/** The answer stands in the text, or follows from it. */
export const reading: readonly Question[] = [
  {
    prompt: "Tom has a dog called Rex and a cat called Mia. What is the name of the cat?",
    difficulty: 0.05,
    right: "The cat is called Mia.",
    wrong: ["The cat is called Rex."],
  },
  {
    prompt: "The library opens at nine and closes at six, on Fridays at four. When does it close on a Friday?",
    difficulty: 0.15,
    right: "On a Friday it closes at four.",
    wrong: ["On a Friday it closes at six."],
  },
  {
    prompt: "Lena is older than Paul. Paul is older than Nora. Who is the youngest?",
    difficulty: 0.3,
    right: "Nora is the youngest.",
    wrong: ["Paul is the youngest.", "Lena is the youngest."],
  },
  {
    prompt: "The parcel left Lisbon on Monday and needed four days. On which day did it arrive?",
    difficulty: 0.35,
    right: "It arrived on Friday.",
    wrong: ["It arrived on Thursday."],
  },
  {
    prompt: "All the keys but two were returned. There are nine keys. How many are missing?",
    difficulty: 0.5,
    right: "Two keys are missing.",
    wrong: ["Seven keys are missing."],
  },
  {
    prompt: "The trophy does not fit into the suitcase because it is too big. What is too big?",
    difficulty: 0.45,
    right: "The trophy is too big.",
    wrong: ["The suitcase is too big."],
  },
  {
    prompt: "Ann paid before Ben but after Cem. Dora was the third of the four to pay. Who paid last?",
    difficulty: 0.75,
    right: "Ben paid last: the order is Cem, Ann, Dora, Ben.",
    wrong: ["Dora paid last: the order is Cem, Ann, Ben, Dora.", "Ann paid last."],
  },
  {
    prompt: "Every guest who ate the soup fell ill. Mark did not fall ill. Did Mark eat the soup?",
    difficulty: 0.5,
    right: "No, Mark did not eat the soup, or he would have fallen ill.",
    wrong: ["One cannot tell whether Mark ate the soup."],
  },
];
