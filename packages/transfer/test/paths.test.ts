import { mkdir, mkdtemp, realpath, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { isAbsolute, join, relative, sep } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { PathClaims, isScanferryError, resolveInside, safeName, safePath } from "../src/index.js";

const refuses = (action: () => unknown): boolean => {
  try {
    action();
    return false;
  } catch (error) {
    return isScanferryError(error, "data/unsafe-path");
  }
};

describe("safePath", () => {
  it.each([
    ["a/b.dcm", "a/b.dcm"],
    ["a//b/./c", "a/b/c"],
    ["./a", "a"],
    ["größe/ß.nii.gz", "größe/ß.nii.gz"],
    ["..a/b..c", "..a/b..c"],
    ["console/nullify.txt", "console/nullify.txt"],
    [".hidden", ".hidden"],
  ])("takes %s", (path, expected) => {
    expect(safePath(path, { windows: false })).toBe(expected);
  });

  it.each([
    "",
    ".",
    "/",
    "a/",
    "/etc/passwd",
    "//host/share",
    "..",
    "../a",
    "a/../b",
    "a/..",
    "a\\b",
    "..\\a",
    "C:/a",
    "c:a",
    "a\0b",
    "a\nb",
    "a\u007f",
    "a\u0085b",
    "con",
    "NUL.txt",
    "a/aux.dcm",
    "lpt1",
    "COM¹.x",
    "CONIN$",
    "nul .txt",
    "a.",
    "a ",
    "a./b",
    "a /b",
    "...",
    "\ud800",
    "a".repeat(256),
    "ä".repeat(128),
    `${"a/".repeat(600)}b`,
  ])("refuses %j", (path) => {
    expect(refuses(() => safePath(path, { windows: false }))).toBe(true);
  });

  it("refuses what Windows alone refuses only where asked to", () => {
    for (const path of ["10:30", "a?b", "a*b", "a|b", "a<b", 'a"b']) {
      expect(refuses(() => safePath(path, { windows: true }))).toBe(true);
      expect(safePath(path, { windows: false })).toBe(path);
    }
  });

  it("never gives a path that leads out, whatever goes in, and is settled after one pass", () => {
    const piece = fc.oneof(
      fc.constantFrom("..", ".", "", "a", "/", "\\", "C:", "nul", " ", "~"),
      fc.string({ unit: "binary" }),
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join("/")),
        (path) => {
          let safe: string;
          try {
            safe = safePath(path);
          } catch (error) {
            return isScanferryError(error, "data/unsafe-path");
          }
          const inside = relative("/root", join("/root", safe));
          return inside !== "" && !inside.startsWith("..") && !isAbsolute(inside) && safePath(safe) === safe;
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("keeps the path out of the message", () => {
    try {
      safePath("sub-Jane Doe/../x");
    } catch (error) {
      expect(JSON.stringify(error)).not.toContain("Jane");
      expect((error as { subject: string }).subject).toContain("Jane");
    }
    expect.assertions(2);
  });
});

describe("safeName", () => {
  it.each([
    ["T1w: 3D/MPRAGE?", "T1w_ 3D_MPRAGE_"],
    ["..", "__"],
    ["nul", "_nul"],
    ["a. ", "a__"],
    ["a\ud800b", "a_b"],
  ])("turns %j into %j", (name, expected) => {
    expect(safeName(name)).toBe(expected);
  });

  it("gives a safe path of one name for every text that is not empty", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 400 }), (name) => {
        const safe = safeName(name);
        return safePath(safe, { windows: true }) === safe && !safe.includes("/");
      }),
      { numRuns: 2000 },
    );
  });

  it("leaves safe names as they are", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9_-]{4,60}$/), (name) => {
        fc.pre(!/^(con|aux|nul|prn|com|lpt)/i.test(name));
        return safeName(name) === name;
      }),
    );
  });

  it("keeps two long names apart, and their ending", () => {
    const [a, b] = [safeName(`${"x".repeat(300)}1.nii.gz`), safeName(`${"x".repeat(300)}2.nii.gz`)];
    expect(a).not.toBe(b);
    expect(a).toMatch(/\.nii\.gz$/);
  });

  it("refuses an empty name", () => {
    expect(() => safeName("")).toThrow("empty");
  });
});

