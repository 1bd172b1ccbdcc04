import type { TextStep } from "@compute-proxy/client";
import { describe, expect, it } from "@jest/globals";
import { watch } from "./watch.ts";

/** As much of a terminal as the program uses: text that wraps, the way back up, and clearing to the end. */
function terminal(columns: number) {
  let rows = [""];
  let row = 0;
  const put = (character: string): void => {
    if (Array.from(rows[row] ?? "").length === columns) rows[(row += 1)] = "";
    rows[row] += character;
  };
  const controls: Readonly<Record<string, (count: number) => void>> = {
    "\n": () => void (rows[(row += 1)] = ""),
    "\r": () => undefined,
    A: (count) => void (row -= count),
    J: () => void (rows = [...rows.slice(0, row), ""]),
    m: () => undefined,
  };
  const write = (text: string): void => {
    for (const [, count, control = "", character = ""] of text.matchAll(/\u001b\[(\d*)([AJm])|([\s\S])/gu)) {
      const act = controls[control || character];
      if (act) act(Number(count ?? 0));
      else put(character);
    }
  };
  return { columns, write, rows: () => rows };
}

const provisional = (text: string, current: string): TextStep<undefined> => ({
  kind: "text",
  stageId: "s",
  text,
  textOffset: 0,
  provisional: true,
  current,
});
const retracted = (current: string): TextStep<undefined> => ({
  kind: "retracted",
  stageId: "s",
  textOffset: 0,
  takenBack: "",
  current,
  reason: "low-confidence",
});
const end = (text: string): TextStep<undefined> => ({ kind: "end", text, response: undefined });

async function* stream(steps: readonly TextStep<undefined>[], error?: Error): AsyncGenerator<TextStep<undefined>> {
  yield* steps;
  if (error) throw error;
}

const steps = [
  provisional("Plants are blue, ", "Plants are blue, "),
  provisional("because of the sky", "Plants are blue, because of the sky"),
  retracted(""),
  provisional("Plants are", "Plants are"),
  provisional(" green.", "Plants are green."),
  end("Plants are green."),
];

describe("a terminal", () => {
  it.each([80, 10, 7])(
    "of %i columns shows provisional text, takes it back, and ends with the answer",
    async (columns) => {
      const screen = terminal(columns);
      const seen: string[] = [];
      const out = {
        columns,
        write: (text: string) => {
          screen.write(text);
          seen.push(screen.rows().join(""));
        },
      };

      await watch(stream(steps), out);

      expect(seen).toEqual([
        "Plants are blue, ",
        "Plants are blue, because of the sky",
        "",
        "Plants are",
        "Plants are green.",
        "Plants are green.",
        "Plants are green.",
      ]);
    },
  );

  it("shows dim what may still be taken back, and the answer not", async () => {
    const written: string[] = [];

    await watch(stream([provisional("Green.", "Green."), end("Green.")]), {
      columns: 80,
      write: (text) => written.push(text),
    });

    expect(written).toEqual(["\u001b[2mGreen.\u001b[22m", "\r\u001b[JGreen.", "\n"]);
  });

  it("keeps the lines of a text apart when it takes it back", async () => {
    const screen = terminal(80);

    await watch(stream([provisional("1\n2\n3", "1\n2\n3"), retracted("1\n"), end("1\nzwei")]), screen);

    expect(screen.rows()).toEqual(["1", "zwei", ""]);
  });

  it("is left in a new row when the stream breaks off", async () => {
    const screen = terminal(80);

    const watching = watch(stream([provisional("Pla", "Pla")], new Error("broke off")), screen);

    await expect(watching).rejects.toThrow("broke off");
    expect(screen.rows()).toEqual(["Pla", ""]);
  });
});

describe("a file", () => {
  it("gets the answer alone, since nothing can be taken back from it", async () => {
    const written: string[] = [];

    await watch(stream(steps), { write: (text) => written.push(text) });

    expect(written).toEqual(["Plants are green.\n"]);
  });

  it("gets nothing of a stream that breaks off", async () => {
    const written: string[] = [];

    const watching = watch(stream(steps.slice(0, 2), new Error("broke off")), { write: (text) => written.push(text) });

    await expect(watching).rejects.toThrow("broke off");
    expect(written).toEqual([]);
  });
});
