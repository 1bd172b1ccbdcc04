import { type Exercise } from "./exercise.js";

/** The half to report on. */
export const testExercises: readonly Exercise[] = [
  {
    difficulty: 1,
    signature: "absolute(n: number): number",
    task: "returns the absolute value of a number.",
    tests: [
      [-4, 4],
      [3.5, 3.5],
      [0, 0],
    ],
    solution: "return Math.abs(n);",
  },
  {
    difficulty: 1,
    signature: "total(numbers: number[]): number",
    task: "returns the sum of a list of numbers; the sum of an empty list is 0.",
    tests: [
      [[1, 2, 3], 6],
      [[], 0],
      [[-4, 1.5], -2.5],
    ],
    solution: "return numbers.reduce((sum, n) => sum + n, 0);",
  },
  {
    difficulty: 1,
    signature: "isPalindrome(text: string): boolean",
    task: "tells whether a text reads the same forwards and backwards. Capital and small letters count as the same.",
    tests: [
      ["level", true],
      ["Anna", true],
      ["house", false],
      ["", true],
    ],
    solution: 'const plain = text.toLowerCase(); return plain === [...plain].reverse().join("");',
  },
  {
    difficulty: 2,
    signature: "capitalize(sentence: string): string",
    task: "makes the first letter of each word a capital and all other letters small, and keeps the single spaces between the words.",
    tests: [
      ["hello big world", "Hello Big World"],
      ["oNE tWO", "One Two"],
      ["x", "X"],
    ],
    solution:
      'return sentence.split(" ").map((w) => w.slice(0, 1).toUpperCase() + w.slice(1).toLowerCase()).join(" ");',
  },
  {
    difficulty: 2,
    signature: "mostFrequent(words: string[]): string | null",
    task: "returns the word that occurs most often; of several such words the one that comes first in the list. An empty list gives null.",
    tests: [
      [["a", "b", "a"], "a"],
      [["x", "y", "y", "x"], "x"],
      [[], null],
      [["b", "c", "c"], "c"],
    ],
    solution:
      "let best = null, most = 0; for (const w of words) { const n = words.filter((x) => x === w).length; if (n > most) { most = n; best = w; } } return best;",
  },
  {
    difficulty: 2,
    signature: "pluck(records: { id: number; name: string }[], id: number): string | null",
    task: "returns the name of the record with the given id, or null when there is none.",
    tests: [
      [
        [
          { id: 1, name: "Ann" },
          { id: 2, name: "Ben" },
        ],
        2,
        "Ben",
      ],
      [[], 1, null],
      [[{ id: 3, name: "Cy" }], 4, null],
    ],
    solution: "return records.find((record) => record.id === id)?.name ?? null;",
  },
  {
    difficulty: 3,
    signature: "expand(text: string): string",
    task: 'turns pairs of a letter and a count into runs: "a3b1" gives "aaab". A count may have several digits and may be 0. The empty text gives the empty text.',
    tests: [
      ["a3b1", "aaab"],
      ["", ""],
      ["z12", "zzzzzzzzzzzz"],
      ["a0b2", "bb"],
    ],
    solution: "return text.replace(/([a-zA-Z])(\\d+)/g, (_, letter, count) => letter.repeat(Number(count)));",
  },
  {
    difficulty: 3,
    signature: "pairsWithSum(numbers: number[], target: number): number",
    task: "counts the pairs of different positions i < j whose numbers add up to the target.",
    tests: [
      [[1, 2, 3, 4], 5, 2],
      [[2, 2, 2], 4, 3],
      [[], 1, 0],
      [[5], 5, 0],
      [[-1, 1, 0], 0, 1],
    ],
    solution:
      "let count = 0; numbers.forEach((a, i) => numbers.slice(i + 1).forEach((b) => { if (a + b === target) count++; })); return count;",
  },
  {
    difficulty: 3,
    signature: "formatDuration(seconds: number): string",
    task: 'writes a whole number of seconds as hours, minutes and seconds in the form "h:mm:ss", for example 3725 gives "1:02:05". The hours are always there and have no leading zero.',
    tests: [
      [3725, "1:02:05"],
      [59, "0:00:59"],
      [36000, "10:00:00"],
      [60, "0:01:00"],
    ],
    solution:
      'const two = (n) => String(n).padStart(2, "0"); return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;',
  },
  {
    difficulty: 4,
    signature: "spiral(matrix: number[][]): number[]",
    task: "returns the numbers of a matrix in clockwise spiral order, beginning at the upper left. The matrix may have any number of rows and columns; an empty matrix gives an empty list.",
    tests: [
      [
        [
          [1, 2, 3],
          [4, 5, 6],
          [7, 8, 9],
        ],
        [1, 2, 3, 6, 9, 8, 7, 4, 5],
      ],
      [
        [
          [1, 2],
          [3, 4],
          [5, 6],
        ],
        [1, 2, 4, 6, 5, 3],
      ],
      [[], []],
      [[[1, 2, 3]], [1, 2, 3]],
    ],
    solution:
      "const out = []; let rest = matrix.map((r) => [...r]); while (rest.length && rest[0].length) { out.push(...rest.shift()); rest = rest.length ? rest[0].map((_, c) => rest.map((r) => r[c])).reverse() : []; } return out;",
  },
  {
    difficulty: 4,
    signature: "compareVersions(a: string, b: string): number",
    task: 'compares two version numbers such as "1.10.2" part by part as numbers and returns -1, 0 or 1. Missing parts count as 0, so that "1.0" equals "1".',
    tests: [
      ["1.10", "1.9", 1],
      ["1.0", "1", 0],
      ["2.0.1", "2.0.3", -1],
      ["1.2", "1.2.1", -1],
      ["10", "9.9.9", 1],
    ],
    solution:
      'const x = a.split(".").map(Number), y = b.split(".").map(Number); for (let i = 0; i < Math.max(x.length, y.length); i++) { const d = (x[i] ?? 0) - (y[i] ?? 0); if (d) return Math.sign(d); } return 0;',
  },
  {
    difficulty: 4,
    signature: "deepEqual(a: unknown, b: unknown): boolean",
    task: "tells whether two JSON values are equal: the same numbers, texts, booleans or null, lists with equal items in the same order, or objects with the same keys and equal values, whatever the order of the keys.",
    tests: [
      [{ a: 1, b: [2, 3] }, { b: [2, 3], a: 1 }, true],
      [[1, 2], [2, 1], false],
      [null, {}, false],
      [{ a: 1 }, { a: 1, b: 2 }, false],
      [[], {}, false],
      ["1", 1, false],
    ],
    solution:
      'if (a === b) return true; if (typeof a !== "object" || typeof b !== "object" || !a || !b || Array.isArray(a) !== Array.isArray(b)) return false; const k = Object.keys(a); return k.length === Object.keys(b).length && k.every((x) => Object.hasOwn(b, x) && deepEqual(a[x], b[x]));',
  },
  {
    difficulty: 5,
    signature: "parseCsvLine(line: string): string[]",
    task: "splits one line of CSV into its fields. Fields are separated by commas. A field may be in double quotes; then it may hold commas, and a double quote inside it is written twice. The quotes around a field are not part of it. Spaces are kept.",
    tests: [
      ["a,b,c", ["a", "b", "c"]],
      ['"x,y",z', ["x,y", "z"]],
      ['"he said ""no""",ok', ['he said "no"', "ok"]],
      ["a,,c", ["a", "", "c"]],
      ["", [""]],
      [' a ,""', [" a ", ""]],
    ],
    solution:
      'const out = []; let field = "", quoted = false; for (let i = 0; i < line.length; i++) { const c = line[i]; if (quoted) { if (c === \'"\' && line[i + 1] === \'"\') { field += c; i++; } else if (c === \'"\') quoted = false; else field += c; } else if (c === \'"\') quoted = true; else if (c === ",") { out.push(field); field = ""; } else field += c; } out.push(field); return out;',
  },
  {
    difficulty: 5,
    signature: "editDistance(a: string, b: string): number",
    task: "returns the smallest number of single-character insertions, deletions and replacements that turn one text into the other. Long texts, of a thousand characters each, must not take a second.",
    tests: [
      ["kitten", "sitting", 3],
      ["", "abc", 3],
      ["same", "same", 0],
      ["flaw", "lawn", 2],
      ["xyz".repeat(300), "yzx".repeat(300), 2],
    ],
    solution:
      "let row = Array.from({ length: b.length + 1 }, (_, j) => j); for (let i = 1; i <= a.length; i++) { const next = [i]; for (let j = 1; j <= b.length; j++) next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)); row = next; } return row[b.length];",
  },
  {
    difficulty: 5,
    signature: "taskOrder(tasks: Record<string, string[]>): string[] | null",
    task: "gets for each task the names of the tasks that must be done before it, and returns an order in which all can be done. Whenever several tasks could come next, the alphabetically first of them comes first. When there is no such order it returns null. Every named task is a key.",
    tests: [
      [{ c: ["a", "b"], b: ["a"], a: [] }, ["a", "b", "c"]],
      [{ x: ["y"], y: ["x"] }, null],
      [{}, []],
      [{ d: [], b: ["d"], a: ["d"], c: [] }, ["c", "d", "a", "b"]],
      [{ z: [], y: ["z"], a: ["y"], m: [] }, ["m", "z", "y", "a"]],
    ],
    solution:
      "const out = []; const open = new Set(Object.keys(tasks)); while (open.size) { const next = [...open].filter((t) => tasks[t].every((x) => !open.has(x))).sort()[0]; if (next === undefined) return null; open.delete(next); out.push(next); } return out;",
  },
];
