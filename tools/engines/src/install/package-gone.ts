import { EnginesError } from "../engines-error.ts";

const SAYS_GONE = [
  /No matching (distribution|version) found/,
  /Unable to locate package/,
  /unknown revision/,
  /This module version is not available/,
  /\b(404 Not Found|410 Gone)\b/,
];

const SAYS_UNREACHABLE = [
  /NewConnectionError|ConnectTimeoutError|ReadTimeoutError|ProxyError|SSLError/,
  /Temporary failure|Could not resolve|no such host|connection refused|i\/o timeout/i,
];

/** Whether a tool's output says that its registry has no such package, as opposed to not being reachable at all. */
export function saysPackageIsGone(output: string): boolean {
  return SAYS_GONE.some((text) => text.test(output)) && !SAYS_UNREACHABLE.some((text) => text.test(output));
}

export function packageGone(name: string): EnginesError {
  return new EnginesError("package-gone", `the registry no longer has ${name}`);
}
