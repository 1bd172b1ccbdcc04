/** One place where a condition reads a value: `stages["draft"].confidence` is stages, [draft, confidence]. */
export interface ConditionRead {
  readonly root: string;
  /** Undefined stands for a number or something computed. */
  readonly path: readonly (string | undefined)[];
  /** UTF-16 offset of the root. */
  readonly offset: number;
  /** Whether it stands in has(). */
  readonly tested: boolean;
}

const plainName = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** The path as a condition writes it. */
export function pathText({ root, path }: Pick<ConditionRead, "root" | "path">): string {
  const [first, ...rest] = path;
  const start = root === "stages" && first !== undefined ? `${root}${inBrackets(first)}` : `${root}${step(first)}`;
  return path.length === 0 ? root : `${start}${rest.map(step).join("")}`;
}

/** How a condition asks whether a value is there. */
export function presenceTest({ root, path }: Pick<ConditionRead, "root" | "path">): string {
  const last = path.at(-1);
  const whole = pathText({ root, path });
  if (last === undefined || plainName.test(last)) return `has(${whole})`;
  return `${JSON.stringify(last)} in ${pathText({ root, path: path.slice(0, -1) })}`;
}

function step(name: string | undefined): string {
  if (name === undefined) return "[...]";
  return plainName.test(name) ? `.${name}` : inBrackets(name);
}

function inBrackets(name: string): string {
  return `[${JSON.stringify(name)}]`;
}
