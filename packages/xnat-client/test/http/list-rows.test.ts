import { createHttp } from "@scanferry/transfer";
import { describe, expect, it, onTestFinished } from "vitest";
import { getItem } from "../../src/http/get-item.js";
import { listRows } from "../../src/http/list-rows.js";
import { openXnatFile } from "../../src/http/open-xnat-file.js";
import { openZip } from "../../src/http/open-zip.js";
import { allOf } from "../../../../tools/test-support/all-of.js";
import { failsWith } from "../../../../tools/test-support/fails-with.js";
import { oddServer } from "../../../../tools/test-support/odd-server.js";
import { openBox } from "../helpers/open-box.js";

const many = { id: "MANY", subjects: 400, sessionsPerSubject: 0 };
const path = "/data/projects/MANY/subjects";

describe.each(["1.6", "1.9"] as const)("a list of %s", (version) => {
  it("comes whole, each value a text", async () => {
    const box = await openBox({ version, projects: [many] });
    const rows = await allOf(listRows(await box.context(), path));
    expect(rows).toHaveLength(400);
    for (const row of rows) expect(Object.values(row).every((value) => typeof value === "string")).toBe(true);
    expect(new Set(rows.map(({ ID }) => ID)).size).toBe(400);
  });

  it.each([
    ["cut in its middle", { kind: "cutAtBytes", bytes: 30_000, end: "reset" } as const],
    ["cut in its first bytes", { kind: "cutAtBytes", bytes: 5 } as const],
    ["ended in its middle as if it were whole", { kind: "cutAtBytes", bytes: 20_000, end: "clean" } as const],
    ["503", { kind: "status", status: 503 } as const],
    ["500", { kind: "status", status: 500 } as const],
    ["a reset", { kind: "reset" } as const],
  ])("goes on after %s, each row once", async (_, fault) => {
    const box = await openBox({ version, projects: [many] });
    const ctx = await box.context();
    const struck = box.sandbox.faults.add({ path, ...fault });
    const rows = await allOf(listRows(ctx, path));
    expect(struck.hits).toBe(1);
    expect(rows.map(({ label }) => label)).toEqual(
      Array.from({ length: 400 }, (__, index) => `S${String(index + 1)}`),
    );
  });

  it("ends with a conflict when it changed while it was read", async () => {
    const box = await openBox({ version, projects: [{ ...many, subjects: 5000 }] });
    const ctx = await box.context();
    box.sandbox.faults.add({ path, kind: "cutAtBytes", bytes: 400_000 });
    const read = async (): Promise<void> => {
      for await (const { label } of listRows(ctx, path))
        if (label === "S1") box.sandbox.state.xnat.remove("MANY/S50");
    };
    const error = await failsWith(read(), "remote/conflict");
    expect(error.retryable).toBe(true);
  });

  it("is refused where XNAT answers with the thing itself", async () => {
    const box = await openBox({ version });
    const ctx = await box.context();
    const [session] = box.sandbox.state.xnat.experiments("SANDBOX");
    const item = `/data/projects/SANDBOX/experiments/${session?.label ?? ""}`;
    const error = await failsWith(allOf(listRows(ctx, item)), "remote/failed");
    expect(error.details?.["reason"]).toBe("item");
  });

  it("says what is not there, and what may not be seen and where access is asked for", async () => {
    const users = [
      { username: "ada", password: "one" },
      { username: "bob", password: "two" },
    ];
    const box = await openBox({ version, users, projects: [many], contextPath: "/xnat" });
    const ctx = await box.context({ auth: { username: "bob", password: "two" } });
    const missing = await failsWith(allOf(listRows(ctx, "/data/projects/NOPE/subjects")), "remote/not-found");
    expect(missing.message).not.toContain("NOPE");
    expect(missing.subject).toContain("NOPE");
    const error = await failsWith(allOf(listRows(ctx, path)), "auth/forbidden");
    expect(error.hint).toContain(`${ctx.baseUrl}/data/projects/MANY?format=html`);
    expect(error.message).not.toContain("MANY");
    box.sandbox.faults.add({ path: "/data/experiments", kind: "status", status: 403, times: 9 });
    const below = "/data/experiments/XNAT_E00001/scans";
    for (const work of [
      () => allOf(listRows(ctx, below, { project: "MANY" })),
      () => getItem(ctx, below, { project: "MANY" }),
      () => openZip(ctx, below, { project: "MANY" }),
      () =>
        openXnatFile(ctx, below, { project: "MANY" })({ fromByte: 0, signal: new AbortController().signal }),
    ]) {
      const one = await failsWith(work(), "auth/forbidden");
      expect(one.hint).toContain(`${ctx.baseUrl}/data/projects/MANY?format=html`);
    }
  });
});

it("stops when it is told to", async () => {
  const box = await openBox({ projects: [many] });
  const ctx = await box.context();
  const stop = new AbortController();
  const read = async (): Promise<number> => {
    let count = 0;
    for await (const _ of listRows(ctx, path, { signal: stop.signal })) if (++count === 10) stop.abort();
    return count;
  };
  await expect(read()).rejects.toMatchObject({ code: "aborted" });
});

