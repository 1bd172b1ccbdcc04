/** A request's prompt in the template of all fake models: `<role>content` for each turn, then `<assistant>` before a new answer. */
export function fakeRendering({ prompt, messages, raw }: Readonly<Record<string, unknown>>): string {
  if (raw === true) return String(prompt);
  const turns = Array.isArray(messages) ? messages.map(turnOf) : [{ role: "user", content: String(prompt) }];
  const text = turns.map(({ role, content }) => `<${role}>${content}`).join("");
  return turns.at(-1)?.role === "assistant" ? text : `${text}<assistant>`;
}

/** What of the answer to a request is there already, raw or as the assistant's last message. */
export function begunAnswer(body: Readonly<Record<string, unknown>>): string {
  return fakeRendering(body).split("<assistant>").at(-1) ?? "";
}

function turnOf(message: unknown): { readonly role: string; readonly content: string } {
  const turn = Object(message) as Readonly<Record<string, unknown>>;
  return { role: String(turn["role"]), content: String(turn["content"]) };
}
