import { type Instruction } from "./instruction.js";

/** The half to fit on. */
export const trainInstructions: readonly Instruction[] = [
  {
    source: "autumn",
    difficulty: 1,
    prompt:
      'You write captions for a wall calendar. This month shows a forest in autumn with red and yellow leaves on the ground and a narrow path. Write one caption for the picture. It must be a single sentence, it must have at most twenty words, and it must contain the word "leaves".',
    rules: [
      { rule: "sentences", min: 1, max: 1 },
      { rule: "words", min: 3, max: 20 },
      { rule: "contains", words: "leaves" },
    ],
    reference: "Red leaves cover the quiet path.",
  },
  {
    source: "fruits",
    difficulty: 1,
    prompt:
      "A teacher prepares a worksheet about food for children who are just learning to read. For the first exercise she needs a list of fruits. Write the names of exactly four fruits, each on its own line. Write nothing else: no numbers, no dashes, and no sentence before or after the list.",
    rules: [
      { rule: "lines", min: 4, max: 4 },
      { rule: "words_in_each_line", min: 1, max: 2 },
      { rule: "no_digits" },
      { rule: "excludes_character", character: "-" },
    ],
    reference: "Apple\nPear\nPlum\nCherry",
  },
  {
    source: "library-rule",
    difficulty: 2,
    prompt:
      'A small library wants a sign beside its door. The sign must ask visitors to be quiet, and it must be friendly. Write the text of the sign in exactly two sentences. The first sentence must begin with the word "Please". The text must not contain the word "silence".',
    rules: [
      { rule: "sentences", min: 2, max: 2 },
      { rule: "starts_with", text: "Please" },
      { rule: "excludes", words: "silence" },
      { rule: "words", min: 6 },
    ],
    reference: "Please speak softly in here. Other readers will thank you.",
  },
  {
    source: "steps-tea",
    difficulty: 2,
    prompt:
      'Somebody who has never made tea asks you how to do it. Explain it in exactly four steps. Each step stands on its own line, and the lines are numbered "1." to "4.". Write nothing before the first and nothing after the last step. The word "water" must occur in the explanation.',
    rules: [
      { rule: "numbered_lines", count: 4 },
      { rule: "contains", words: "water" },
      { rule: "words", min: 12 },
    ],
    reference:
      "1. Boil the water.\n2. Put a tea bag into a cup.\n3. Pour the hot water over it.\n4. Wait four minutes and take the bag out.",
  },
  {
    source: "small-letters",
    difficulty: 3,
    prompt:
      'A poet never uses capital letters. Write a short note in the manner of this poet in which the poet invites a friend to a walk by the sea. Use small letters only, even at the beginning of sentences and for "I". The note must have between ten and thirty words, must contain the word "sea", and must not contain any digit.',
    rules: [
      { rule: "case", is: "lower" },
      { rule: "words", min: 10, max: 30 },
      { rule: "contains", words: "sea" },
      { rule: "no_digits" },
    ],
    reference: "dear friend, will you walk with me by the sea tonight? i will bring warm bread.",
  },
  {
    source: "robot-lines",
    difficulty: 3,
    prompt:
      'In a play for children a robot introduces itself. Everything that it says begins in the same way. Write exactly five lines for the robot. Each line must start with the words "I can". Each line must have at most six words. The word "dance" must occur in exactly one place.',
    rules: [
      { rule: "lines", min: 5, max: 5 },
      { rule: "each_line_starts_with", text: "I can" },
      { rule: "words_in_each_line", min: 3, max: 6 },
      { rule: "contains", words: "dance", times: 1 },
    ],
    reference: "I can count stars.\nI can lift heavy boxes.\nI can dance.\nI can sing.\nI can clean your room.",
  },
  {
    source: "mail-delay",
    difficulty: 4,
    prompt:
      'A customer waits for a table that should have come last week. Write an answer to the customer. It must have exactly two paragraphs with an empty line between them. It must begin with "Dear customer" and end with "Best regards" (without anything behind it). Do not use the words "sorry" or "unfortunately". Do not write more than seventy words. The word "table" must occur.',
    rules: [
      { rule: "paragraphs", min: 2, max: 2 },
      { rule: "starts_with", text: "Dear customer" },
      { rule: "ends_with", text: "Best regards" },
      { rule: "excludes", words: "sorry" },
      { rule: "excludes", words: "unfortunately" },
      { rule: "words", min: 15, max: 70 },
      { rule: "contains", words: "table" },
    ],
    reference:
      "Dear customer, your table left our store today and will reach you on Friday.\n\nThank you for your patience. Best regards",
  },
  {
    source: "capital-warning",
    difficulty: 4,
    prompt:
      'Write the text of a warning for a door behind which machines are running. Use capital letters only. Write exactly three lines. The first line must consist of the single word "DANGER". The last line must end with an exclamation mark, and no other mark of punctuation may occur anywhere, in particular no comma and no full stop. The word "MACHINES" must occur.',
    rules: [
      { rule: "case", is: "upper" },
      { rule: "lines", min: 3, max: 3 },
      { rule: "starts_with", text: "DANGER\n" },
      { rule: "ends_with", text: "!" },
      { rule: "excludes_character", character: "," },
      { rule: "excludes_character", character: "." },
      { rule: "contains", words: "machines" },
    ],
    reference: "DANGER\nMACHINES ARE RUNNING\nKEEP OUT!",
  },
  {
    source: "no-letter-a",
    difficulty: 5,
    prompt:
      'This is a puzzle for people who like words. Write one sentence about the night sky with at least eight and at most sixteen words. The letter "a" must not occur anywhere in your sentence, neither small nor as a capital. The word "stars" is therefore not possible, but the word "moon" must occur. End the sentence with a full stop and write nothing else.',
    rules: [
      { rule: "sentences", min: 1, max: 1 },
      { rule: "words", min: 8, max: 16 },
      { rule: "excludes_character", character: "a" },
      { rule: "contains", words: "moon" },
      { rule: "ends_with", text: "." },
    ],
    reference: "The bright moon shines over the quiet, sleeping forest tonight.",
  },
  {
    source: "exact-report",
    difficulty: 5,
    prompt:
      'Write a weather report for a very small screen. It has exactly three lines, and each line has exactly four words. The first line must start with "Morning", and the last line must end with the word "night" and no full stop. The word "rain" must occur exactly twice in the report. Do not use any comma and any digit, and write nothing before or after the report.',
    rules: [
      { rule: "lines", min: 3, max: 3 },
      { rule: "words_in_each_line", min: 4, max: 4 },
      { rule: "starts_with", text: "Morning" },
      { rule: "ends_with", text: "night" },
      { rule: "contains", words: "rain", times: 2 },
      { rule: "excludes_character", character: "," },
      { rule: "no_digits" },
    ],
    reference: "Morning brings light rain\nAfternoon sun and wind\nHeavy rain at night",
  },
];
