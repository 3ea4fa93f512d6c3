import { inspect } from "node:util";
import { isScanferryError } from "@scanferry/transfer";
import { expect, it } from "vitest";
import { LorisClient } from "../../src/index.js";
import { allOf } from "../../../../tools/test-support/all-of.js";
import { openBox } from "../helpers/open-box.js";

const user = { username: "pat", password: "Secret-pass-1" };

/** Everything that can be printed of a value, causes included. */
function everything(value: unknown): string {
  const parts = [inspect(value, { depth: 20, showHidden: true }), String(value), JSON.stringify(value)];
  if (isScanferryError(value))
    parts.push(JSON.stringify(value.toJSON({ withSubject: true })), value.stack ?? "");
  return parts.join("\n");
}

it("prints a client and its handles as one line without a secret or a label", async () => {
  const box = await openBox({ users: [user] });
  const loris = await box.client();
  expect(inspect(loris)).toBe(`LorisClient(${box.sandbox.url.loris}, API v0.0.3)`);
  expect(JSON.parse(JSON.stringify(loris))).toEqual({
    baseUrl: box.sandbox.url.loris,
    version: "v0.0.3",
    tokenExpires: loris.tokenExpires.toISOString(),
  });
  const visit = loris.candidate("300001").visit("V-of-somebody");
  for (const handle of [
    loris.project("P"),
    loris.candidate("300001"),
    visit,
    visit.image("scan-of-somebody.mnc"),
  ]) {
    expect(inspect(handle)).not.toMatch(/300001|somebody/);
    expect(inspect(handle).split("\n")).toHaveLength(1);
    expect(everything(handle)).not.toContain(loris.token);
  }
  expect(everything(loris)).not.toContain(user.password);
  expect(everything(loris)).not.toContain(loris.token);
});

it("says neither password nor token in errors and in the log, whatever goes wrong", async () => {
  const box = await openBox({ users: [user] });
  const lines: string[] = [];
  const log = (line: string): void => void lines.push(line);
  const loris = await box.client({ log });
  const said: unknown[] = [];
  const keep = (work: Promise<unknown>): Promise<unknown> => work.catch((error: unknown) => said.push(error));
  const echo = JSON.stringify({ error: `${user.password} and ${loris.token}` });
  for (const status of [400, 403, 404, 500, 503]) {
    box.sandbox.faults.add({ path: "/projects", kind: "status", status, body: echo, times: 5 });
    await keep(allOf(loris.projects()));
    box.sandbox.faults.clear();
  }
  for (const status of [400, 401, 403, 500]) {
    box.sandbox.faults.add({ path: "/login", kind: "status", status, body: echo, times: 5 });
    await keep(box.client({ log }));
    box.sandbox.faults.clear();
  }
  box.sandbox.faults.add({ path: "/projects", kind: "reset", times: 99 });
  await keep(allOf(loris.projects()));
  await keep(box.client({ log }));
  await keep(LorisClient.connect({ baseUrl: "http://127.0.0.1:1", auth: user, retries: 0, log }));
  await keep(
    LorisClient.connect({ baseUrl: `http://${user.username}:${user.password}@127.0.0.1`, auth: user }),
  );
  expect(said.length).toBe(13);
  const { token } = loris;
  for (const error of said) {
    expect(isScanferryError(error)).toBe(true);
    expect(everything(error)).not.toContain(user.password);
    expect(everything(error)).not.toContain(token);
  }
  expect(lines.length).toBeGreaterThan(10);
  for (const line of lines) {
    expect(line).not.toContain(user.password);
    expect(line).not.toContain(token);
  }
});

it("puts no secret into an address", async () => {
  const box = await openBox({ users: [user] });
  const { token } = await box.client();
  await box.client({ auth: { token } });
  for (const { path, queryNames } of box.sandbox.log.entries) {
    expect(path).not.toContain(token);
    expect(queryNames).toEqual([]);
  }
});
