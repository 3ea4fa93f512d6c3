import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

import { defaultRule } from "../../src/pull/stock/default-rule.js";

const page = readFileSync(
  new URL("../../../../docs/concepts/bids-names-from-loris.md", import.meta.url),
  "utf8",
);

it("maps each scan type of the documented table as the page says", () => {
  const rows = page.split("\n").filter((line) => /^\| `/.test(line));
  expect(rows.length).toBeGreaterThan(30);
  for (const row of rows) {
    const [, scanTypes = "", name = ""] = row.split("|");
    const expected = name.trim().replaceAll("`", "");
    for (const [, scanType = ""] of scanTypes.matchAll(/`([^`]+)`/g)) {
      const rule = defaultRule(scanType);
      const entities = rule !== undefined && "bids" in rule ? Object.entries(rule.entities ?? {}) : [];
      const written =
        rule === undefined
          ? "nothing"
          : "skip" in rule
            ? `left out: ${rule.skip}`
            : [rule.bids, ...entities.map(([key, value]) => `${key}-${value}`)].join(" ");
      expect(written, scanType).toBe(expected);
    }
  }
});
