import type { ByteStream } from "@scanferry/transfer";
import { expect, it } from "vitest";
import { noPage } from "../../src/http/no-page.js";
import { allOf, bytesOf } from "../../../../tools/test-support/all-of.js";
import { failsWith } from "../../../../tools/test-support/fails-with.js";
import { oddServer } from "../../../../tools/test-support/odd-server.js";
import { openBox } from "../helpers/open-box.js";

const page = "\uFEFF <!-- A gateway. -->\n<!DOCTYPE html><html><title>Sign in</title></html>";

function inPieces(text: string, ...ends: readonly number[]): { body: ByteStream; state: { read: number } } {
  const bytes = Buffer.from(text);
  const state = { read: 0 };
  async function* pieces(): AsyncGenerator<Uint8Array> {
    let from = 0;
    for (const end of [...ends, bytes.length]) {
      await Promise.resolve();
      state.read++;
      yield bytes.subarray(from, end);
      from = end;
    }
  }
  return { body: pieces(), state };
}

it("knows a page wherever its first piece ends", async () => {
  for (let end = 0; end < Buffer.byteLength(page); end++) {
    const error = await failsWith(noPage(inPieces(page, end, end + 1).body), "auth/required");
    expect(error.details?.["page"]).toBe("login");
  }
});

for (const text of [
  "\u0089HDF…",
  '{"Images":[]}',
  "<",
  "",
  "  ",
  "\uFEFF[1]",
  `<xml>${"x".repeat(5000)}</xml>`,
]) {
  it(`gives on unchanged what is no page: ${JSON.stringify(text.slice(0, 12))}`, async () => {
    const bytes = Buffer.from(text);
    for (const ends of [[], [1], [1, 2, 3]]) {
      const body = await noPage(inPieces(text, ...ends).body);
      expect(await bytesOf(body)).toEqual(bytes);
    }
  });
}

it("waits for no second piece where the first one says that it is data", async () => {
  const { body, state } = inPieces('{"Images":[]}', 1, 2);
  await noPage(body);
  expect(state.read).toBe(1);
});

it("says what a page is that a server sends in small pieces instead of an image and of a list", async () => {
  const url = await oddServer((request, response) => {
    if (request.url?.endsWith("/login") === true) response.end('{"token":"not-a-jwt"}');
    else if (request.url?.endsWith("/projects/") === true) response.end('{"Projects":{}}');
    else {
      const letters = Array.from('<!DOCTYPE html><input type="password">');
      const next = (): void => {
        const letter = letters.shift();
        if (letter === undefined) response.end();
        else response.write(letter, () => setImmediate(next));
      };
      next();
    }
  });
  const loris = await (await openBox()).client({ baseUrl: url });
  const image = loris.candidate("300001").visit("V1").image("a.mnc");
  for (const work of [image.bytes(), allOf(loris.candidates())]) {
    expect((await failsWith(work, "auth/required")).details?.["page"]).toBe("login");
  }
});
