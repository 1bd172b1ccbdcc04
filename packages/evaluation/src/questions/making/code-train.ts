import { type Exercise } from "./exercise.js";

/** The half to fit on. */
export const trainExercises: readonly Exercise[] = [
  {
    difficulty: 1,
    signature: "isEven(n: number): boolean",
    task: "tells whether a whole number is even. It also works for negative numbers and zero.",
    tests: [
      [4, true],
      [7, false],
      [0, true],
      [-3, false],
      [-8, true],
    ],
    solution: "return n % 2 === 0;",
  },
  {
    difficulty: 1,
    signature: "largest(numbers: number[]): number",
    task: "returns the largest number of a list that holds at least one number.",
    tests: [
      [[3, 9, 2], 9],
      [[-5, -2, -9], -2],
      [[7], 7],
    ],
    solution: "return Math.max(...numbers);",
  },
  {
    difficulty: 1,
    signature: "countVowels(text: string): number",
    task: "counts the vowels a, e, i, o and u in a text, in small and in capital letters.",
    tests: [
      ["banana", 3],
      ["OUR Idea", 5],
      ["rhythm", 0],
      ["", 0],
    ],
    solution: "return (text.match(/[aeiou]/gi) ?? []).length;",
  },
  {
    difficulty: 2,
    signature: "initials(name: string): string",
    task: 'returns the first letter of each word of a name in capitals, each followed by a full stop, for example "ada king lovelace" gives "A.K.L.".',
    tests: [
      ["ada king lovelace", "A.K.L."],
      ["Max Born", "M.B."],
      ["cher", "C."],
    ],
    solution: 'return name.split(" ").map((word) => word[0].toUpperCase() + ".").join("");',
  },
  {
    difficulty: 2,
    signature: "secondLargest(numbers: number[]): number | null",
    task: "returns the second largest of the different numbers of a list, or null when there are fewer than two different numbers.",
    tests: [
      [[4, 9, 7], 7],
      [[5, 5, 3], 3],
      [[2, 2], null],
      [[], null],
      [[-1, -2], -2],
    ],
    solution:
      "const sorted = [...new Set(numbers)].sort((a, b) => b - a); return sorted.length < 2 ? null : sorted[1];",
  },
  {
    difficulty: 2,
    signature: "removeFalsy(record: Record<string, number>): Record<string, number>",
    task: "returns a new object with only those entries of the record whose value is greater than zero.",
    tests: [
      [
        { a: 1, b: 0, c: -2, d: 5 },
        { a: 1, d: 5 },
      ],
      [{}, {}],
      [{ x: 0 }, {}],
    ],
    solution: "return Object.fromEntries(Object.entries(record).filter(([, value]) => value > 0));",
  },
  {
    difficulty: 3,
    signature: "runLengths(text: string): string",
    task: 'writes each run of the same character as the character followed by the length of the run, also when that is 1: "aaab" gives "a3b1". The empty text gives the empty text.',
    tests: [
      ["aaab", "a3b1"],
      ["", ""],
      ["abc", "a1b1c1"],
      ["zzzzzzzzzzzz", "z12"],
      ["aabaa", "a2b1a2"],
    ],
    solution: "return text.replace(/(.)\\1*/g, (run) => run[0] + run.length);",
  },
  {
    difficulty: 3,
    signature: "chunk(items: number[], size: number): number[][]",
    task: "cuts a list into lists of the given size; the last one may be shorter. A size under 1 gives an empty list.",
    tests: [
      [[1, 2, 3, 4, 5], 2, [[1, 2], [3, 4], [5]]],
      [[], 3, []],
      [[1, 2], 5, [[1, 2]]],
      [[1, 2], 0, []],
    ],
    solution:
      "const out = []; if (size < 1) return out; for (let i = 0; i < items.length; i += size) out.push(items.slice(i, i + size)); return out;",
  },
  {
    difficulty: 3,
    signature: "toRoman(n: number): string",
    task: "writes a whole number from 1 to 3999 as a Roman numeral.",
    tests: [
      [4, "IV"],
      [9, "IX"],
      [1994, "MCMXCIV"],
      [3888, "MMMDCCCLXXXVIII"],
      [40, "XL"],
    ],
    solution:
      'const table = [[1000,"M"],[900,"CM"],[500,"D"],[400,"CD"],[100,"C"],[90,"XC"],[50,"L"],[40,"XL"],[10,"X"],[9,"IX"],[5,"V"],[4,"IV"],[1,"I"]]; let out = ""; for (const [v, s] of table) while (n >= v) { out += s; n -= v; } return out;',
  },
  {
    difficulty: 4,
    signature: "mergeIntervals(intervals: [number, number][]): [number, number][]",
    task: "merges all intervals that overlap or touch (for example [1, 3] and [3, 5]) and returns them sorted by their start. The input may be in any order.",
    tests: [
      [
        [
          [8, 9],
          [1, 3],
          [2, 5],
        ],
        [
          [1, 5],
          [8, 9],
        ],
      ],
      [
        [
          [1, 3],
          [3, 5],
        ],
        [[1, 5]],
      ],
      [[], []],
      [
        [
          [1, 10],
          [2, 3],
        ],
        [[1, 10]],
      ],
    ],
    solution:
      "const out = []; for (const [a, b] of [...intervals].sort((x, y) => x[0] - y[0])) { const last = out.at(-1); if (last && a <= last[1]) last[1] = Math.max(last[1], b); else out.push([a, b]); } return out;",
  },
  {
    difficulty: 4,
    signature: "isBalanced(text: string): boolean",
    task: "tells whether the brackets (), [] and {} of a text are balanced and rightly nested. All other characters are ignored.",
    tests: [
      ["a(b[c]{d})", true],
      ["(]", false],
      ["([)]", false],
      ["((", false],
      ["", true],
      [")(", false],
    ],
    solution:
      'const pairs = { ")": "(", "]": "[", "}": "{" }; const open = []; for (const c of text) { if ("([{".includes(c)) open.push(c); else if (c in pairs && open.pop() !== pairs[c]) return false; } return open.length === 0;',
  },
  {
    difficulty: 4,
    signature: "rotate(matrix: number[][]): number[][]",
    task: "turns a matrix by 90 degrees clockwise and returns the new matrix. The matrix may have more columns than rows.",
    tests: [
      [
        [
          [1, 2],
          [3, 4],
        ],
        [
          [3, 1],
          [4, 2],
        ],
      ],
      [[[1, 2, 3]], [[1], [2], [3]]],
      [[[5]], [[5]]],
      [
        [
          [1, 2, 3],
          [4, 5, 6],
        ],
        [
          [4, 1],
          [5, 2],
          [6, 3],
        ],
      ],
    ],
    solution: "return matrix[0].map((_, column) => matrix.map((row) => row[column]).reverse());",
  },
  {
    difficulty: 5,
    signature: "evaluate(expression: string): number",
    task: "works out an arithmetic expression of whole numbers, +, -, * and / with the usual precedence, brackets, and spaces anywhere. It must not use eval or the Function constructor.",
    tests: [
      ["2 + 3 * 4", 14],
      ["(2 + 3) * 4", 20],
      ["20 / (7 - 2) - 1", 3],
      ["2*(3+(4-1))*2", 24],
      ["10 - 4 - 3", 3],
    ],
    solution:
      'const t = expression.match(/\\d+|[-+*/()]/g); let i = 0; const atom = () => { const x = t[i++]; if (x === "(") { const v = sum(); i++; return v; } return Number(x); }; const product = () => { let v = atom(); while (t[i] === "*" || t[i] === "/") v = t[i++] === "*" ? v * atom() : v / atom(); return v; }; const sum = () => { let v = product(); while (t[i] === "+" || t[i] === "-") v = t[i++] === "+" ? v + product() : v - product(); return v; }; return sum();',
  },
  {
    difficulty: 5,
    signature: "longestCommonSubsequence(a: string, b: string): number",
    task: "returns the length of the longest common subsequence of two texts (characters in the same order, not necessarily side by side). It must be fast for texts of 1000 characters.",
    tests: [
      ["abcde", "ace", 3],
      ["abc", "xyz", 0],
      ["", "abc", 0],
      ["AGGTAB", "GXTXAYB", 4],
      ["ab".repeat(400), "ba".repeat(400), 799],
    ],
    solution:
      "let row = new Array(b.length + 1).fill(0); for (const x of a) { const next = [0]; for (let j = 1; j <= b.length; j++) next[j] = x === b[j - 1] ? row[j - 1] + 1 : Math.max(row[j], next[j - 1]); row = next; } return row[b.length];",
  },
  {
    difficulty: 5,
    signature: "wordWrap(text: string, width: number): string[]",
    task: "breaks a text at its spaces into lines of at most `width` characters, each line with as many words as fit. A word that is longer than `width` is cut into pieces of `width` characters, each on a line of its own; what is left of it begins the next line, where further words may follow. There are no empty lines.",
    tests: [
      ["the quick brown fox", 10, ["the quick", "brown fox"]],
      ["a bb ccc", 3, ["a", "bb", "ccc"]],
      ["abcdefgh ij", 3, ["abc", "def", "gh", "ij"]],
      ["abcd e", 3, ["abc", "d e"]],
      ["", 5, []],
    ],
    solution:
      'const out = []; let line = ""; for (let word of text.split(" ").filter(Boolean)) { if (line && line.length + 1 + word.length <= width) { line += " " + word; continue; } if (line) out.push(line); while (word.length > width) { out.push(word.slice(0, width)); word = word.slice(width); } line = word; } if (line) out.push(line); return out;',
  },
];
