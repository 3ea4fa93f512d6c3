import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ChildScript, bundleChild } from "../support/bundle.js";

const run = promisify(execFile);

/** Makes its archive while it reads it, so that nothing of it lies on a disk; prints what it has measured as one line of JSON. */
const childScript = `
import { readFileSync } from "node:fs";
import { crc32 } from "node:zlib";
import { readZipForward, zipStream } from "@scanferry/zip-crypt";

const mib = Buffer.alloc(1024 ** 2);

async function* many() {
  const source = Buffer.alloc(200_000, "DICOM");
  for (let index = 0; index < 2_000; index++) yield { name: "series/" + index + ".dcm", source, mtime: new Date(0) };
}

/** A stored entry of 4 GiB of zeros with its size before it, and its directory. */
async function* large() {
  const size = 4 * 1024 ** 3;
  let crc = 0;
  for (let at = 0; at < size; at += mib.length) crc = crc32(mib, crc);
  const wide = Buffer.alloc(20);
  wide.writeUInt32LE(0x00100001, 0);
  wide.writeBigUInt64LE(BigInt(size), 4);
  wide.writeBigUInt64LE(BigInt(size), 12);
  const common = Buffer.alloc(26);
  common.writeUInt16LE(45, 0);
  common.writeUInt16LE(33, 8);
  common.writeUInt32LE(crc, 10);
  common.writeUInt32LE(0xffffffff, 14);
  common.writeUInt32LE(0xffffffff, 18);
  common.writeUInt16LE(1, 22);
  common.writeUInt16LE(20, 24);
  const local = Buffer.concat([Buffer.from("504b0304", "hex"), common, Buffer.from("a"), wide]);
  yield local;
  for (let at = 0; at < size; at += mib.length) yield mib;
  const directory = Buffer.concat([Buffer.from("504b01022d00", "hex"), common, Buffer.alloc(14), Buffer.from("a"), wide]);
  yield directory;
  const offset = local.length + size;
  const end = Buffer.alloc(98);
  end.writeUInt32LE(0x06064b50, 0);
  end.writeBigUInt64LE(44n, 4);
  end.writeBigUInt64LE(1n, 24);
  end.writeBigUInt64LE(1n, 32);
  end.writeBigUInt64LE(BigInt(directory.length), 40);
  end.writeBigUInt64LE(BigInt(offset), 48);
  end.writeUInt32LE(0x07064b50, 56);
  end.writeBigUInt64LE(BigInt(offset + directory.length), 64);
  end.writeUInt32LE(1, 72);
  end.writeUInt32LE(0x06054b50, 76);
  end.writeUInt16LE(1, 84);
  end.writeUInt16LE(1, 86);
  end.writeUInt32LE(directory.length, 88);
  end.writeUInt32LE(0xffffffff, 92);
  yield end;
}

const source = process.argv[2] === "many" ? zipStream(many()).stream : large();
let bytes = 0;
let entries = 0;
for await (const entry of readZipForward(source)) {
  entries += 1;
  for await (const chunk of entry.body) bytes += chunk.length;
}
// VmHWM is this process's own peak; getrusage would also count the process that forked it.
const peak = /VmHWM:\\s+(\\d+)/.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
console.log(JSON.stringify({ bytes, entries, peakMb: Number(peak) / 1024 }));
`;

let child: ChildScript;
beforeAll(async () => {
  child = await bundleChild(childScript);
});
afterAll(() => {
  child.remove();
});

describe("reading forward", () => {
  for (const [task, entries, bytes] of [
    ["many", 2_000, 400_000_000],
    ["large", 1, 4 * 1024 ** 3],
  ] as const) {
    const body = async (): Promise<void> => {
      const { stdout } = await run(process.execPath, [child.path, task]);
      const measured = JSON.parse(stdout) as { bytes: number; entries: number; peakMb: number };
      expect(measured).toMatchObject({ entries, bytes });
      expect(measured.peakMb).toBeLessThan(200);
    };
    const name = `takes no more memory for ${String(entries)} entries of ${String(bytes)} bytes`;
    if (process.platform === "linux") it(name, body, 120_000);
    else it.skip(`${name} (skipped: peak memory is read from /proc, which only Linux has)`, body);
  }
});
