import type { LabelledPrompt } from "../entry/neighbours.js";
import { type FieldReader, finite } from "../model/model-fields.js";

/** Prompts with their verdicts. The vectors must be of one length: others could not be compared. */
export function readLabelled(value: unknown, path: string, reader: FieldReader): LabelledPrompt[] {
  let length: number | undefined;
  return reader.list(value, path, (item, at) => {
    const fields = reader.object(item, at, ["embedding", "good"]);
    const embedding = reader.list(fields["embedding"], `${at}.embedding`, (number, place) =>
      reader.number(number, place, finite),
    );
    length ??= embedding.length;
    if (embedding.length === 0) reader.complain(`${at}.embedding`, "must not be empty");
    else if (embedding.length !== length) {
      reader.complain(
        `${at}.embedding`,
        `must have ${length} numbers as the first has, has ${embedding.length}; embed all prompts with one model`,
      );
    }
    if (typeof fields["good"] !== "boolean") reader.complain(`${at}.good`, "must be true or false");
    return { embedding, good: fields["good"] === true };
  });
}
