import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

import { networkError } from "../src/index.js";
import { item } from "./support/download-items.js";
import { noise } from "./support/noise.js";
import { buildForChild, type ChildBuild } from "./support/run-child.js";
import { run } from "./support/run-downloads.js";
import { dir, server, useDownloadServer } from "./support/use-download-server.js";

useDownloadServer();

let child: ChildBuild;
beforeAll(async () => {
  child = await buildForChild("open-files");
});
afterAll(() => child.remove());

describe("more transfers at once than files may be open", () => {
  it.skipIf(process.platform === "win32")(
    "fail as this machine's limit, may be tried again, and leave a program that ends by itself",
    async () => {
      const script = `
        import { collect, createHttp, download, openFromHttp } from "@scanferry/transfer";
        const http = createHttp({ baseUrl: process.env.SERVER });
        const items = Array.from({ length: 400 }, (_, n) => {
          const open = openFromHttp(http, "/" + n);
          const first = async (opened) => {
            const body = opened.body[Symbol.asyncIterator]();
            const { value } = await body.next();
            return { ...opened, body: (async function* () { yield value; yield* { [Symbol.asyncIterator]: () => body }; })() };
          };
          return { id: String(n), target: "f" + n, open: async (request) => first(await open(request)) };
        });
        const warnings = [];
        const options = { concurrency: 400, retries: 0, onEvent: (event) => event.type === "warning" && warnings.push(event.message) };
        const { results } = await collect(download(items, process.env.DIR, options));
        await http.close();
        const kinds = [...new Set(results.map(({ error }) => error && [error.code, error.retryable, error.hint].join(" ")))];
        const ended = performance.now();
        process.on("exit", () => console.log(JSON.stringify({ kinds, warnings, waitedMs: performance.now() - ended })));
      `;
      const { stdout, stderr } = await child.run(script, {
        env: { SERVER: server.url, DIR: join(dir, "out") },
        openFiles: 90,
      });
      expect(stderr).toBe("");
      const told = JSON.parse(stdout) as { kinds: (string | null)[]; warnings: string[]; waitedMs: number };
      const failed = told.kinds.filter((kind) => kind !== null);
      expect(failed).toEqual([expect.stringMatching(/^local\/busy true .*--concurrency.*ulimit/)]);
      expect(told.warnings).toEqual([]);
      expect(told.waitedMs).toBeLessThan(10_000);
    },
    60_000,
  );

  it.each(["EMFILE", "ENFILE"])(
    "are told from a broken connection (%s), wherever the code stands",
    (code) => {
      const one = Object.assign(new Error(`connect ${code}`), { code });
      for (const error of [
        one,
        new TypeError("fetch failed", { cause: one }),
        new AggregateError([new Error("x"), one]),
      ])
        expect(networkError(error, { host: "h" })).toMatchObject({ code: "local/busy", retryable: true });
    },
  );
});

describe("a file that cannot be opened for its body", () => {
  it("gives the body up, so that the connection is free", async () => {
    server.options.content = noise(16 * 1024 * 1024);
    await mkdir(dir, { recursive: true });
    await writeFile(join(dir, "file"), "no folder");
    const { results } = await run([item({ target: "file/a.bin" })], { retries: 0 });
    expect(results[0]?.error?.code).toBe("local/denied");
    // The server learns the end of its answer only when the client takes no more of it.
    await vi.waitFor(() => expect(server.seen[0]?.status).toBe(200), { timeout: 5000 });
  });
});
