/*
 * How fast bytes move over HTTP: 1 GiB down beside curl, 1 GiB up beside curl, and 2,000 files of 50 KiB beside fetch.
 *
 *   npx nx build transfer && node --no-warnings --loader ts-node/esm bench/transfer-http.ts [ROUNDS]
 *
 * The server is a process of its own, in memory; what is written goes to a memory disk where there is one. Our download also hashes
 * (SHA-256), flushes and renames; a row without the hash shows what it costs. Every round runs all rows in turn, so that what disturbs one disturbs all.
 */
import { execFileSync, fork, spawnSync, type ChildProcess } from "node:child_process";
import { createReadStream, existsSync } from "node:fs";
import { mkdir, mkdtemp, open, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  collect,
  createHttp,
  download,
  httpSink,
  openFromHttp,
  upload,
  type Http,
} from "@scanferry/transfer";

const bigBytes = 1024 ** 3;
const small = { count: 2000, bytes: 50 * 1024 };

if (process.argv[2] === "serve") serve();
else await measure(Number(process.argv[2] ?? 3));

function serve(): void {
  const block = Buffer.alloc(256 * 1024, "scan");
  const file = Buffer.alloc(small.bytes, "scan");
  const server = createServer((request, response) => {
    if (request.method === "PUT") {
      request.resume().on("end", () => response.writeHead(201).end());
      return;
    }
    if (request.url?.startsWith("/small") === true) {
      response.writeHead(200, { "content-length": file.length, etag: '"s"' }).end(file);
      return;
    }
    response.writeHead(200, {
      "content-length": bigBytes,
      "content-type": "application/octet-stream",
      etag: '"b"',
    });
    let left = bigBytes;
    const more = (): void => {
      while (left > 0) {
        left -= block.length;
        if (!response.write(block)) return void response.once("drain", more);
      }
      response.end();
    };
    more();
  });
  server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
  process.on("disconnect", () => process.exit());
}

async function measure(rounds: number): Promise<void> {
  const server = fork(fileURLToPath(import.meta.url), ["serve"], { execArgv: process.execArgv });
  const port = await new Promise<unknown>((resolve) => server.once("message", resolve));
  const url = `http://127.0.0.1:${String(port)}`;
  const dir = await mkdtemp(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "transfer-http-"));
  const http = createHttp({ baseUrl: url });
  try {
    await run(rounds, rowsOf(http, url, dir, await sparseFile(dir)));
  } finally {
    await http.close();
    await rm(dir, { recursive: true, force: true });
    stop(server);
  }
}

function stop(server: ChildProcess): void {
  server.disconnect();
}

interface Row {
  name: string;
  /** The row that it is compared with. */
  peer?: string;
  unit: "MB/s" | "files/s";
  amount: number;
  work: () => Promise<unknown>;
}

function rowsOf(http: Http, url: string, dir: string, sparse: string): Row[] {
  const mb = bigBytes / 1e6;
  const out = join(dir, "out");
  const clear = async (): Promise<void> => {
    await rm(out, { recursive: true, force: true });
    await mkdir(out);
  };
  const big = { id: "big", target: "big.bin", open: openFromHttp(http, "/big") };
  const down = async (sha256: boolean): Promise<void> => {
    await clear();
    await whole(download([big], out, { sha256, journal: false }), 1);
  };
  const up = async (digests: readonly ("md5" | "sha256")[]): Promise<void> => {
    const source = (): AsyncIterable<Uint8Array> => createReadStream(sparse, { highWaterMark: 256 * 1024 });
    const put = () => Promise.resolve(httpSink(http, "/up"));
    await whole(upload([{ id: "up", target: "/up", sizeBytes: bigBytes, digests, open: source, put }]), 1);
  };
  const manyDown = async (concurrency: number): Promise<void> => {
    await clear();
    const items = Array.from({ length: small.count }, (_, n) => {
      const name = `${String(n)}.bin`;
      return { id: name, target: name, sizeBytes: small.bytes, open: openFromHttp(http, `/small/${name}`) };
    });
    await whole(download(items, out, { concurrency, journal: false }), small.count);
  };
  const manyFetched = async (concurrency: number): Promise<void> => {
    await clear();
    let next = 0;
    const worker = async (): Promise<void> => {
      for (let n = next++; n < small.count; n = next++) {
        const answer = await fetch(`${url}/small/${String(n)}.bin`);
        await writeFile(join(out, `${String(n)}.bin`), Buffer.from(await answer.arrayBuffer()));
      }
    };
    await Promise.all(Array.from({ length: concurrency }, worker));
  };
  const curl =
    (...args: string[]) =>
    async (): Promise<void> => {
      await clear();
      execFileSync("curl", ["-sS", "--fail", ...args]);
    };
  const hasCurl = spawnSync("curl", ["--version"]).status === 0;
  return [
    ...(hasCurl
      ? [
          {
            name: "down: curl -o",
            unit: "MB/s",
            amount: mb,
            work: curl("-o", join(out, "big.bin"), `${url}/big`),
          } as const,
        ]
      : []),
    { name: "down: download()", peer: "down: curl -o", unit: "MB/s", amount: mb, work: () => down(true) },
    {
      name: "down: download(), no hash",
      peer: "down: curl -o",
      unit: "MB/s",
      amount: mb,
      work: () => down(false),
    },
    ...(hasCurl
      ? [{ name: "up: curl -T", unit: "MB/s", amount: mb, work: curl("-T", sparse, `${url}/up`) } as const]
      : []),
    { name: "up: upload()", peer: "up: curl -T", unit: "MB/s", amount: mb, work: () => up(["sha256"]) },
    { name: "up: upload(), no hash", peer: "up: curl -T", unit: "MB/s", amount: mb, work: () => up([]) },
    ...[1, 8, 32].flatMap((concurrency): Row[] => {
      const peer = `2000 × 50 KiB: fetch, ${String(concurrency)} at once`;
      return [
        { name: peer, unit: "files/s", amount: small.count, work: () => manyFetched(concurrency) },
        {
          name: peer.replace("fetch", "download()"),
          peer,
          unit: "files/s",
          amount: small.count,
          work: () => manyDown(concurrency),
        },
      ];
    }),
  ];
}

async function whole(results: Parameters<typeof collect>[0], count: number): Promise<void> {
  const { done, results: failures } = await collect(results, { keep: "failed" });
  if (done !== count)
    throw new Error(`only ${String(done)} of ${String(count)} done: ${String(failures[0]?.error)}`);
}

async function sparseFile(dir: string): Promise<string> {
  const path = join(dir, "sparse.bin");
  const file = await open(path, "w");
  await file.truncate(bigBytes);
  await file.close();
  return path;
}

async function run(rounds: number, rows: Row[]): Promise<void> {
  const speeds = new Map(rows.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, amount, work } of rows) {
      const start = performance.now();
      await work();
      speeds.get(name)?.push((amount / (performance.now() - start)) * 1000);
    }
  }
  console.log(`median of ${String(rounds)} rounds; noise: slowest to fastest`);
  for (const { name, peer, unit } of rows) {
    const own = [...(speeds.get(name) ?? [])].sort((a, b) => a - b);
    const other = peer === undefined ? undefined : speeds.get(peer);
    const ratio = other === undefined ? "" : `${(median(own) / median(other)).toFixed(2)}× its peer`;
    const noise = `${(own[0] ?? 0).toFixed(0)} to ${(own.at(-1) ?? 0).toFixed(0)}`;
    console.log(
      `${name.padEnd(42)} ${median(own).toFixed(0).padStart(6)} ${unit.padEnd(8)} ${noise.padEnd(14)} ${ratio}`,
    );
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
