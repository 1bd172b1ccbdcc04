import type { FilteredValueToken, Tokenizer, ValueToken } from "liquidjs";
import { dottedNames } from "./resolve-name.js";

/** A name that a tag makes: the variable of assign and capture, the item of a loop. */
interface DeclaredName {
  readonly name: string;
  readonly offset: number;
}

/** What stands inside one output or tag. */
export interface TagContent {
  readonly values: readonly (FilteredValueToken | ValueToken)[];
  /** Whether a value may be absent here: the tag asks for it, or compares with it. */
  readonly tested: boolean;
  readonly declares?: DeclaredName | undefined;
}

type Reader = (tokenizer: Tokenizer) => TagContent;

const nothing: Reader = () => ({ values: [], tested: false });
const condition: Reader = (tokenizer) => ({ values: [tokenizer.readFilteredValue()], tested: true });

/** Reads `value | filter: argument`. */
export const readOutput: Reader = (tokenizer) => ({ values: [tokenizer.readFilteredValue()], tested: false });

/** How the inside of each tag is read. A tag that is not here is not available. */
export const tagReaders: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["assign", readAssign],
  ["break", nothing],
  ["capture", (tokenizer) => ({ values: [], tested: false, declares: readName(tokenizer) })],
  ["case", condition],
  ["continue", nothing],
  ["echo", readOutput],
  ["else", nothing],
  ["elsif", condition],
  ["endcapture", nothing],
  ["endcase", nothing],
  ["endcomment", nothing],
  ["endfor", nothing],
  ["endif", nothing],
  ["endraw", nothing],
  ["endunless", nothing],
  ["for", readFor],
  ["if", condition],
  ["raw", nothing],
  ["unless", condition],
  ["when", readWhen],
]);

function readName(tokenizer: Tokenizer): DeclaredName {
  tokenizer.skipBlank();
  const offset = tokenizer.p;
  tokenizer.assert(tokenizer.peek() !== ".", "a name that a template makes has no leading dot", offset);
  const name = tokenizer.readIdentifier().content;
  tokenizer.assert(name !== "", "a name is missing", offset);
  tokenizer.assert(!dottedNames.includes(name), `the name "${name}" would hide .${name}: choose another`, offset);
  return { name, offset };
}

function readAssign(tokenizer: Tokenizer): TagContent {
  const declares = readName(tokenizer);
  tokenizer.skipBlank();
  tokenizer.assert(tokenizer.peek() === "=", `assign needs a value: {% assign ${declares.name} = ... %}`);
  tokenizer.advance();
  return { values: [tokenizer.readFilteredValue()], tested: false, declares };
}

const loopOptions = ["limit", "offset", "reversed"];

function readFor(tokenizer: Tokenizer): TagContent {
  const declares = readName(tokenizer);
  const inWord = tokenizer.readIdentifier();
  tokenizer.assert(inWord.content === "in", "a loop is written {% for item in list %}", inWord.begin);
  const list = tokenizer.readValue();
  tokenizer.assert(list, "a loop is written {% for item in list %}");
  const options = tokenizer.readHashes().map(({ name, value, begin }) => {
    const known = loopOptions.includes(name.content) && (value !== undefined) === (name.content !== "reversed");
    tokenizer.assert(known, `unknown loop option "${name.content}": there are limit: 3, offset: 3 and reversed`, begin);
    return value;
  });
  return { values: [list, ...options].filter((value) => value !== undefined), tested: false, declares };
}

function readWhen(tokenizer: Tokenizer): TagContent {
  const values = [tokenizer.readValueOrThrow()];
  while (readSeparator(tokenizer)) values.push(tokenizer.readValueOrThrow());
  return { values, tested: true };
}

function readSeparator(tokenizer: Tokenizer): boolean {
  tokenizer.skipBlank();
  if (tokenizer.end()) return false;
  const begin = tokenizer.p;
  if (tokenizer.peek() === ",") tokenizer.advance();
  else tokenizer.assert(tokenizer.readIdentifier().content === "or", 'values of when are parted by "," or "or"', begin);
  return true;
}