it.each([
  ["{}", "remote/failed"],
  ["[]", "remote/failed"],
  ["", "remote/failed"],
  ["no JSON", "remote/failed"],
  ['{"error": "x"}', "remote/failed"],
  ["<html><body>Welcome to the portal</body></html>", "remote/failed"],
  ['{"ResultSet":{}}', "remote/failed"],
  ['{"ResultSet":[]}', "remote/failed"],
  ['{"ResultSet":null}', "remote/failed"],
  ['{"ResultSet":{"Result":null}}', "remote/failed"],
  ['{"ResultSet":{"Result":"error"}}', "remote/failed"],
  ['{"ResultSet":{"Result":{"error":{"ID":"x"}},"totalRecords":"1"}}', "remote/failed"],
  ['{"ResultSet":{"Result":[null]}}', "remote/failed"],
  ['{"ResultSet":{"Result":["x"]}}', "remote/failed"],
] as const)("does not take %j for an empty list", async (body, code) => {
  const box = await openBox();
  const ctx = await box.context();
  box.sandbox.faults.add({ path: "/data/projects", kind: "status", status: 200, body, times: 99 });
  await failsWith(allOf(listRows(ctx, "/data/projects")), code);
});

it("takes numbers and null of other releases for texts", async () => {
  const box = await openBox();
  const ctx = await box.context();
  const body = JSON.stringify({ ResultSet: { Result: [{ ID: 7, name: null, size: 12.5, more: { a: 1 } }] } });
  box.sandbox.faults.add({ path: "/data/projects", kind: "status", status: 200, body, times: 2 });
  expect(await allOf(listRows(ctx, "/data/projects"))).toEqual([
    { ID: "7", name: "", size: "12.5", more: '{"a":1}' },
  ]);
});

/** An answer that is no page by its head, so that the session is not doubted and the list not asked for twice. */
const json = { kind: "status", status: 200, headers: { "Content-Disposition": "inline" } } as const;
const sized = (total: string, ...rows: string[]): string =>
  `{"ResultSet":{"Result":[${rows.map((ID) => JSON.stringify({ ID })).join(",")}], ${total}}}`;

it.each([
  sized('"totalRecords": "3","title": "Resources"', "A", "B"),
  sized('"title":"Resources","totalRecords":3', "A", "B"),
  sized('"totalRecords": "1"'),
  '{"ResultSet":{"totalRecords":"3","Result":[{"ID":"A"},{"ID":"B"}]}}',
])("does not take a list that has lost rows for a whole one: %s", async (body) => {
  const box = await openBox();
  const ctx = await box.context();
  const fault = box.sandbox.faults.add({ path: "/projects", ...json, body, times: 99 });
  const error = await failsWith(allOf(listRows(ctx, "/data/projects")), "remote/failed");
  expect(error.message).toMatch(/fewer rows/);
  // Once more, for it may have been the moment; not again and again.
  expect(fault.hits).toBe(2);
});

it("goes on where a list that had lost rows is whole the next time, each row once", async () => {
  const box = await openBox();
  const ctx = await box.context();
  const path = "/data/projects";
  const total = '"totalRecords":"3"';
  box.sandbox.faults.add({ path, ...json, body: sized(total, "A", "B") });
  box.sandbox.faults.add({ path, ...json, body: sized(total, "A", "B", "C") });
  expect(await allOf(listRows(ctx, path))).toEqual([{ ID: "A" }, { ID: "B" }, { ID: "C" }]);
});

it.each([
  sized('"title":"x"', "A", "B"),
  sized('"totalRecords":"2"', "A", "B"),
  sized('"totalRecords":"1"', "A", "B"),
  sized('"totalRecords":""', "A", "B"),
  '{"ResultSet":{"Columns":[{"key":"URI","serverRoot":"/xnat"}],"Result":[{"ID":"A"},{"ID":"B","totalRecords":"9"}]}}',
  '\ufeff\n{ "ResultSet" : { "title":"{\\"Result\\":null}", "Result" : [{"ID":"A"},{"ID":"\\"totalRecords\\":\\"9\\"}"}] } }\n',
])("takes a list without a number of rows, or with one that hides nothing: %s", async (body) => {
  const box = await openBox();
  const ctx = await box.context();
  box.sandbox.faults.add({ path: "/data/projects", ...json, body });
  expect(await allOf(listRows(ctx, "/data/projects"))).toHaveLength(2);
});

it("does not gather white space without end", async () => {
  let asked = 0;
  let sent = 0;
  const url = await oddServer((_, answer) => {
    asked++;
    const more = (): void => {
      while (!answer.destroyed && answer.write(Buffer.alloc(65_536, " "))) sent += 65_536;
      answer.once("drain", more);
    };
    more();
  });
  const box = await openBox();
  const ctx = await box.context();
  const http = createHttp({ baseUrl: url });
  onTestFinished(() => http.close());
  await failsWith(allOf(listRows({ ...ctx, http }, "/data/projects")), "remote/failed");
  expect(asked).toBe(1);
  expect(sent).toBeLessThan(50_000_000);
});
