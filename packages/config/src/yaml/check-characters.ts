import type { Complaint } from "./complaint.js";

/** What YAML forbids in a text: control characters but tab and line ends, noncharacters, halves of surrogate pairs. */
const forbidden =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** The first character that may not be there, if any. */
export function checkCharacters(text: string): readonly Complaint[] {
  const found = forbidden.exec(text);
  return found ? [{ offset: found.index, message: `${describe(found[0])} is not allowed here` }] : [];
}

/** Whether a value, which may have come from an escape such as "\0", holds such a character. */
export function forbiddenCharacter(value: string): string | undefined {
  const found = forbidden.exec(value);
  return found ? describe(found[0]) : undefined;
}

function describe(character: string): string {
  return `the character U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}
