import { type Instruction } from "./instruction.js";

/** The half to report on. */
export const testInstructions: readonly Instruction[] = [
  {
    source: "winter",
    difficulty: 1,
    prompt:
      'You write texts for postcards. One postcard shows a village under deep snow with smoke above the roofs and a dog in front of a door. Write one line of text for the postcard. It must be a single sentence, it must have at most twenty words, and it must contain the word "snow".',
    rules: [
      { rule: "sentences", min: 1, max: 1 },
      { rule: "words", min: 3, max: 20 },
      { rule: "contains", words: "snow" },
    ],
    reference: "The village sleeps under the snow.",
  },
  {
    source: "animals",
    difficulty: 1,
    prompt:
      "A zoo prints a card game for families, and the back of its box shows some of the animals. Name exactly five animals, one a line. The printer takes your answer as it is: leave out numbers, dashes and any other words.",
    rules: [
      { rule: "lines", min: 5, max: 5 },
      { rule: "words_in_each_line", min: 1, max: 2 },
      { rule: "no_digits" },
      { rule: "excludes_character", character: "-" },
    ],
    reference: "Lion\nZebra\nSnake\nMonkey\nBear",
  },
  {
    source: "pool-rule",
    difficulty: 2,
    prompt:
      'A swimming pool wants its guests to take a shower before they swim. Word the sign for the changing rooms politely, in two sentences and no more. Its first word is "Kindly", and "dirty" is a word that the guests must not read.',
    rules: [
      { rule: "sentences", min: 2, max: 2 },
      { rule: "starts_with", text: "Kindly" },
      { rule: "excludes", words: "dirty" },
      { rule: "words", min: 6 },
    ],
    reference: "Kindly take a shower before you swim. It keeps the pool fresh for all.",
  },
  {
    source: "steps-plant",
    difficulty: 2,
    prompt:
      'A child wants to plant a seed in a pot. Tell the child how, in five steps from "1." to "5.", one step a line, and mention the "soil". The numbered steps are all that you write.',
    rules: [
      { rule: "numbered_lines", count: 5 },
      { rule: "contains", words: "soil" },
      { rule: "words", min: 15 },
    ],
    reference:
      "1. Fill a pot with soil.\n2. Make a small hole.\n3. Put the seed into it.\n4. Cover it with soil.\n5. Water it every day.",
  },
  {
    source: "quiet-message",
    difficulty: 3,
    prompt:
      'Somebody\'s keyboard cannot write capitals. Write what this person sends to a neighbour to ask whether the neighbour can feed the cat at the weekend. Everything stays small, names and "I" too. Twelve words are the least and thirty-five the most. Mention the "cat", and spell any numbers out.',
    rules: [
      { rule: "case", is: "lower" },
      { rule: "words", min: 12, max: 35 },
      { rule: "contains", words: "cat" },
      { rule: "no_digits" },
    ],
    reference: "hello, could you feed my cat on saturday and sunday while i visit my parents in town?",
  },
  {
    source: "tree-lines",
    difficulty: 3,
    prompt:
      'For a school festival an old tree tells what it has seen, in a poem of six lines. Every one of them opens with the words "I saw", and none is longer than seven words. A single line tells of a "storm"; the word must not come up again. Only the poem, please, and no title.',
    rules: [
      { rule: "lines", min: 6, max: 6 },
      { rule: "each_line_starts_with", text: "I saw" },
      { rule: "words_in_each_line", min: 3, max: 7 },
      { rule: "contains", words: "storm", times: 1 },
    ],
    reference:
      "I saw the river rise.\nI saw children play.\nI saw a storm.\nI saw birds come home.\nI saw the first car.\nI saw many winters.",
  },
  {
    source: "mail-refund",
    difficulty: 4,
    prompt:
      'A guest of a hotel was charged two times and wants one of the payments back. Draft the hotel\'s letter in three short paragraphs, separated by empty lines. Its very first words are "Dear guest" and its very last words are "Kind regards", with no name after them. Somewhere it names the "room". The manager has forbidden the words "mistake" and "apologize", and eighty words are the limit for the whole letter.',
    rules: [
      { rule: "paragraphs", min: 3, max: 3 },
      { rule: "starts_with", text: "Dear guest" },
      { rule: "ends_with", text: "Kind regards" },
      { rule: "excludes", words: "mistake" },
      { rule: "excludes", words: "apologize" },
      { rule: "words", min: 15, max: 80 },
      { rule: "contains", words: "room" },
    ],
    reference:
      "Dear guest, you paid twice for your room.\n\nWe sent the second payment back today, and you will have it within a week.\n\nKind regards",
  },
  {
    source: "capital-sale",
    difficulty: 4,
    prompt:
      'A shop closes for ever and sells all that is left. Design its poster as four lines of text, all of them in upper case. Put "SALE" alone on the top line and let the bottom line close with a question mark. Apart from that question mark the poster shows letters and spaces only: leave out commas, full stops and exclamation marks. Mention "EVERYTHING" at least once.',
    rules: [
      { rule: "case", is: "upper" },
      { rule: "lines", min: 4, max: 4 },
      { rule: "starts_with", text: "SALE\n" },
      { rule: "ends_with", text: "?" },
      { rule: "excludes_character", character: "," },
      { rule: "excludes_character", character: "." },
      { rule: "excludes_character", character: "!" },
      { rule: "contains", words: "everything" },
    ],
    reference: "SALE\nEVERYTHING MUST GO\nTHE SHOP CLOSES FOR EVER\nWILL YOU COME?",
  },
  {
    source: "no-letter-o",
    difficulty: 5,
    prompt:
      'Magazines like riddles in which a letter is missing. Describe a kitchen in one sentence of nine to eighteen words without using the letter "o" in any word, be it large or small. That rules out "cook" and "oven"; still, "bread" has to appear. Close the sentence with a full stop, and give the sentence alone.',
    rules: [
      { rule: "sentences", min: 1, max: 1 },
      { rule: "words", min: 9, max: 18 },
      { rule: "excludes_character", character: "o" },
      { rule: "contains", words: "bread" },
      { rule: "ends_with", text: "." },
    ],
    reference: "Fresh bread and warm tea wait in the bright little kitchen.",
  },
  {
    source: "exact-news",
    difficulty: 5,
    prompt:
      'The display in the entrance hall of a school has room for very little. Give it three lines of news with five words apiece. Open with "Today" and let "week" be the closing word, without any mark after it. Use "class" two times, neither more nor less. Commas and digits cannot be displayed. Your answer is shown as it is, so it must hold the news alone.',
    rules: [
      { rule: "lines", min: 3, max: 3 },
      { rule: "words_in_each_line", min: 5, max: 5 },
      { rule: "starts_with", text: "Today" },
      { rule: "ends_with", text: "week" },
      { rule: "contains", words: "class", times: 2 },
      { rule: "excludes_character", character: "," },
      { rule: "no_digits" },
    ],
    reference: "Today our class visits farms\nMusic class meets after lunch\nHolidays begin in one week",
  },
];
