import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HashTable } from "../src/index.js";

/** Few keys, so that they are set again; few values, so that a table is a set for a while and then no longer. */
const entries = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 15 }).map(String), fc.constantFrom(1, 1, 1, 0, -0.5, 2 ** 52)),
);

describe("HashTable", () => {
  it("answers as a Map does, whatever is set in whatever order", () => {
    fc.assert(
      fc.property(entries, (pairs) => {
        const table = new HashTable();
        const map = new Map<string, number>();
        for (const [key, value] of pairs) {
          table.set(key, value);
          map.set(key, value);
          expect(table.get(key)).toBe(value);
        }
        expect(table.size).toBe(map.size);
        for (let key = 0; key <= 16; key++) expect(table.get(String(key))).toBe(map.get(String(key)));
      }),
    );
  });

  it("keeps every key while it grows, as a set and as a map", () => {
    for (const valueOf of [() => 1, (n: number) => n, (n: number) => (n < 50_000 ? 1 : n)]) {
      const table = new HashTable();
      for (let n = 0; n < 100_000; n++) table.set(`key ${String(n)}`, valueOf(n));
      expect(table.size).toBe(100_000);
      let wrong = 0;
      for (let n = 0; n < 100_000; n++) if (table.get(`key ${String(n)}`) !== valueOf(n)) wrong++;
      for (let n = 0; n < 10_000; n++) if (table.get(`other ${String(n)}`) !== undefined) wrong++;
      expect(wrong).toBe(0);
    }
  });
});
