import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startLoris } from "./helpers/loris.js";

const pull = ["loris", "pull", "-t", "minc", "--no-qc", "-m", "t1", "-o", "study", "--json", "-j", "2"];

describe("Ctrl-C during loris pull", () => {
  it("starts nothing new, prints the summary and exits 130; the next run brings the rest", async () => {
    const loris = await startLoris({ study: { candidates: 6 } });
    const fault = loris.sandbox.faults.add({
      kind: "stall",
      afterBytes: 1500,
      path: /30002[29].*\.mnc$|300036.*\.mnc$/,
      times: 99,
    });
    const { code, records, stderr } = await loris.run(pull, {
      onSpawn: (child) => {
        const wait = setInterval(() => {
          if (loris.sandbox.log.find("GET", /30002[29].*\.mnc$/).length < 2) return;
          clearInterval(wait);
          child.kill("SIGINT");
        }, 20);
      },
    });
    expect(code).toBe(130);
    expect(stderr).toContain("Ctrl-C again");
    expect(records.at(-1)).toMatchObject({ type: "summary", failed: 0 });
    const done = Number(records.at(-1)?.["done"]);
    expect(done).toBeGreaterThan(0);
    const images = readdirSync(join(loris.folder, "study"), { recursive: true, encoding: "utf8" }).filter(
      (path) => path.endsWith(".mnc"),
    );
    expect(images.length).toBeLessThan(12);
    fault.remove();
    const again = await loris.run(pull);
    expect(again.code).toBe(0);
    expect(again.records.at(-1)).toMatchObject({ failed: 0 });
    expect(Number(again.records.at(-1)?.["unchanged"])).toBeGreaterThanOrEqual(images.length);
  });
});

describe("a terminal that is closed during loris pull", () => {
  it("ends it like Ctrl-C, with a summary, however often it is told", async () => {
    const loris = await startLoris({ study: { candidates: 2 } });
    loris.sandbox.faults.add({ kind: "stall", afterBytes: 1500, path: /\.mnc$/, times: 99 });
    const { code, signal, records } = await loris.run(pull, {
      onSpawn: (child) => {
        const wait = setInterval(() => {
          if (loris.sandbox.log.find("GET", /\.mnc$/).length < 2) return;
          clearInterval(wait);
          // The kernel tells of it, and the shell once more.
          child.kill("SIGHUP");
          child.kill("SIGHUP");
        }, 20);
      },
    });
    expect([code, signal]).toEqual([130, null]);
    expect(records.at(-1)).toMatchObject({ type: "summary", failed: 0 });
  });
});
