import { createHash } from "node:crypto";

import { ScanferryError, collect, download, type GroupItem, type ListedFile } from "../../src/index.js";

/** What the program is to do, as JSON in its argument. */
export interface GroupChildOrder {
  dir: string;
  files: number;
  fileBytes: number;
  /** The stream gives every so many-th file alone and then breaks because the server is busy. */
  every?: number;
  /** Whether each result is told at once. */
  tell?: boolean;
}

/** The content of a file: made of its number, so that any process knows it. */
export function contentOf(number: number, bytes: number): Buffer {
  const seed = createHash("sha256").update(String(number)).digest();
  return Buffer.alloc(bytes, seed);
}

export const nameOf = (number: number): string =>
  `${String(Math.floor(number / 100))}/${String(number).padStart(6, "0")}.dcm`;

async function* bodyOf(data: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < data.length; at += 4096) {
    await Promise.resolve();
    yield data.subarray(at, at + 4096);
  }
}

function itemOf({ files, fileBytes, every = 1 }: GroupChildOrder): GroupItem {
  return {
    kind: "group",
    id: "G",
    target: "",
    async *files() {
      await Promise.resolve();
      for (let number = 0; number < files; number++) {
        const name = nameOf(number);
        yield {
          id: `G/${name}`,
          target: name,
          entry: `zip/${name}`,
          sizeBytes: fileBytes,
          source: String(number),
        };
      }
    },
    async *entries() {
      await Promise.resolve();
      for (let number = 0; number < files; number += every)
        yield { entry: `zip/${nameOf(number)}`, body: bodyOf(contentOf(number, fileBytes)) };
      if (every > 1) throw new ScanferryError("remote/busy", "busy");
    },
    open: ({ source }: ListedFile) =>
      Promise.resolve({ status: "full", body: bodyOf(contentOf(Number(source), fileBytes)) }),
  };
}

if (process.argv[2] !== undefined) {
  const order = JSON.parse(process.argv[2]) as GroupChildOrder;
  const results = download([itemOf(order)], order.dir, {
    retries: 0,
    onEvent: (event) => {
      if (order.tell === true && event.type === "result") console.log(event.status);
    },
  });
  const { done, unchanged, failed } = await collect(results, { keep: "none" });
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(JSON.stringify({ done, unchanged, failed, peakMb }));
}