describe("PathClaims", () => {
  it.each([
    ["the same path", "a/b", "a/b"],
    ["another case", "S1/A.dcm", "s1/a.DCM"],
    ["another case of a folder", "Sub/a", "sub/b"],
    ["another Unicode form", "\u00e9.txt", "e\u0301.txt"],
    ["a folder where a file is", "a", "a/b"],
    ["a file where a folder is", "a/b", "a"],
    ["ß and ss", "Straße", "STRASSE"],
  ])("refuses %s", (_, first, second) => {
    const claims = new PathClaims();
    claims.claim(first);
    expect(refuses(() => claims.claim(second))).toBe(true);
  });

  it("blames no disk for two that have the very same place", () => {
    const claims = new PathClaims();
    claims.claim("a/b");
    expect(() => claims.claim("a/b")).toThrow("the same place");
    expect(() => claims.claim("a/B")).toThrow("ignores case");
    expect(() => claims.claim("a")).toThrow("ignores case");
  });

  it("agrees with a plain set on every list of paths", () => {
    const name = fc.constantFrom("a", "A", "b", "c1", "C1", "ä", "Ä");
    const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join("/"));
    fc.assert(
      fc.property(fc.array(path, { maxLength: 12 }), (paths) => {
        const claims = new PathClaims();
        const files = new Set<string>();
        const folders = new Map<string, string>();
        for (const one of paths) {
          const names = one.split("/");
          const prefixes = names.slice(0, -1).map((__, depth) => names.slice(0, depth + 1).join("/"));
          const fold = one.toLowerCase();
          const clash =
            files.has(fold) ||
            folders.has(fold) ||
            prefixes.some(
              (prefix) =>
                files.has(prefix.toLowerCase()) || (folders.get(prefix.toLowerCase()) ?? prefix) !== prefix,
            );
          if (refuses(() => claims.claim(one)) !== clash) return false;
          if (clash) continue;
          files.add(fold);
          for (const prefix of prefixes) folders.set(prefix.toLowerCase(), prefix);
        }
        return true;
      }),
      { numRuns: 500 },
    );
  });
});

describe("resolveInside", () => {
  let root: string;
  let outside: string;
  beforeEach(async () => {
    root = await realpath(await mkdtemp(join(tmpdir(), "scanferry-root-")));
    outside = await realpath(await mkdtemp(join(tmpdir(), "scanferry-outside-")));
  });
  afterEach(async () => {
    await rm(root, { recursive: true, force: true });
    await rm(outside, { recursive: true, force: true });
  });

  it("gives a path below the root, also while nothing is there yet", async () => {
    expect(await resolveInside(root, "a/b/c.dcm")).toBe([root, "a", "b", "c.dcm"].join(sep));
    expect(await resolveInside(join(root, "new"), "a")).toBe([root, "new", "a"].join(sep));
  });

  it("refuses a link on the way that leads out, and follows one that stays inside", async () => {
    await symlink(outside, join(root, "out"));
    await mkdir(join(root, "real"));
    await symlink(join(root, "real"), join(root, "in"));
    await expect(resolveInside(root, "out/a")).rejects.toMatchObject({ code: "data/unsafe-path" });
    await expect(resolveInside(root, "out/deeper/still/a")).rejects.toMatchObject({
      code: "data/unsafe-path",
    });
    expect(await resolveInside(root, "in/a")).toBe([root, "in", "a"].join(sep));
  });

  it("takes a root that is a link itself", async () => {
    const link = join(outside, "link");
    await symlink(root, link);
    expect(await resolveInside(link, "a/b")).toBe([link, "a", "b"].join(sep));
  });
});
