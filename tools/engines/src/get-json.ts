const PROBE_MS = 700;

/** What a server at this address tells; undefined when none answers in a moment, or with an error. */
export async function getJson(url: string): Promise<unknown> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(PROBE_MS) });
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined;
  }
}
