import type { Question } from "../question.js";

const javascript = (...lines: string[]): string => ["```javascript", ...lines, "```"].join("\n");
const python = (...lines: string[]): string => ["```python", ...lines, "```"].join("\n");

/** Small functions. Of the wrong answers some do not parse, and some parse and compute something else. */
export const code: readonly Question[] = [
  {
    prompt: "Write a JavaScript function add(a, b) that returns the sum.",
    difficulty: 0.1,
    right: javascript("function add(a, b) {", "  return a + b;", "}"),
    wrong: [javascript("function add(a, b) {", "  return a + b;")],
  },
  {
    prompt: "Write a JavaScript function isEven(n).",
    difficulty: 0.15,
    right: javascript("function isEven(n) {", "  return n % 2 === 0;", "}"),
    wrong: [javascript("function isEven(n) {", "  return n % 2 === 1;", "}")],
  },
  {
    prompt: "Write a JavaScript function reverse(text) that reverses a string.",
    difficulty: 0.3,
    right: javascript("function reverse(text) {", '  return [...text].reverse().join("");', "}"),
    wrong: [
      javascript("function reverse(text) {", "  return text.reverse();", "}"),
      javascript("function reverse(text) {", '  return [...text].reverse().join("";', "}"),
    ],
  },
  {
    prompt: "Write a JavaScript function unique(items) that removes duplicates and keeps the order.",
    difficulty: 0.35,
    right: javascript("function unique(items) {", "  return [...new Set(items)];", "}"),
    wrong: [javascript("function unique(items) {", "  return new Set(items).sort();", "}")],
  },
  {
    prompt: "Write a JavaScript function fibonacci(n) that returns the n-th Fibonacci number, fibonacci(0) being 0.",
    difficulty: 0.45,
    right: javascript(
      "function fibonacci(n) {",
      "  let [a, b] = [0, 1];",
      "  for (let i = 0; i < n; i += 1) [a, b] = [b, a + b];",
      "  return a;",
      "}",
    ),
    wrong: [
      javascript("function fibonacci(n) {", "  return n < 2 ? 1 : fibonacci(n - 1) + fibonacci(n - 2);", "}"),
      javascript("function fibonacci(n) {", "  return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2;", "}"),
    ],
  },
  {
    prompt: "Write a JavaScript function median(numbers) for a list that is not empty.",
    difficulty: 0.6,
    right: javascript(
      "function median(numbers) {",
      "  const sorted = [...numbers].sort((a, b) => a - b);",
      "  const middle = Math.floor(sorted.length / 2);",
      "  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;",
      "}",
    ),
    wrong: [
      javascript("function median(numbers) {", "  return numbers.sort()[numbers.length / 2];", "}"),
      javascript(
        "function median(numbers) {",
        "  const sorted = [...numbers].sort((a, b) => a - b;",
        "  return sorted[0];",
        "}",
      ),
    ],
  },
  {
    prompt: "Write a Python function is_prime(n).",
    difficulty: 0.4,
    right: python(
      "def is_prime(n):",
      "    if n < 2:",
      "        return False",
      "    i = 2",
      "    while i * i <= n:",
      "        if n % i == 0:",
      "            return False",
      "        i += 1",
      "    return True",
    ),
    wrong: [
      python(
        "def is_prime(n):",
        "    for i in range(2, n):",
        "        if n % i == 0:",
        "            return False",
        "        return True",
      ),
      python("def is_prime(n)", "    return all(n % i for i in range(2, n))"),
    ],
  },
  {
    prompt: "Write a Python function word_count(text) that counts each word.",
    difficulty: 0.35,
    right: python(
      "def word_count(text):",
      "    counts = {}",
      "    for word in text.split():",
      "        counts[word] = counts.get(word, 0) + 1",
      "    return counts",
    ),
    wrong: [python("def word_count(text):", "    return len(text.split())")],
  },
  {
    prompt: "Write a Python function flatten(items) that flattens nested lists of any depth.",
    difficulty: 0.6,
    right: python(
      "def flatten(items):",
      "    flat = []",
      "    for item in items:",
      "        if isinstance(item, list):",
      "            flat.extend(flatten(item))",
      "        else:",
      "            flat.append(item)",
      "    return flat",
    ),
    wrong: [python("def flatten(items):", "    return [item for inner in items for item in inner]")],
  },
  {
    prompt: "Write a Python function to_roman(n) for 1 to 3999.",
    difficulty: 0.75,
    right: python(
      "def to_roman(n):",
      "    values = [1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1]",
      '    signs = ["M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"]',
      '    roman = ""',
      "    for value, sign in zip(values, signs):",
      "        while n >= value:",
      "            roman += sign",
      "            n -= value",
      "    return roman",
    ),
    wrong: [
      python(
        "def to_roman(n):",
        '    roman = ""',
        '    for value, sign in [(1000, "M"), (500, "D"), (100, "C"), (50, "L"), (10, "X"), (5, "V"), (1, "I")]:',
        "        roman += sign * (n // value)",
        "        n %= value",
        "    return roman",
      ),
    ],
  },
  {
    prompt: "Write a JavaScript function debounce(action, ms).",
    difficulty: 0.55,
    right: javascript(
      "function debounce(action, ms) {",
      "  let timer;",
      "  return (...values) => {",
      "    clearTimeout(timer);",
      "    timer = setTimeout(() => action(...values), ms);",
      "  };",
      "}",
    ),
    wrong: [
      javascript(
        "function debounce(action, ms) {",
        "  return (...values) => setTimeout(() => action(...values), ms);",
        "}",
      ),
    ],
  },
];
