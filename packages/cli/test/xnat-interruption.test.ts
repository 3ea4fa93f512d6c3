import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { tree } from "./helpers/pulled.js";
import { startXnat } from "./helpers/xnat.js";

const pull = ["xnat", "pull", "SANDBOX", "-o", "out", "--json", "-j", "2"];

describe.skipIf(process.platform === "win32").each(["SIGINT", "SIGHUP"] as const)(
  "%s during xnat pull",
  (name) => {
    it("starts nothing new, prints the summary and exits 130; the next run brings the rest", async () => {
      const xnat = await startXnat();
      // The second subject's archives never end; the first one's have arrived by then.
      const fault = xnat.sandbox.faults.add({
        kind: "stall",
        afterBytes: 5000,
        query: "format=zip",
        skip: 3,
        times: 99,
      });
      const { code, signal, records } = await xnat.run(pull, {
        onSpawn: (child) => {
          const wait = setInterval(() => {
            const asked = xnat.sandbox.log.entries.filter(({ format }) => format === "zip").length;
            if (asked < 5) return;
            clearInterval(wait);
            child.kill(name);
          }, 20);
        },
      });
      expect([code, signal]).toEqual([130, null]);
      expect(records.at(-1)).toMatchObject({ type: "summary", failed: 0, stopped: true });
      const done = Number(records.at(-1)?.["done"]);
      expect(done).toBeGreaterThan(0);
      const here = tree(join(xnat.folder, "out")).filter((path) => !/\.part(\.json)?$/.test(path));
      expect(here.length).toBeLessThan(36);
      fault.remove();
      const again = await xnat.run(pull);
      expect(again.code).toBe(0);
      expect(again.records.at(-1)).toMatchObject({
        failed: 0,
        unchanged: here.length,
        done: 36 - here.length,
      });
    });
  },
);
