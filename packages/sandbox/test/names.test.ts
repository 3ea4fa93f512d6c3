import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeHref } from "../src/nextcloud/dav/xml.js";
import { phpJson } from "../src/server/php-json.js";
import { localDay, startOfDay } from "../src/nextcloud/shares/local-day.js";
import { splitPath } from "../src/server/split-path.js";

describe("paths", () => {
  it("come back from their href", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc
            .string({ unit: "binary", minLength: 1 })
            .filter((name) => !/^\.{1,2}$/.test(name) && !name.includes("/")),
          { minLength: 1 },
        ),
        (names) => {
          const href = encodeHref(`/${names.join("/")}`);
          expect(href).toMatch(/^[\x21-\x7e]*$/);
          expect(href).not.toMatch(/%[0-9a-f]?[A-F]/);
          expect(splitPath(href)).toEqual(names);
        },
      ),
    );
  });
});

describe("JSON as PHP writes it", () => {
  it("is ASCII without bare slashes and means the same", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = phpJson(value);
        expect(Buffer.byteLength(text)).toBe(text.length);
        expect(text).not.toMatch(/(?<!\\)\//);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

describe("days", () => {
  it("begin at the first moment that carries their date, in any zone and season", () => {
    const zones = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland"];
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.date({ min: new Date("2024-01-01"), max: new Date("2032-01-01"), noInvalidDate: true }),
        (zone, date) => {
          const day = date.toISOString().slice(0, 10);
          const start = startOfDay(day, zone);
          expect(localDay(start, zone)).toBe(day);
          expect(localDay(start - 1000, zone) < day).toBe(true);
        },
      ),
    );
  });
});
