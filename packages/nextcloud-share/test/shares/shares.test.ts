import { describe, expect, it } from "vitest";
import type { RevokeOutcome } from "../../src/index.js";
import { NextcloudClient, shareId } from "../../src/index.js";
import { failsWith } from "../support/fails.js";
import { openBox } from "../support/open-box.js";

/** 21 November 2026, 23:30 in UTC: in Berlin it is the 22nd already. */
const lateEvening = { clock: { now: () => Date.UTC(2026, 10, 21, 23, 30) } };
const password = "Sieben-Zebras-am-Kai-4711";

describe.each(["32", "27"] as const)("links on Nextcloud %s", (version) => {
  it("works through the whole last day in the account's own time zone", async () => {
    await using box = await openBox(
      { version, timeZone: "Europe/Berlin", ...lateEvening },
      { timeZone: "Europe/Berlin" },
    );
    await box.sandbox.state.nextcloud.putFile("/a.zip", "zip");
    const { share } = await box.cloud.shares.create({ path: "a.zip", expire: "2026-11-24" });
    expect(share.expire).toBe("2026-11-24");
    const stored = box.sandbox.state.nextcloud.shares()[0];
    expect(stored?.expireDate).toBe("2026-11-25");
    const end = Date.parse("2026-11-24T23:00:00Z");
    box.sandbox.clock.advance(end - 1000 - box.sandbox.clock.now());
    expect((await box.cloud.verifyLink({ url: share.url })).status).toBe("alive");
    box.sandbox.clock.advance(1001);
    expect((await box.cloud.verifyLink({ url: share.url })).status).toBe("dead");
  });

  it("counts days of an extension from today in that zone", async () => {
    await using box = await openBox(
      { version, timeZone: "Europe/Berlin", ...lateEvening },
      { timeZone: "Europe/Berlin" },
    );
    await box.sandbox.state.nextcloud.putFile("/a.zip", "zip");
    const { share } = await box.cloud.shares.create({ path: "a.zip" });
    expect((await box.cloud.shares.extend(share.id, { expiresInDays: 0 })).expire).toBe("2026-11-22");
  });

  it("finds the link whose answer was lost, instead of making a second one", async () => {
    await using box = await openBox({ version });
    await box.sandbox.state.nextcloud.putFile("/a.zip", "zip");
    for (const fault of [
      { kind: "reset" as const, when: "after" as const },
      { kind: "status" as const, status: 504, when: "after" as const },
    ]) {
      box.sandbox.faults.add({ method: "POST", path: /\/shares$/, ...fault });
      const made = await box.cloud.shares.create({ path: "a.zip", password, ifExists: "add" });
      expect(made.created).toBe(true);
      expect(made.share.hasPassword).toBe(true);
    }
    expect(box.sandbox.state.nextcloud.shares()).toHaveLength(2);
  });

  it("tries once more when the lost request made no link, and no more than that", async () => {
    await using box = await openBox({ version });
    await box.sandbox.state.nextcloud.putFile("/a.zip", "zip");
    box.sandbox.faults.add({ method: "POST", path: /\/shares$/, kind: "reset" });
    expect((await box.cloud.shares.create({ path: "a.zip" })).created).toBe(true);
    box.sandbox.faults.add({ method: "POST", path: /\/shares$/, kind: "status", status: 503, times: 9 });
    box.sandbox.log.clear();
    await failsWith(box.cloud.shares.create({ path: "a.zip", ifExists: "add" }), "remote/busy");
    expect(box.sandbox.log.find("POST", "/shares")).toHaveLength(2);
  });

  it("maps the server's refusals to codes by what they say", async () => {
    await using box = await openBox({ version });
    const { settings } = box.sandbox.state.nextcloud;
    await box.sandbox.state.nextcloud.putFile("/a.zip", "zip");
    const create = (more: object = {}): Promise<unknown> =>
      box.cloud.shares.create({ path: "a.zip", ...more });
    expect((await failsWith(create({ password: "abc" }), "remote/refused")).message).toContain("policy");
    settings.passwordEnforced = true;
    expect((await failsWith(create(), "remote/refused")).message).toContain("demands a password");
    settings.passwordEnforced = false;
    settings.expire = { days: 7, enforced: true };
    expect((await failsWith(create({ expire: "2030-01-01" }), "remote/refused")).message).toContain(
      "that long",
    );
    settings.expire = undefined;
    settings.linksEnabled = false;
    expect((await failsWith(create(), "remote/refused")).message).toContain("links are switched off");
    settings.linksEnabled = true;
    settings.sharingEnabled = false;
    expect((await failsWith(create(), "remote/refused")).message).toContain("Sharing is switched off");
    settings.sharingEnabled = true;
    await failsWith(box.cloud.shares.create({ path: "missing.zip" }), "remote/not-found");
    await failsWith(box.cloud.shares.get(shareId("999")), "remote/not-found");
    settings.maintenance = true;
    await failsWith(create(), "remote/busy");
    settings.maintenance = false;
    box.sandbox.faults.add({ path: "/shares", kind: "html", times: 9 });
    await failsWith(create(), "auth/required");
  });

  it("refuses empty texts that would remove protection, and removes it only when told with null", async () => {
    await using box = await openBox({ version });
    await box.sandbox.state.nextcloud.putFile("/a.zip", "zip");
    const { share } = await box.cloud.shares.create({ path: "a.zip", password, expire: "2030-01-01" });
    await failsWith(box.cloud.shares.update(share.id, { password: "" }), "input/invalid");
    await failsWith(box.cloud.shares.update(share.id, { expire: "" }), "input/invalid");
    await failsWith(box.cloud.shares.update(share.id, {}), "input/invalid");
    expect(await box.cloud.shares.update(share.id, { note: "" })).toMatchObject({
      hasPassword: true,
      expire: "2030-01-01",
    });
    expect(await box.cloud.shares.update(share.id, { password: null, expire: null })).toMatchObject({
      hasPassword: false,
      expire: undefined,
    });
  });

  it("revokes a list, keeps files when asked, and names the trash bin", async () => {
    await using box = await openBox({ version });
    const tokens: string[] = [];
    for (const name of ["a", "b", "c"]) {
      await box.sandbox.state.nextcloud.putFile(`/MRI/${name}.zip`, name);
      const { share } = await box.cloud.shares.create({ path: `MRI/${name}.zip` });
      if (name !== "c") tokens.push(share.token);
    }
    const plan: string[] = [];
    for await (const share of box.cloud.shares.findRevocable({ folder: "MRI", tokens }))
      plan.push(share.path);
    expect(plan.sort()).toEqual(["MRI/a.zip", "MRI/b.zip"]);
    expect(box.sandbox.state.nextcloud.shares()).toHaveLength(3);
    const outcomes: RevokeOutcome[] = [];
    for await (const outcome of box.cloud.shares.revokeMatching({ tokens })) outcomes.push(outcome);
    expect(outcomes).toMatchObject([
      { linkRemoved: true, fileRemoved: true, inTrash: true },
      { linkRemoved: true },
    ]);
    expect(box.sandbox.state.nextcloud.trash()).toHaveLength(2);
    const [last] = box.sandbox.state.nextcloud.shares();
    expect(await box.cloud.shares.revoke(shareId(String(last?.id)), { keepFile: true })).toMatchObject({
      linkRemoved: true,
      fileRemoved: false,
      inTrash: false,
    });
    expect(box.sandbox.state.nextcloud.files().map((file) => file.path)).toEqual(["/MRI/c.zip"]);
  });

  it("goes on when one of many cannot be revoked", async () => {
    await using box = await openBox({ version });
    for (const name of ["a", "b"]) {
      await box.sandbox.state.nextcloud.putFile(`/${name}.zip`, name);
      await box.cloud.shares.create({ path: `${name}.zip` });
    }
    box.sandbox.faults.add({ method: "DELETE", path: "/shares/", kind: "status", status: 403 });
    const outcomes: RevokeOutcome[] = [];
    for await (const outcome of box.cloud.shares.revokeMatching({})) outcomes.push(outcome);
    expect(outcomes.map((outcome) => outcome.error !== undefined)).toEqual([true, false]);
  });

  it("builds links from the public address where one is given", async () => {
    await using box = await openBox({ version, overwriteHost: "inner.example.org" });
    await box.sandbox.state.nextcloud.putFile("/a.zip", "zip");
    const { share } = await box.cloud.shares.create({ path: "a.zip" });
    expect(share.url).toContain("inner.example.org");
    await using other = await NextcloudClient.connect({
      ...box.options,
      publicBaseUrl: `${box.sandbox.url.nextcloud}/`,
    });
    const fixed = await other.shares.get(share.id);
    expect(fixed.url).toBe(`${box.sandbox.url.nextcloud}/s/${share.token}`);
    expect((await other.verifyLink({ url: fixed.url })).status).toBe("alive");
  });
});
