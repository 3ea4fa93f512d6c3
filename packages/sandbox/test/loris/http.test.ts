import { expect, it } from "vitest";
import { firstImage, startLorisTest } from "../support/loris-client.js";

it("lets 28 answer v0.0.3 and v0.0.4-dev, and refuse others and none with its texts, /login included", async () => {
  await using test = await startLorisTest();
  for (const version of ["v0.0.3-dev", "v0.0.2", "v0.0.4"])
    for (const path of ["/projects", "/login"]) {
      const answer = await test.client.ask(path, { version });
      expect([answer.status, answer.text]).toEqual([404, '{"error":"Unsupported version"}']);
    }
  const none = await fetch(`${test.sandbox.url.loris}/api`);
  expect([none.status, await none.text()]).toEqual([
    400,
    '{"error":"You must specify a version of the API to use in the URL"}',
  ]);
  const unknown = await test.client.ask("/nothing");
  expect([unknown.status, unknown.text]).toEqual([404, '{"error":"not found"}']);
  const bids = await test.client.ask("/projects/Pumpernickel/bids/");
  expect([bids.status, bids.text]).toEqual([404, '{"error":"not found"}']);
});

it("lets PREVENT-AD answer v0.0.3-dev alone, others with a page", async () => {
  await using test = await startLorisTest({ dialect: "preventad" });
  for (const version of ["v0.0.3", "v0.0.4-dev", "v0.0.2"]) {
    const answer = await test.client.ask("/login", { version, method: "POST", body: "{}" });
    expect([answer.status, answer.headers.get("content-type"), answer.text.slice(0, 9)]).toEqual([
      404,
      "text/html; charset=utf-8",
      "<!DOCTYPE",
    ]);
  }
});

it("gives what v0.0.4-dev has more, and v0.0.3 not", async () => {
  await using test = await startLorisTest();
  const { candidate, visit } = firstImage(test.sandbox);
  const at = `/candidates/${candidate}/${visit}`;
  const text = async (path: string, version: string): Promise<string> =>
    (await test.client.ask(path, { version })).text;
  for (const [path, word] of [
    [at, '"Cohort"'],
    [`${at}/images`, '"IsPhantom"'],
    [`${at}/dicoms`, '"Patientname"'],
    [`${at}/instruments`, '"DoubleDataEntryVisits"'],
    ["/sites", '"Sites"'],
  ] as const) {
    expect(await text(path, "v0.0.4-dev")).toContain(word);
    expect(await text(path, "v0.0.3")).not.toContain(word);
  }
  expect(await text(at, "v0.0.3")).toContain('"Battery"');
});

