import { describe, expect, it } from "@jest/globals";
import { toMultipart } from "./multipart.js";

const parsed = async (form: ReturnType<typeof toMultipart>): Promise<FormData> =>
  new Response(Uint8Array.from(form.body), { headers: { "content-type": form.type } }).formData();

describe("a form", () => {
  it("carries fields and a file as they are", async () => {
    const prompt = 'Ünïcode "quoted"\r\n--compute-proxy\r\n\r\nend';
    const wav = Uint8Array.of(0, 13, 10, 45, 45, 255);
    const form = await parsed(toMultipart(new Map([["prompt", prompt]]), wav));
    const file = form.get("file");

    expect(form.get("prompt")).toBe(prompt);
    expect(file).toMatchObject({ name: "audio.wav", type: "audio/wav" });
    expect(new Uint8Array(file instanceof Blob ? await file.arrayBuffer() : new ArrayBuffer())).toEqual(wav);
  });

  it("has no file where none is given", async () => {
    const form = await parsed(toMultipart([["response_format", "json"]]));

    expect([...form.keys()]).toEqual(["response_format"]);
  });

  it("has a boundary that nobody can guess", () => {
    expect(toMultipart([]).type).not.toBe(toMultipart([]).type);
  });
});
