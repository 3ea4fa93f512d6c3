import { describe, expect, it } from "vitest";
import { parseNetrc } from "../src/config/parse-netrc.js";

describe("parseNetrc", () => {
  it("finds a host's entry, on one line or on several", () => {
    const text =
      "machine a.example.org login ada password x1\nmachine b.example.org\n  login bob\n  password y2\n";
    expect(parseNetrc(text, "A.example.org")).toEqual({ username: "ada", password: "x1" });
    expect(parseNetrc(text, "b.example.org")).toEqual({ username: "bob", password: "y2" });
    expect(parseNetrc(text, "c.example.org")).toBeUndefined();
  });

  it("falls back to the default entry and takes the first of two", () => {
    const text =
      "machine a login one password 1\nmachine a login two password 2\ndefault login any password z\n";
    expect(parseNetrc(text, "a")).toEqual({ username: "one", password: "1" });
    expect(parseNetrc(text, "other")).toEqual({ username: "any", password: "z" });
  });

  it("passes over macros and comments and keeps a # in a password", () => {
    const text =
      '# machine a login no\nmacdef init\nmachine a login macro\n\nmachine a login ada password "p #\\"1" account z\n';
    expect(parseNetrc(text, "a")).toEqual({ username: "ada", password: 'p #"1' });
    expect(parseNetrc("machine a login ada password #1", "a")).toEqual({ username: "ada", password: "#1" });
  });
});
