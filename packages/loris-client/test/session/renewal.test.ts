import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { download } from "@scanferry/transfer";
import type { FileItem } from "@scanferry/transfer";
import { expect, it, onTestFinished } from "vitest";
import type { LorisContext } from "../../src/context.js";
import { openFile } from "../../src/http/open-file.js";
import { allOf } from "../../../../tools/test-support/all-of.js";
import { failsWith } from "../../../../tools/test-support/fails-with.js";
import type { Box } from "../helpers/open-box.js";
import { openBox } from "../helpers/open-box.js";

const study = { candidates: 8, visits: ["V1"], scanTypes: ["t1", "t2", "dwi25", "fMRI"] };

function items(box: Box, ctx: LorisContext): FileItem[] {
  return [...box.sandbox.state.loris.images()].map(({ link, name }) => ({
    id: link,
    target: name,
    open: openFile(ctx, link),
  }));
}

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "loris-renewal-"));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

it("logs in once for 16 workers whose token ends in the middle", async () => {
  const box = await openBox({ study });
  const ctx = await box.context();
  const results: string[] = [];
  for await (const { status } of download(items(box, ctx), await folder(), { concurrency: 16 })) {
    if (results.push(status) === 8) box.sandbox.state.loris.expireTokens();
  }
  expect(results).toHaveLength(32);
  expect(new Set(results)).toEqual(new Set(["done"]));
  expect(box.sandbox.log.entries.filter(({ status }) => status === 401).length).toBeGreaterThan(0);
  expect(box.logins()).toHaveLength(2);
});

it("renews a token before it ends", async () => {
  const box = await openBox();
  const loris = await box.client();
  const [first, ends] = [loris.token, loris.tokenExpires];
  box.sandbox.clock.advance(24 * 3_600_000 - 6 * 60_000);
  await allOf(loris.projects());
  expect(loris.token).toBe(first);
  box.sandbox.clock.advance(2 * 60_000);
  await Promise.all(Array.from({ length: 6 }, () => allOf(loris.projects())));
  expect(loris.token).not.toBe(first);
  expect(loris.tokenExpires.getTime()).toBeGreaterThan(ends.getTime());
  expect(box.logins()).toHaveLength(2);
  expect(box.sandbox.log.entries.filter(({ status }) => status === 401)).toHaveLength(0);
});

it("goes on with a token that still lives when a new one cannot be had yet", async () => {
  const box = await openBox();
  const loris = await box.client();
  box.sandbox.clock.advance(24 * 3_600_000 - 4 * 60_000);
  const fault = box.sandbox.faults.add({ path: "/login", kind: "status", status: 500, times: 99 });
  for (let count = 0; count < 5; count++) {
    expect((await allOf(loris.projects())).length).toBeGreaterThan(0);
  }
  expect(fault.hits).toBe(1);
});

it("does not log in for ever when our own clock runs a day ahead", async () => {
  const box = await openBox();
  const loris = await box.client({ now: () => box.sandbox.clock.now() + 2 * 24 * 3_600_000 });
  await allOf(loris.projects());
  await allOf(loris.candidates());
  expect(box.logins()).toHaveLength(1);
});

it("gives a token alone back as ended, asks once and sends nothing more", async () => {
  const box = await openBox();
  const { token } = await box.client();
  const loris = await box.client({ auth: { token } });
  expect(box.logins()).toHaveLength(1);
  expect((await allOf(loris.projects())).length).toBeGreaterThan(0);
  box.sandbox.state.loris.expireTokens();
  const error = await failsWith(allOf(loris.projects()), "auth/expired");
  expect(error.hint).toMatch(/24 hours/);
  const seen = box.sandbox.log.entries.length;
  await failsWith(allOf(loris.projects()), "auth/expired");
  expect(box.sandbox.log.entries).toHaveLength(seen);
});

it("ends, and does not loop, when a fresh token is refused like the old one", async () => {
  const box = await openBox();
  const loris = await box.client();
  box.sandbox.faults.add({ path: "/projects", kind: "status", status: 401, times: 99 });
  const error = await failsWith(allOf(loris.projects()), "auth/expired");
  expect(error.message).toMatch(/just handed out/);
  await failsWith(allOf(loris.candidates()), "auth/expired");
  expect(box.logins()).toHaveLength(2);
});

it("stops all workers when the account is locked out during a run, without another login", async () => {
  const box = await openBox({ study });
  const ctx = await box.context();
  const { username } = box.sandbox.credentials.loris;
  const lockOut = async (): Promise<void> => {
    for (let count = 0; count < 11; count++) {
      await fetch(`${box.sandbox.url.loris}/api/v0.0.3/login`, {
        method: "POST",
        body: JSON.stringify({ username, password: "somebody guesses" }),
      });
    }
  };
  let done = 0;
  const run = async (): Promise<void> => {
    for await (const { status } of download(items(box, ctx), await folder(), { concurrency: 16 })) {
      if (status === "done" && ++done === 4) await lockOut();
    }
  };
  const error = await failsWith(run(), "auth/rejected");
  expect(error.details?.["reason"]).toBe("suspended");
  // Ours: the first one, and the one after the first 401.
  expect(box.logins()).toHaveLength(11 + 2);
});
