import { expect, it } from "vitest";
import { allOf } from "../../../../tools/test-support/all-of.js";
import { failsWith } from "../../../../tools/test-support/fails-with.js";
import { openBox } from "../helpers/open-box.js";

const projects = [
  { id: "OPEN", accessibility: "public", subjects: 1 },
  { id: "OURS", accessibility: "private", subjects: 2 },
] as const;

it("sees public projects where no login is required, and logs in for nothing", async () => {
  const box = await openBox({ requireLogin: false, projects });
  const xnat = await box.client({ auth: { anonymous: true } });
  expect(xnat.user).toBe("guest");
  expect((await allOf(xnat.projects())).map(({ id }) => id)).toEqual(["OPEN"]);
  box.sandbox.clock.advance(3_600_000);
  expect((await allOf(xnat.project("OPEN").subjects())).length).toBe(1);
  expect(box.logins()).toHaveLength(0);
});

it("is told where a login is wanted", async () => {
  const box = await openBox({ projects });
  await failsWith(box.client({ auth: { anonymous: true } }), "auth/required");
});

it("is told that what is not public needs an account", async () => {
  const box = await openBox({ requireLogin: false, projects });
  const xnat = await box.client({ auth: { anonymous: true } });
  box.sandbox.faults.add({ path: "/subjects", kind: "status", status: 401, times: 9 });
  await failsWith(allOf(xnat.project("OURS").subjects()), "auth/required");
  await failsWith(xnat.issueToken(), "auth/forbidden");
});

it("goes on in the session that the server opens for it", async () => {
  const box = await openBox({ requireLogin: false, projects });
  const ctx = await box.context({ auth: { anonymous: true } });
  const first = ctx.session.id;
  expect(first).toMatch(/^[0-9A-F]{32}$/);
  await ctx.http.api("GET", "/data/projects");
  // The look-alike keeps no sessions of guests, so that it opens one more.
  expect(ctx.session.id).not.toBe(first);
});
