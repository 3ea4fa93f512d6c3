import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type ZipEncryption, extractZip, listZip, zipStream } from "../src/index.js";
import { gather, listed, rejection } from "./support/gather.js";
import { noise } from "./support/noise.js";
import { plainArchive } from "./support/plain-archive.js";
import { temporaryFolder } from "./support/temporary-folder.js";

const password = "p";
const mtime = new Date("2025-05-05T05:05:05Z");

function archive(encryption: ZipEncryption = "aes-256"): Promise<Buffer> {
  return gather(
    zipStream(
      [
        { name: "empty folder/", source: Buffer.alloc(0), mtime },
        {
          name: "anat/a.nii.gz",
          source: noise(400_000),
          mtime,
          salt: noise(encryption === "aes-256" ? 16 : 12),
        },
        { name: "b.txt", source: Buffer.from("hello"), mtime },
      ],
      { encryption, password },
    ).stream,
  );
}

describe("extractZip", () => {
  it.each(["aes-256", "zipcrypto", "none"] as const)(
    "unpacks files, folders and times with %s",
    async (encryption) => {
      const out = join(temporaryFolder(), "new/out");
      const done = await extractZip(await archive(encryption), out, { password });
      expect(done).toEqual({ entries: 3, bytes: 400_005 });
      expect(readdirSync(out).sort()).toEqual(["anat", "b.txt", "empty folder"]);
      expect(readFileSync(join(out, "anat/a.nii.gz")).equals(noise(400_000))).toBe(true);
      expect(statSync(join(out, "b.txt")).mtime).toEqual(mtime);
    },
  );

  it("leaves nothing behind, not even the folder, when the password is wrong", async () => {
    const root = temporaryFolder();
    const error = await rejection(extractZip(await archive(), join(root, "new/out"), { password: "wrong" }));
    expect(error).toMatchObject({ code: "auth/rejected" });
    expect(readdirSync(root)).toEqual([]);
  });

  it("leaves what was there before, and nothing else, when the last entry is damaged", async () => {
    const out = temporaryFolder();
    writeFileSync(join(out, "mine.txt"), "mine");
    const damaged = await archive("none");
    damaged.writeUInt8(0x58, damaged.indexOf("hello"));
    expect(await rejection(extractZip(damaged, out))).toMatchObject({ code: "data/checksum-mismatch" });
    expect(readdirSync(out)).toEqual(["mine.txt"]);
  });

  it("leaves nothing behind when it is stopped", async () => {
    const root = temporaryFolder();
    const stop = new AbortController();
    const extracting = extractZip(await archive(), join(root, "out"), {
      password,
      signal: stop.signal,
      onEvent: (event) => {
        if (event.type === "entry") stop.abort();
      },
    });
    expect(await rejection(extracting)).toMatchObject({ code: "aborted" });
    expect(readdirSync(root)).toEqual([]);
  });

  it("does not replace a file unless asked to", async () => {
    const out = temporaryFolder();
    writeFileSync(join(out, "b.txt"), "mine");
    const error = await rejection(extractZip(await archive(), out, { password }));
    expect(error).toMatchObject({
      code: "input/invalid",
      details: { option: "overwrite", reason: "exists" },
    });
    expect(readFileSync(join(out, "b.txt"), "utf8")).toBe("mine");
    await extractZip(await archive(), out, { password, overwrite: true });
    expect(readFileSync(join(out, "b.txt"), "utf8")).toBe("hello");
  });

  it.each([false, true])(
    "puts everything back as it was when the last step fails (overwrite: %s)",
    async (overwrite) => {
      const out = temporaryFolder();
      if (overwrite) writeFileSync(join(out, "a.txt"), "ORIGINAL");
      const before = readdirSync(out);
      const zip = plainArchive([
        { name: "a.txt", body: Buffer.from("new") },
        { name: "sub/b.txt" },
        { name: "z.txt" },
      ]);
      const extracting = extractZip(zip, out, {
        overwrite,
        onEvent: (event) => {
          // Somebody makes a folder in the way after all was checked.
          if (event.type === "entry") mkdirSync(join(out, "z.txt/full"), { recursive: true });
        },
      });
      expect(await rejection(extracting)).toMatchObject({ code: "local/denied" });
      expect(readdirSync(out).sort()).toEqual([...before, "z.txt"]);
      if (overwrite) expect(readFileSync(join(out, "a.txt"), "utf8")).toBe("ORIGINAL");
    },
  );

  it("leaves no copy of what it has replaced", async () => {
    const out = temporaryFolder();
    mkdirSync(join(out, "sub"));
    for (const name of ["a.txt", "sub/b.txt"]) writeFileSync(join(out, name), "old");
    const zip = plainArchive([{ name: "a.txt" }, { name: "sub/b.txt" }]);
    await extractZip(zip, out, { overwrite: true });
    expect(readdirSync(out).sort()).toEqual(["a.txt", "sub"]);
    expect(readdirSync(join(out, "sub"))).toEqual(["b.txt"]);
    expect(readFileSync(join(out, "sub/b.txt"), "utf8")).toBe("");
  });
});

