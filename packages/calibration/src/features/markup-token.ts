/**
 * Whether a token is white space or Markdown decoration only. Such tokens are nearly always certain and would hide the
 * others.
 */
export function isMarkupToken(token: string): boolean {
  return /^[\s`*_#>|~=+-]*$/u.test(token);
}
