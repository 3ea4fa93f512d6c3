import { describe, expect, it } from "vitest";
import type { FolderEntry } from "../../src/walk/list-folder.js";
import { walkFolders } from "../../src/walk/walk-folders.js";
import { gather } from "../support/gather.js";
import { liveHeapBytes } from "../support/live-heap-bytes.js";
import { makeTree } from "../support/make-tree.js";

const file = (name: string): FolderEntry => entry(name, true);
const folder = (name: string): FolderEntry => entry(name, false);
function entry(name: string, isFile: boolean): FolderEntry {
  return { name, isFile: () => isFile, isDirectory: () => !isFile, isSymbolicLink: () => false };
}

describe("walkFolders", () => {
  it("yields files before subfolders, both in the order of their names", async () => {
    const root = await makeTree({ "b/2": "", "b/1": "", "a/x/3": "", z: "", y: "", "empty/": "" });
    expect(await gather(walkFolders(root))).toEqual([
      { path: "", files: ["y", "z"] },
      { path: "a", files: [] },
      { path: "a/x", files: ["3"] },
      { path: "b", files: ["1", "2"] },
      { path: "empty", files: [] },
    ]);
  });

  it("follows links to files and folders, inside the root and outside", async () => {
    const outside = await makeTree({ "deep/image": "" });
    const root = await makeTree({ "real/one": "", twin: { link: "real" }, far: { link: `${outside}/deep` } });
    const found = await gather(walkFolders(root));
    expect(found.map(({ path, files }) => [path, ...files])).toEqual([
      [""],
      ["far", "image"],
      ["real", "one"],
      ["twin", "one"],
    ]);
  });

  it("tells of links that lead back to a folder above them and does not follow them", async () => {
    const root = await makeTree({
      "a/file": "",
      "a/up": { link: ".." },
      "a/self": { link: "." },
      "a/b/over": { link: "../../a" },
      "c/mutual": { link: "../d" },
      "d/mutual": { link: "../c" },
    });
    const loops: string[] = [];
    const found = await gather(walkFolders(root, { onLoop: (path) => loops.push(path) }));
    expect(found.map(({ path }) => path)).toEqual(["", "a", "a/b", "c", "c/mutual", "d", "d/mutual"]);
    expect(loops).toEqual(["a/self", "a/up", "a/b/over", "c/mutual/mutual", "d/mutual/mutual"]);
  });

  it("shows links that lead nowhere as files, because somebody must hear of them", async () => {
    const root = await makeTree({ gone: { link: "nowhere" }, circle: { link: "circle" } });
    expect(await gather(walkFolders(root))).toEqual([{ path: "", files: ["circle", "gone"] }]);
  });

  it("does not enter what it is told not to, and takes opaque folders for files", async () => {
    const root = await makeTree({ "no/1": "", "meg.ds/2": "", "yes/3": "" });
    const found = walkFolders(root, {
      enter: (path) => path !== "no",
      opaque: (name) => name.endsWith(".ds"),
    });
    expect(await gather(found)).toEqual([
      { path: "", files: ["meg.ds"] },
      { path: "yes", files: ["3"] },
    ]);
  });

  it("skips a folder that vanished and stops at one that may not be read", async () => {
    const failing = (code: string) => (path: string) => {
      if (path !== "/r") throw Object.assign(new Error(code), { code });
      return [folder("sub")];
    };
    expect(await gather(walkFolders("/r", { list: failing("ENOENT") }))).toEqual([
      { path: "", files: [] },
      { path: "sub", files: [] },
    ]);
    await expect(gather(walkFolders("/r", { list: failing("EACCES") }))).rejects.toMatchObject({
      code: "local/denied",
      subject: "sub",
    });
  });

  it("stops with the code aborted", async () => {
    const control = new AbortController();
    const walk = walkFolders("/r", { list: () => [folder("deeper")], signal: control.signal });
    await walk.next();
    control.abort();
    await expect(walk.next()).rejects.toMatchObject({ code: "aborted" });
  });

  it("gives the event loop a turn between folders", async () => {
    let turns = 0;
    let walking = true;
    const count = (): void => {
      turns += 1;
      if (walking) setImmediate(count);
    };
    setImmediate(count);
    const list = (path: string) => (path === "/r" ? [folder("a"), folder("b"), folder("c")] : []);
    const seen: number[] = [];
    for await (const _ of walkFolders("/r", { list })) seen.push(turns);
    walking = false;
    expect(new Set(seen).size).toBe(4);
  });

  it("walks a million files without growing with their number", async () => {
    const folders = 1000;
    const perFolder = Array.from({ length: 1000 }, (_, i) => file(`sub-01_run-${String(i)}_T1w.nii.gz`));
    const names = Array.from({ length: folders }, (_, i) => folder(`sub-${String(i)}`));
    const list = (path: string) => (path === "/r" ? names : perFolder);
    let files = 0;
    const liveBytes: number[] = [];
    for await (const listing of walkFolders("/r", { list })) {
      if (files % 250_000 === 0) liveBytes.push(liveHeapBytes());
      files += listing.files.length;
    }
    expect(files).toBe(1_000_000);
    expect(liveBytes.length).toBeGreaterThanOrEqual(4);
    // A list of as many paths takes well over 100 MB.
    expect(Math.max(...liveBytes) - Math.min(...liveBytes)).toBeLessThan(5 * 1024 * 1024);
  });
});
