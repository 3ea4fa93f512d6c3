import { describe, expect, it } from "vitest";
import { OptionReader } from "../src/options/option-reader.js";
import { parseDuration } from "../src/options/parse-duration.js";
import { parseExpiry } from "../src/options/parse-expiry.js";

const invalid = expect.objectContaining({ code: "input/invalid" }) as Error;

describe("OptionReader", () => {
  it("reads numbers, lists and texts, and names the flag that is wrong", () => {
    const reader = new OptionReader({
      words: "4",
      subjects: "01, 02,,sub-03",
      linkPassword: " ",
      retries: "-1",
    });
    expect(reader.count("words", 1)).toBe(4);
    expect(reader.list("subjects")).toEqual(["01", "02", "sub-03"]);
    expect(reader.text("nothing")).toBeUndefined();
    expect(() => reader.text("linkPassword")).toThrow(/--link-password/);
    expect(() => reader.count("retries")).toThrow(invalid);
  });
});

describe("parseDuration", () => {
  it("reads seconds by default and the units ms, s, m and h", () => {
    expect([
      parseDuration("90"),
      parseDuration("90s"),
      parseDuration("1.5m"),
      parseDuration("500ms"),
      parseDuration("1h"),
    ]).toEqual([90_000, 90_000, 90_000, 500, 3_600_000]);
  });

  it.each(["", "0", "-1", "5x", "1e3", "NaN"])("refuses %j", (text) => {
    expect(() => parseDuration(text)).toThrow(invalid);
  });
});

describe("parseExpiry", () => {
  it("reads a number of days or a date", () => {
    expect(parseExpiry("21d")).toEqual({ expiresInDays: 21 });
    expect(parseExpiry("0")).toEqual({ expiresInDays: 0 });
    expect(parseExpiry("2028-02-29")).toEqual({ expires: "2028-02-29" });
  });

  it.each(["2027-02-29", "2026-13-01", "24.12.2026", "3w", "-1d"])("refuses %j", (text) => {
    expect(() => parseExpiry(text)).toThrow(invalid);
  });
});
