import { readFileSync, statSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { packageFolders, readArrowTable, readManifest, root } from "../repository.js";

const outside = /^(?:node_modules|dist|coverage|\.nx|\.git|demo-output|scanferry-demo)$/;

/** Relative POSIX paths of the project's own files, whether committed yet or not. */
async function ownFiles(folder = ""): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true });
  const nested = await Promise.all(
    entries
      .filter((entry) => !outside.test(entry.name))
      .map(async (entry) => {
        const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
        return entry.isDirectory() ? ownFiles(path) : [path];
      }),
  );
  return nested.flat();
}

let files: string[];
let sources: string[];
const read = (path: string): string => readFileSync(join(root, path), "utf8");

beforeAll(async () => {
  files = await ownFiles();
  sources = files.filter((path) => /\.(?:ts|mts|mjs)$/.test(path));
});

/** Lines of the given files that match, as "path:line". */
function matches(paths: string[], pattern: RegExp): string[] {
  return paths.flatMap((path) =>
    read(path)
      .split("\n")
      .flatMap((line, at) => (pattern.test(line) ? [`${path}:${String(at + 1)}`] : [])),
  );
}

describe("the sources", () => {
  it("stay below 400 lines a file, in a median of about 60", () => {
    const own = sources.filter((path) => /^packages\/[^/]+\/src\//.test(path));
    const lengths = own.map((path) => read(path).split("\n").length).sort((a, b) => a - b);
    expect(sources.filter((path) => read(path).split("\n").length > 401)).toEqual([]);
    expect(own.length).toBeGreaterThan(20);
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(90);
  });

  it("are named in kebab-case after one idea", () => {
    const kebab = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+)*\.(?:ts|mts|mjs)$/;
    expect(sources.filter((path) => !kebab.test(basename(path)))).toEqual([]);
    expect(sources.filter((path) => /^(?:utils?|helpers?|misc|common)\./.test(basename(path)))).toEqual([]);
  });

  it("hold no reminders to finish them later", () => {
    const reminder = new RegExp(`\\b(?:${["TO", "FIX"].join("DO|")}ME)\\b`);
    expect(reminder.test(["TO", "DO"].join(""))).toBe(true);
    expect(matches(sources, reminder)).toEqual([]);
  });

  it("skip no test without saying why, and focus none", () => {
    const tests = sources.filter((path) => path.endsWith(".test.ts"));
    expect(matches(tests, /\b(?:it|test|describe)\.(?:only|todo)\b|\.skip\(\s*(?:\)|["'`]{2})/)).toEqual([]);
  });
});

describe("test files, which share a worker one after the other", () => {
  const tests = (): string[] => sources.filter((path) => /^(?:packages\/[^/]+\/test|tools)\//.test(path));

  it("leave no hook in a helper, where it would run for the first file alone", () => {
    const hook = /^(?:before|after)(?:Each|All)\(/;
    expect(hook.test("afterEach(() => undefined);")).toBe(true);
    const helpers = tests().filter((path) => !path.endsWith(".test.ts"));
    expect(matches(helpers, hook)).toEqual([]);
  });

  it("replace no module, which the others have loaded already", () => {
    const mock = new RegExp(["\\bvi\\.", "(?:do)?", "mock\\("].join(""), "i");
    expect(mock.test(["vi.mo", 'ck("x")'].join(""))).toBe(true);
    expect(matches(tests(), mock)).toEqual([]);
  });
});

describe("what is committed", () => {
  const text = /\.(?:ts|mts|mjs|js|json|md|ya?ml|sh|csv|txt)$|^\.ci\/run$|LICENSE|\.npmrc$/;

  it("names no machine's own paths", () => {
    // Built from parts, so that this file is no hit itself.
    const paths = [
      "/ho" + "me/\\w",
      "/wo" + "rk/",
      "/ro" + "ot/",
      "/Us" + "ers/\\w",
      "[A-Z]:\\\\Us" + "ers\\\\\\w",
    ];
    const machine = new RegExp(`(?<![\\w.])(?:${paths.join("|")})`);
    expect(machine.test(" /ho" + "me/anna")).toBe(true);
    // The lock file is npm's, and checked below.
    const own = files.filter((path) => text.test(path) && path !== "package-lock.json");
    expect(matches(own, machine)).toEqual([]);
  });

  it("names no registry's host and no mirror of one", () => {
    const hosts = [
      "npm" + "js\\.(?:org|com)",
      "un" + "pkg\\.com",
      "jsdel" + "ivr\\.net",
      "yarn" + "pkg\\.com",
    ];
    const host = new RegExp(hosts.join("|"));
    expect(host.test("https://registry.npm" + "js.org")).toBe(true);
    expect(
      matches(
        files.filter((path) => text.test(path)),
        host,
      ),
    ).toEqual([]);
  });

  it("locks dependencies by checksum and by no registry's address", () => {
    const { packages } = JSON.parse(read("package-lock.json")) as {
      packages: Record<string, { resolved?: string; link?: boolean; integrity?: string }>;
    };
    const third = Object.entries(packages).filter(([path]) => path.includes("node_modules/"));
    expect(third.filter(([, { resolved, link }]) => resolved !== undefined && link !== true)).toEqual([]);
    expect(third.filter(([, { integrity, link }]) => integrity === undefined && link !== true)).toEqual([]);
    expect(read("package-lock.json")).not.toMatch(/https?:\/\/[^"]*(?:registry|artifact|nexus|verdaccio)/i);
  });

  it("locks the builds for every platform, without which npm ci refuses a fresh clone", () => {
    const { packages } = JSON.parse(read("package-lock.json")) as {
      packages: Record<string, { optionalDependencies?: Record<string, string> }>;
    };
    const places = Object.keys(packages);
    const optional = Object.values(packages).flatMap((entry) =>
      Object.keys(entry.optionalDependencies ?? {}),
    );
    expect(optional.length).toBeGreaterThan(20);
    expect(optional.filter((name) => !places.some((path) => path.endsWith(`node_modules/${name}`)))).toEqual(
      [],
    );
  });

  it("holds nothing large and no scans", () => {
    const large = files.filter((path) => statSync(join(root, path)).size > 400_000);
    expect(large).toEqual([]);
    expect(files.filter((path) => /\.(?:nii|nii\.gz|dcm|mnc|mgz|par|rec|zip|xlsx|tgz)$/i.test(path))).toEqual(
      [],
    );
  });
});

describe("the packages", () => {
  const packages = packageFolders();
  const { homes, anywhere } = readArrowTable();

  it("carry one version, one licence and one Node range", () => {
    const [first] = packages.map(({ path }) => readManifest(path));
    for (const { path } of packages) {
      expect(readManifest(path)).toMatchObject({
        version: first?.version,
        license: "Apache-2.0",
        engines: { node: ">=20.19" },
        publishConfig: { access: "public", provenance: true },
      });
    }
  });

  it.each(packages)(
    "$folder depends on our packages along the arrows, in this very version",
    ({ folder, path }) => {
      const { version, dependencies = {} } = readManifest(path);
      const ours = Object.entries(dependencies).filter(([name]) => name.startsWith("@scanferry/"));
      const allowed = readArrowTable().packages[folder]?.imports ?? [];
      for (const [name, range] of ours) {
        expect(allowed).toContain(name.replace("@scanferry/", ""));
        expect(range).toBe(version);
      }
    },
  );

  it.each(packages)("$folder keeps each third-party library in its home", ({ folder, path }) => {
    const { dependencies = {}, optionalDependencies = {} } = readManifest(path);
    const third = Object.keys({ ...dependencies, ...optionalDependencies }).filter(
      (name) => !name.startsWith("@scanferry/") && !anywhere.includes(name),
    );
    // A new dependency is entered in tools/import-arrows.json, and reasoned in docs/develop/decisions.
    expect(third.filter((name) => homes[name]?.includes(folder) !== true)).toEqual([]);
  });

  it.each(packages)("$folder has a README and a note for the next release", ({ folder, name, path }) => {
    expect(read(`packages/${folder}/README.md`)).toContain(`# ${name}`);
    const notes = files.filter((file) => /^\.changeset\/(?!README)[^/]+\.md$/.test(file)).map(read);
    const released = readManifest(path).version !== "0.1.0";
    expect(released || notes.some((note) => note.includes(`"${name}":`))).toBe(true);
  });
});
