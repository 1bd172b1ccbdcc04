/** A fenced block of Markdown. */
export interface CodeFence {
  /** As written behind the opening fence, in lower case; empty when there is none. */
  readonly language: string;
  readonly code: string;
  readonly closed: boolean;
}

/** Behind backticks no further one may stand, or it is code inside of a line (CommonMark 4.5). */
const opening = /^\s{0,3}(`{3,}(?=[^`]*$)|~{3,})\s*([\w+#.-]*)/u;

/** The fenced blocks of a text, in order. A fence that is never closed reaches to the end. */
export function codeFences(text: string): readonly CodeFence[] {
  const fences: CodeFence[] = [];
  let open: { readonly mark: string; readonly language: string; readonly lines: string[] } | undefined;
  for (const line of text.split("\n")) {
    const mark = opening.exec(line);
    if (!open && mark) {
      open = { mark: mark[1] ?? "", language: (mark[2] ?? "").toLowerCase(), lines: [] };
    } else if (open && line.trim().startsWith(open.mark)) {
      fences.push({ language: open.language, code: open.lines.join("\n"), closed: true });
      open = undefined;
    } else {
      open?.lines.push(line);
    }
  }
  if (open) fences.push({ language: open.language, code: open.lines.join("\n"), closed: false });
  return fences;
}
