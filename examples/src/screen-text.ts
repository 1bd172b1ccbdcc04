/** A terminal. */
export interface Screen {
  write(text: string): unknown;
  /** How many characters a row has. */
  readonly columns: number;
}

/** A text on a terminal that can still change. It begins in an empty row. */
export interface ScreenText {
  /** Makes this the text that stands there. What is provisional is dim. */
  show(text: string, provisional: boolean): void;
}

const dim = (text: string): string => `\u001b[2m${text}\u001b[22m`;

/** Nothing stands there yet. Each character is taken to be one column wide, and the text to fit on the screen. */
export function screenText(screen: Screen): ScreenText {
  let shown = "";
  let isDim = false;
  return {
    show(text, provisional) {
      const goesOn = text.startsWith(shown) && (provisional || !isDim);
      const rest = goesOn ? text.slice(shown.length) : text;
      screen.write((goesOn ? "" : erase(shown, screen.columns)) + (provisional ? dim(rest) : rest));
      shown = text;
      isDim = provisional;
    },
  };
}

/** From the end of a text back to its begin, and clears what is there. */
function erase(text: string, columns: number): string {
  const rows = text
    .split("\n")
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(Array.from(line).length / columns)), 0);
  return `\r${rows > 1 ? `\u001b[${rows - 1}A` : ""}\u001b[J`;
}