describe("unsafe names", () => {
  it.each([
    "../evil.txt",
    "/etc/evil",
    "a/../../evil",
    "C:\\evil",
    "..\\evil",
    "con.txt",
    "a\u0000b",
    "trailing. ",
  ])("are refused before anything is written: %j", async (name) => {
    const root = temporaryFolder();
    const bad = plainArchive([{ name: "good.txt", body: Buffer.from("x") }, { name }]);
    expect(await rejection(extractZip(bad, join(root, "out")))).toMatchObject({ code: "data/unsafe-path" });
    expect(readdirSync(root)).toEqual([]);
  });

  it("are listed all the same", async () => {
    const bad = plainArchive([{ name: "../evil.txt" }]);
    expect((await listed(listZip(bad))).map((entry) => entry.name)).toEqual(["../evil.txt"]);
  });

  it("that become one file on some disks are refused", async () => {
    const bad = plainArchive([{ name: "a.txt" }, { name: "A.TXT" }]);
    const error = await rejection(extractZip(bad, join(temporaryFolder(), "out")));
    expect(error).toMatchObject({ code: "data/unsafe-path" });
  });

  it("that are symbolic links are refused", async () => {
    const bad = plainArchive([{ name: "link", body: Buffer.from("/etc/passwd"), unixMode: 0o120777 }]);
    const error = await rejection(extractZip(bad, join(temporaryFolder(), "out")));
    expect(error).toMatchObject({ code: "data/unsafe-path" });
  });

  it("that go through a link which leads out are refused", async () => {
    const [out, elsewhere] = [temporaryFolder(), temporaryFolder()];
    symlinkSync(elsewhere, join(out, "sub"), "junction");
    const error = await rejection(extractZip(plainArchive([{ name: "sub/a.txt" }]), out));
    expect(error).toMatchObject({ code: "data/unsafe-path" });
    expect(existsSync(join(elsewhere, "a.txt"))).toBe(false);
    expect(readdirSync(out)).toEqual(["sub"]);
  });
});

describe("bombs", () => {
  const zeros = Buffer.alloc(5_000_000);

  it.each([
    ["maxEntryBytes", { maxEntryBytes: 4_999_999 }],
    ["maxTotalBytes", { maxTotalBytes: 9_999_999 }],
    ["maxEntries", { maxEntries: 1 }],
  ])("are stopped by %s before anything is written", async (limit, limits) => {
    const root = temporaryFolder();
    const bomb = plainArchive([
      { name: "a", body: zeros },
      { name: "b", body: zeros },
    ]);
    const error = await rejection(extractZip(bomb, join(root, "out"), { limits }));
    expect(error).toMatchObject({ code: "data/corrupt", details: { limit } });
    expect(readdirSync(root)).toEqual([]);
  });

  it("are stopped by their ratio from 1 GiB on without any option", async () => {
    const bomb = plainArchive([{ name: "a", body: zeros, declaredBytes: 1024 ** 3 + 1 }]);
    const error = await rejection(extractZip(bomb, join(temporaryFolder(), "out")));
    expect(error).toMatchObject({ code: "data/corrupt", details: { limit: "maxRatio", value: 100 } });
  });

  it("that declare less than they hold are stopped at the declared size", async () => {
    const root = temporaryFolder();
    const liar = plainArchive([{ name: "a", body: zeros, declaredBytes: 1000 }]);
    expect(await rejection(extractZip(liar, join(root, "out")))).toMatchObject({ code: "data/corrupt" });
    expect(readdirSync(root)).toEqual([]);
  });

  it("whose entries share their data are refused", async () => {
    const one = plainArchive([{ name: "a", body: noise(10_000) }]);
    const directoryOffset = one.readUInt32LE(one.length - 6);
    const record = one.subarray(directoryOffset, one.length - 22);
    const end = Buffer.from(one.subarray(one.length - 22));
    end.writeUInt16LE(3, 8);
    end.writeUInt16LE(3, 10);
    end.writeUInt32LE(record.length * 3, 12);
    const overlapping = Buffer.concat([one.subarray(0, directoryOffset), record, record, record, end]);
    expect(await rejection(listed(listZip(overlapping)))).toMatchObject({ code: "data/corrupt" });
  });
});
