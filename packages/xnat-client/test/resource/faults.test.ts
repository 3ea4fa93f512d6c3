import type { FaultAction } from "@scanferry/sandbox";
import { describe, expect, it } from "vitest";
import { XnatClient } from "../../src/index.js";
import { useResource } from "./support/use-resource.js";

const many = Object.fromEntries(
  Array.from({ length: 12 }, (_, index) => [`f${String(index)}.bin`, "x".repeat(index * 500)]),
);

/** What goes wrong with the first PUT of a file, and how many of them there are until all is well. */
const rows: readonly (readonly [string, FaultAction, number])[] = [
  ["503 before it is read", { kind: "status", status: 503, headers: { "Retry-After": "1" } }, 2],
  ["cut at 60 % by a proxy", { kind: "cutUploadAtPercent", percent: 60 }, 2],
  ["a proxy's 504 though all was stored", { kind: "status", status: 504, when: "after" }, 1],
  ["reset after the last byte, stored", { kind: "reset", when: "after" }, 1],
  ["a proxy's 504 while the server goes on", { kind: "status", status: 504, when: "detached" }, 0],
  ["a byte turned over on its way", { kind: "flipUploadByte" }, 2],
];

describe.each([
  ["one file", { "a.txt": "some text" }],
  ["a pack", many],
] as const)("sending %s", (kind, files) => {
  it.each(rows)("with %s, it arrives once and whole", async (name, fault, puts) => {
    const { sandbox, xnat, write, run, texts, puts: sent } = await useResource({ version: "1.9" });
    const folder = await write(files);
    sandbox.faults.add({ ...fault, method: "PUT", path: "/files/" });
    const { done, failed, results } = await run(xnat.project("P").resource("R").put(folder));
    expect([results.find(({ error }) => error)?.error, done, failed]).toEqual([
      undefined,
      Object.keys(files).length,
      0,
    ]);
    expect(await texts("P/R")).toEqual(files);
    // A pack with a wrong byte is refused by its CRC, or only the file it hit is sent again; 0 stands for a matter of time.
    if (puts > 0 && !(kind === "a pack" && name.startsWith("a byte"))) expect(sent()).toBe(puts);
  });
});

describe("what was stored otherwise than sent", () => {
  it.each([
    ["cut", 4],
    ["empty", 0],
  ] as const)("is found on 1.6 and sent once more: %s", async (_name, bytes) => {
    const { sandbox, xnat, write, run, texts, puts } = await useResource();
    const folder = await write({ "a.txt": "some text" });
    sandbox.faults.add({ method: "PUT", path: "/files/", kind: "truncateUpload", bytes });
    const { done } = await run(xnat.project("P").resource("R").put(folder));
    expect([done, puts()]).toEqual([1, 2]);
    expect(await texts("P/R")).toEqual({ "a.txt": "some text" });
  });

  it("is a failure by name when it happens twice", async () => {
    const { sandbox, xnat, write, run } = await useResource();
    const folder = await write({ "a.txt": "some text" });
    for (const bytes of [4, 0]) {
      sandbox.faults.clear();
      sandbox.faults.add({ method: "PUT", path: "/files/", kind: "truncateUpload", bytes, times: 9 });
      const { results } = await run(
        xnat
          .project("P")
          .resource(`R${String(bytes)}`)
          .put(folder),
      );
      expect(results.map(({ status, error }) => [status, error?.code])).toEqual([
        ["failed", bytes === 4 ? "data/size-mismatch" : "data/checksum-mismatch"],
      ]);
    }
  });
});

describe("an account that may only read", () => {
  const users = [
    { username: "ada", password: "one" },
    { username: "eve", password: "two", collaborator: ["P"] },
  ];
  it("is told so, also where XNAT answers 200 and stores nothing", async () => {
    const { sandbox, write, run } = await useResource({ users });
    const eve = await XnatClient.connect({
      baseUrl: sandbox.url.xnat,
      auth: { username: "eve", password: "two" },
      keepAlive: false,
    });
    const folder = await write({ "a.txt": "a" });
    sandbox.state.xnat.addFile("P/THERE", "b.txt", "b");
    for (const label of ["THERE", "NEW"]) {
      const { results } = await run(eve.project("P").resource(label).put(folder));
      expect([label, ...results.map(({ error }) => error?.code)]).toEqual([label, "auth/forbidden"]);
    }
    await eve.close();
  });
});
