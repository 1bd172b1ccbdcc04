import { Composer, CST, type Document, Lexer, type ParsedNode, Parser, type YAMLError } from "yaml";
import { checkCharacters } from "./check-characters.js";
import type { Complaint } from "./complaint.js";

/** The nodes of a text, or why it is no single, small YAML 1.2 document. */
export type ParsedText =
  | { readonly kind: "parsed"; readonly root: ParsedNode | null }
  | { readonly kind: "refused"; readonly complaints: readonly Complaint[] };

/** Longest text, in UTF-16 units. */
const longestText = 1_048_576;
/** Most pieces (words, signs, line ends) of a text: a bound on the time that a hostile one takes. */
const mostPieces = 300_000;
/** How deep lists and maps may stand in each other. */
export const deepest = 64;
const mostErrors = 20;

/** Parses one document. Never throws, and gives up early on texts that would take long. */
export function parseDocument(text: string): ParsedText {
  if (text.length > longestText)
    return refused({ offset: 0, message: `the file is larger than 1 MiB (${text.length} characters)` });
  const characters = checkCharacters(text);
  if (characters.length > 0) return refused(...characters);
  try {
    return judge(compose(text));
  } catch (error) {
    if (error instanceof TooMuch) return refused(error.complaint);
    throw error;
  }
}

class TooMuch extends Error {
  readonly complaint: Complaint;

  constructor(complaint: Complaint) {
    super(complaint.message);
    this.complaint = complaint;
  }
}

type ParsedDocument = Document.Parsed;

function compose(text: string): readonly ParsedDocument[] {
  const composer = new Composer({ version: "1.2", uniqueKeys: false, prettyErrors: false, stringKeys: false });
  return [...composer.compose(tokens(text), true, text.length)];
}

/** The parser's tokens, as far as they are worth composing: after some errors, or in a third document, no more are needed. */
function* tokens(text: string): Generator<CST.Token, void> {
  const parser = new Parser();
  let errors = 0;
  let documents = 0;
  for (const piece of pieces(text, parser)) {
    for (const token of parser.next(piece)) {
      yield token;
      if (token.type === "error") errors += 1;
      if (token.type === "document") documents += 1;
    }
    if (errors >= mostErrors || documents > 2) return;
  }
  yield* parser.end();
}

/** The words and signs of the text. Throws when there are too many, or too many brackets or list signs are open. */
function* pieces(text: string, parser: Parser): Generator<string, void> {
  let count = 0;
  let openBrackets = 0;
  let signsOfLine = 0;
  for (const piece of new Lexer().lex(text)) {
    count += 1;
    if (count > mostPieces)
      throw new TooMuch({ offset: parser.offset, message: `the file has more than ${mostPieces} words and signs` });
    const type = CST.tokenType(piece);
    if (type === "flow-map-start" || type === "flow-seq-start") openBrackets += 1;
    else if (type === "flow-map-end" || type === "flow-seq-end") openBrackets -= 1;
    else if (type === "seq-item-ind" || type === "explicit-key-ind") signsOfLine += 1;
    else if (type === "newline") signsOfLine = 0;
    if (openBrackets > deepest || signsOfLine > deepest)
      throw new TooMuch({ offset: parser.offset, message: tooDeepMessage });
    yield piece;
  }
}

/** What is said of a document whose lists and maps stand too deep in each other. */
export const tooDeepMessage = `lists and maps stand more than ${deepest} deep in each other`;

function judge(documents: readonly ParsedDocument[]): ParsedText {
  const [document, second] = documents;
  const errors = documents.flatMap(({ errors: own }) => own.slice(0, mostErrors)).slice(0, mostErrors);
  const exhausted = errors.find(({ code }) => code === "RESOURCE_EXHAUSTION");
  if (exhausted) return refused({ offset: exhausted.pos[0], message: tooDeepMessage });
  if (errors.length > 0) return refused(...errors.map(toComplaint));
  if (second) return refused({ offset: second.range[0], message: "a second document begins here; a file holds one" });
  const version = document?.directives.yaml.version ?? "1.2";
  if (version !== "1.2")
    return refused({ offset: 0, message: `%YAML ${version} is not supported; files are YAML 1.2` });
  return { kind: "parsed", root: document?.contents ?? null };
}

function toComplaint(error: YAMLError): Complaint {
  return {
    offset: error.pos[0],
    message: error.code === "TAB_AS_INDENT" ? "a tab may not indent: use spaces" : error.message,
  };
}

function refused(...complaints: readonly Complaint[]): ParsedText {
  return { kind: "refused", complaints };
}
