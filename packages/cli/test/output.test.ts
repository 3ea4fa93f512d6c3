import { Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import { createOutput } from "../src/output/output.js";

/** A stream that takes some writes and then fails with a code of the operating system. */
function failing(code: string, after = 0): { stream: Writable; written: string[] } {
  const written: string[] = [];
  const stream = new Writable({
    write: (chunk, _, done) => {
      if (written.length >= after) {
        done(Object.assign(new Error(code), { code }));
        return;
      }
      written.push(String(chunk));
      done();
    },
  });
  return { stream, written };
}

describe("output", () => {
  it("throws the error of a full disk once, with the write that met it, and prints nothing after it", async () => {
    const { stream, written } = failing("ENOSPC", 1);
    const out = createOutput(stream, { json: true });
    await out.record({ type: "image" }, undefined);
    await expect(out.record({ type: "image" }, undefined)).rejects.toMatchObject({ code: "local/no-space" });
    await expect(out.record({ type: "error" }, undefined)).resolves.toBeUndefined();
    expect(out.closed).toBe(true);
    expect(written).toEqual(['{"type":"image"}\n']);
  });

  it("keeps the error of a record from aside for the next write", async () => {
    const { stream } = failing("ENOSPC");
    const out = createOutput(stream, { json: true });
    out.aside({ type: "warning" });
    await new Promise(setImmediate);
    await expect(out.raw("text")).rejects.toMatchObject({ code: "local/no-space" });
  });

  it("takes a reader that went away for the end, not for an error", async () => {
    const { stream } = failing("EPIPE");
    const out = createOutput(stream, { json: false });
    await out.record({}, "line");
    expect(out.closed).toBe(true);
    await expect(out.raw("more")).resolves.toBeUndefined();
  });
});