it("writes JSON in ASCII, slashes escaped on PREVENT-AD alone, whose type is text/html", async () => {
  await using stock = await startLorisTest();
  await using legacy = await startLorisTest({ dialect: "preventad" });
  const headers = await stock.client.ask(`${firstImage(stock.sandbox).link}/headers`);
  expect(headers.text).toContain("s\\u00e9rie");
  expect(headers.headers.get("content-type")).toBe("application/json");
  expect((await stock.client.ask("/projects/Pumpernickel/images")).text).toContain('"/candidates/');
  const list = await legacy.client.ask("/candidates/");
  expect(list.text).toContain("fran\\u00e7ais");
  expect(list.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect((await legacy.client.ask("/projects/loris/images")).text).toContain('"\\/candidates\\/');
  expect(list.headers.get("access-control-allow-origin")).toBe("*");
  expect(headers.headers.get("access-control-allow-origin")).toBeNull();
});

it("takes slashes as it comes on 28, and only where the rules have them on PREVENT-AD", async () => {
  await using stock = await startLorisTest();
  await using legacy = await startLorisTest({ dialect: "preventad" });
  const at = (test: typeof stock): string => {
    const { candidate, visit } = firstImage(test.sandbox);
    return `/candidates/${candidate}/${visit}`;
  };
  for (const path of ["/projects", "/candidates", "/projects/Pumpernickel/images", `${at(stock)}/images`])
    for (const slash of ["", "/"]) expect((await stock.client.ask(path + slash)).status).toBe(200);
  for (const path of ["/candidates/", "/projects/", "/projects/loris/bids/", `${at(legacy)}/images`])
    expect((await legacy.client.ask(path)).status, path).toBe(200);
  for (const list of ["/candidates", "/projects"]) {
    const moved = await legacy.client.ask(list);
    expect([moved.status, moved.headers.get("location")]).toEqual([
      301,
      `${legacy.client.base}/candidates/?PrintCandidates=true`,
    ]);
  }
  for (const path of [`${at(legacy)}/images/`, `${at(legacy)}/`, "/projects/loris/bids"]) {
    const answer = await legacy.client.ask(path);
    expect([answer.status, answer.text.slice(0, 9)], path).toEqual([404, "<!DOCTYPE"]);
  }
});

it("refuses HEAD on both, and OPTIONS on PREVENT-AD alone", async () => {
  for (const dialect of ["v28", "preventad"] as const) {
    await using test = await startLorisTest({ dialect });
    const { link, bids } = firstImage(test.sandbox);
    const path = dialect === "v28" ? link : bids.NiftiLink;
    const head = await test.client.ask(path, { method: "HEAD" });
    expect([head.status, head.headers.get("allow")]).toEqual([405, "GET"]);
    const options = await test.client.ask(path, { method: "OPTIONS" });
    expect([options.status, options.headers.get("allow")]).toEqual([dialect === "v28" ? 200 : 405, "GET"]);
    expect((await test.client.ask(path, { method: "DELETE" })).status).toBe(405);
  }
});

it("ignores Range on 28, and heeds it on PREVENT-AD for tiny files alone", async () => {
  await using stock = await startLorisTest({ study: { candidates: 1, imageBytes: 600 } });
  await using legacy = await startLorisTest({ dialect: "preventad", study: { candidates: 1 } });
  const headers = { Range: "bytes=4-9" };
  const whole = await stock.client.ask(firstImage(stock.sandbox).link, { headers });
  expect([whole.status, whole.bytes.length, whole.headers.get("accept-ranges")]).toEqual([200, 600, null]);
  const { bids } = firstImage(legacy.sandbox);
  const tiny = await legacy.client.ask(bids.JsonLink, { headers });
  const all = await legacy.client.ask(bids.JsonLink);
  expect(tiny.status).toBe(206);
  expect(tiny.headers.get("content-range")).toBe(`bytes 4-9/${String(all.bytes.length)}`);
  expect(tiny.text).toBe(all.text.slice(4, 10));
  const large = await legacy.client.ask(bids.NiftiLink, { headers });
  expect([large.status, large.bytes.length]).toEqual([200, 4096]);
});

it("refuses what 28 refuses with its statuses and texts, or dies in a page of 23 kB", async () => {
  await using test = await startLorisTest();
  const { candidate, visit, link } = firstImage(test.sandbox);
  const ask = async (
    path: string,
    headers: Record<string, string> = {},
  ): Promise<readonly [number, string]> => {
    const answer = await test.client.ask(path, { headers });
    return [answer.status, answer.text];
  };
  expect(await ask("/candidates/abc")).toEqual([404, '{"error":"Candidate not found"}']);
  expect(await ask(`/candidates/${candidate}/V99`)).toEqual([404, '{"error":"Visit not found"}']);
  expect(await ask(`/candidates/${candidate}/${visit}/images/no.mnc`)).toEqual([
    404,
    '{"error":"no.mnc not found."}',
  ]);
  expect(await ask(`${link}/format/dicom`)).toEqual([415, '{"error":"Unsupported Media Type"}']);
  expect(await ask(`${link}/format/bval`)).toEqual([404, '{"error":"not found"}']);
  const [status, text] = await ask("/projects/Pumpernickel/images?since=garbage");
  expect([status, text]).toEqual([400, expect.stringContaining("DateTime::__construct()")]);
  test.sandbox.state.loris.removeFile(link);
  expect(await ask(link)).toEqual([404, '{"error":"not found"}']);
  for (const [path, headers] of [
    ["/candidates/999999", {}],
    [link, { "If-None-Match": "abc" }],
  ] as const) {
    const [code, page] = await ask(path, headers);
    expect(code).toBe(500);
    expect(page).toMatch(/^<!DOCTYPE html>/);
    expect(page.length).toBeGreaterThan(22_000);
  }
  test.sandbox.state.loris.restoreFile(link);
  expect((await ask(link, { "If-None-Match": "abc" }))[0]).toBe(200);
});

it("refuses what PREVENT-AD refuses, with a tag on the empty 500 of a BIDS file that is gone", async () => {
  await using test = await startLorisTest({ dialect: "preventad" });
  const { candidate, visit, link, bids } = firstImage(test.sandbox);
  const ask = async (path: string): Promise<readonly [number, string]> => {
    const answer = await test.client.ask(path);
    return [answer.status, answer.text];
  };
  expect(await ask("/candidates/999")).toEqual([400, '{"error":"Invalid CandID format"}']);
  expect(await ask("/candidates/9999999")).toEqual([404, '{"error":"Unknown CandID"}']);
  expect(await ask(`/candidates/${candidate}/V9`)).toEqual([404, '{"error":"Invalid visit V9"}']);
  expect(await ask(`/candidates/${candidate}/${visit}/images/no.mnc`)).toEqual([
    404,
    '{"error":"File not found"}',
  ]);
  test.sandbox.state.loris.removeFile(link);
  expect(await ask(link)).toEqual([404, '{"error":"File not found"}']);
  for (const path of ["/projects/loris/bids/README", bids.NiftiLink]) {
    test.sandbox.state.loris.removeFile(path);
    const answer = await test.client.ask(path);
    expect([answer.status, answer.text]).toEqual([500, ""]);
    expect(answer.headers.get("etag")).toMatch(/^[0-9a-f]{32}$/);
  }
});
