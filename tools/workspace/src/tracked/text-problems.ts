/** What must not stand in a file that others get, and why. */
export interface TextRule {
  readonly pattern: RegExp;
  readonly because: string;
}

/** Paths of one machine, addresses of package registries, and the folder that only the authors have. */
export const textRules: readonly TextRule[] = [
  { pattern: /(?<![\w.~}*-])\/(?:work|root|Users|home\/\w+)\//, because: "is a path of one machine" },
  {
    pattern: /\b(?:registry\.npmjs\.org|registry\.yarnpkg\.com|npm\.pkg\.github\.com)\b/,
    because: "names an npm registry",
  },
  { pattern: /\b(?:pypi\.org|files\.pythonhosted\.org)\b/, because: "names a Python index" },
  { pattern: /\b(?:proxy|sum)\.golang\.org\b/, because: "names a Go module proxy" },
  { pattern: /\b(?:index|static)\.crates\.io\b/, because: "names a crate index" },
  { pattern: /\.\.\/shared\/|\bshared\/(?:facts|engines|hooks|DESIGN|STYLE)\b/, because: "is outside the repository" },
];

/** Forbids a host such as that of the registry that this machine installs from. */
export function hostRule(host: string): TextRule {
  return { pattern: new RegExp(host.replaceAll(/\W/g, "\\$&")), because: "names the package registry of this machine" };
}

/** `file:line: match reason` for each line that breaks a rule. */
export function textProblems(file: string, text: string, rules: readonly TextRule[]): readonly string[] {
  return text.split("\n").flatMap((line, index) =>
    rules.flatMap(({ pattern, because }) => {
      const found = pattern.exec(line)?.[0];
      return found === undefined ? [] : [`${file}:${index + 1}: ${JSON.stringify(found)} ${because}`];
    }),
  );
}
