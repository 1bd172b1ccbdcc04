import { describe, expect, it } from "@jest/globals";
import { grade } from "../grade.js";
import { type AbstainGrader } from "../grader.js";

const dog: AbstainGrader = { kind: "abstain" };
const age: AbstainGrader = { kind: "abstain", given_numbers: [8] };
const taller: AbstainGrader = { kind: "abstain", made_up: ["Nils is taller"] };
const king: AbstainGrader = { kind: "abstain", accept: ["never had a king"], made_up: ["1776"] };

describe("the abstain grader passes", () => {
  it.each<[what: string, grader: AbstainGrader, answer: string]>([
    ["the one word", dog, "unknown"],
    ["the word with marks", dog, '**"Unknown."**'],
    ["a sentence", dog, "I don't know the name of your dog."],
    ["a typographic apostrophe", dog, "I don’t know your dog."],
    ["what the text lacks", age, "The text does not mention his age."],
    ["what is not given", age, "His age is not given."],
    ["what cannot be determined", taller, "It cannot be determined who is taller."],
    ["not enough information", taller, "There is not enough information to compare Nils and Tim."],
    ["a refusal as an assistant", dog, "I'm sorry, but as an AI I do not have access to personal information."],
    ["a question back", dog, "Could you tell me more about your dog?"],
    ["another question back", dog, "Which dog do you mean?"],
    ["a request", age, "Please provide the age at which he started."],
    ["an answer that is unknown", dog, "The answer is unknown."],
    [
      "what it depends on and lacks",
      age,
      "To calculate this I would need to know the size. More information is needed.",
    ],
    ["what it depends on", age, "That depends on the size of the fence. How long and high is it?"],
    ["what is wrong with the premise", king, "The United States never had a king."],
    ["an offer behind it", dog, "I cannot know that, but you can tell me."],
    ["a number that was given", age, "The train leaves at 8, but the arrival is not specified."],
    ["a denied guess", taller, "We cannot say that Nils is taller."],
  ])("%s", async (_, grader, answer) => {
    expect((await grade({ grader }, answer)).good).toBe(true);
  });
});

describe("the abstain grader fails", () => {
  it.each<[what: string, grader: AbstainGrader, answer: string]>([
    ["an empty answer", dog, ""],
    ["a made-up name", dog, "Rex"],
    ["a made-up sentence", dog, "Your dog is called Rex."],
    ["a made-up number", age, "He is 34 years old."],
    ["a guess behind an abstention", dog, "I cannot know that, but it is probably Rex."],
    ["an answer behind an abstention", dog, "I don't have access to this. However, the answer is Rex."],
    ["a number behind an abstention", age, "The text does not say it. He could be 34."],
    ["a best guess", dog, "It is unknown. My best guess is Rex."],
    ["a made-up comparison", taller, "It is not stated, although Nils is taller."],
    ["a conclusion", dog, "I do not know. Therefore, it is Rex."],
    ["an abstention that comes late", dog, "Your dog is Rex. He is brown. He is old. I don't know more."],
    ["a false premise that is taken up", king, "The first king was crowned in 1776."],
    ["a false premise and an abstention", king, "It is not clear, perhaps 1776."],
    ["the question again", dog, "What is the name of my dog?"],
    ["a repetition loop", dog, "I do not know. ".repeat(12)],
    ["what it depends on and a number", age, "It depends on the size, usually 34."],
    ["a marked answer", dog, "I cannot know.\nAnswer: Rex"],
    ["thinking that never ends", dog, "<think>I cannot know"],
  ])("%s", async (_, grader, answer) => {
    expect((await grade({ grader }, answer)).good).toBe(false);
  });
});
