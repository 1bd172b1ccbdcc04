import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "@jest/globals";

import { enginesHomeAt } from "../engines-home.ts";
import { fakeFiles } from "../fake-files.ts";
import { piperServer } from "./piper-server.ts";

const home = enginesHomeAt("/engines");
const python = "/engines/piper/bin/python";
const voice = "/engines/voices/en_US-joe-medium.onnx";

describe("a server of Piper", () => {
  test("listens on this machine only, whatever Piper's own default is", () => {
    const installed = piperServer.find(home, fakeFiles({ [python]: "program", [voice]: "weights" }));

    expect(installed?.argumentsFor(5000).join(" ")).toBe(
      `-m piper.http_server --host 127.0.0.1 --port 5000 --data-dir /engines/voices -m ${voice}`,
    );
  });

  test.each([
    ["without its program", { [voice]: "weights" }],
    ["without its voice", { [python]: "program" }],
  ])("is not started %s", (_, contents) => {
    expect(piperServer.find(home, fakeFiles(contents))).toBeUndefined();
  });
});

describe("an answer", () => {
  let server: Server | undefined;
  afterEach(() => new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve))));

  test.each([
    ["with our voice is Piper's", 200, '{"en_US-joe-medium":{}}', true],
    ["with another voice is another Piper's", 200, '{"de_DE-eva-low":{}}', false],
    ["of a page is another program's", 200, "<html></html>", false],
    ["with an error is another program's", 404, '{"en_US-joe-medium":{}}', false],
  ])("%s", async (_, status, body, expected) => {
    const answering = createServer((_request, response) => {
      response.writeHead(status, { connection: "close" }).end(body);
    });
    server = answering;
    await new Promise<void>((resolve) => answering.listen(0, "127.0.0.1", resolve));
    const { port } = answering.address() as AddressInfo;

    expect(await piperServer.answers(`http://127.0.0.1:${port}`)).toBe(expected);
  });
});
