import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { open, rm } from "node:fs/promises";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { diskBody, type XnatBody } from "./xnat-body.js";

/** Bytes that were written at run time: they go to disk, not to memory. */
export class DiskBodies {
  #next = 1;

  constructor(private readonly dir: string) {}

  /** Takes what arrives; nothing stays when it breaks off. */
  async write(chunks: AsyncIterable<Uint8Array>): Promise<XnatBody> {
    const path = this.newPath();
    const md5 = createHash("md5");
    const handle = await open(path, "wx", 0o600);
    let [bytes, sum] = [0, 0];
    try {
      for await (const chunk of chunks) {
        await handle.write(chunk);
        bytes += chunk.length;
        sum = crc32(chunk, sum);
        md5.update(chunk);
      }
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    } finally {
      await handle.close();
    }
    return diskBody(path, { bytes, crc32: sum, md5: md5.digest("hex") });
  }

  /** Bytes that a test has at hand. */
  keep(content: Uint8Array): XnatBody {
    const path = this.newPath();
    writeFileSync(path, content, { mode: 0o600, flag: "wx" });
    const md5 = createHash("md5").update(content).digest("hex");
    return diskBody(path, { bytes: content.length, crc32: crc32(content), md5 });
  }

  /** A name that nobody uses yet; its file is for the caller to write. */
  newPath(): string {
    if (this.#next === 1) mkdirSync(this.dir, { recursive: true });
    return join(this.dir, `body-${String(this.#next++).padStart(7, "0")}`);
  }
}
