import { markOf } from "./render.js";

/** What a rendered prompt asks. */
export interface Conversation {
  /** All that stands before the answer. */
  readonly text: string;
  /** The part to be answered: the prompt, or the user's last message. */
  readonly question: string;
  /** What of the answer is there already. */
  readonly begun: string;
}

/** Reads a rendered prompt. Without the template's marks all of it is the question. */
export function conversationOf(rendered: string): Conversation {
  const answerAt = rendered.lastIndexOf(markOf("assistant"));
  const asked = answerAt < 0 ? rendered : rendered.slice(0, answerAt);
  const begun = answerAt < 0 ? "" : rendered.slice(answerAt + markOf("assistant").length);
  const questionAt = asked.lastIndexOf(markOf("user"));
  const question = questionAt < 0 ? asked : asked.slice(questionAt + markOf("user").length);
  return { text: questionAt === 0 ? question : asked, question, begun };
}
