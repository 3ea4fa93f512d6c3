import { isScanferryError } from "@scanferry/transfer";
import { describe, expect, it } from "vitest";
import type { PreflightRequest } from "../../src/index.js";
import { NextcloudClient } from "../../src/index.js";
import { bodyOf, patternedBytes } from "../support/bytes.js";
import { failsWith } from "../support/fails.js";
import { openBox } from "../support/open-box.js";

const at = { clock: { now: () => Date.UTC(2026, 10, 21, 12) } };

describe.each(["32", "27"] as const)("preflight on Nextcloud %s", (version) => {
  const codes = async (cloud: NextcloudClient, request: Partial<PreflightRequest>): Promise<string[]> =>
    (await cloud.preflight({ folder: "MRI", ...request })).findings
      .filter((one) => one.severity !== "note")
      .map((one) => one.code);

  it("predicts what the server then refuses", async () => {
    await using box = await openBox({ version, ...at });
    const { settings } = box.sandbox.state.nextcloud;
    await box.sandbox.state.nextcloud.putFile("/MRI/a.zip", "zip");
    const rows: readonly [string, () => void, Partial<PreflightRequest>][] = [
      ["sharing-disabled", () => (settings.sharingEnabled = false), {}],
      ["links-disabled", () => (settings.linksEnabled = false), {}],
      ["link-password-required", () => (settings.passwordEnforced = true), { linkPasswords: "none" }],
      [
        "link-password-refused",
        () => (settings.policy.minLength = 30),
        { linkPasswords: ["Sieben-Zebras-am-Kai-4711"] },
      ],
      ["expiry-too-late", () => (settings.expire = { days: 7, enforced: true }), { expire: "2026-11-28" }],
      ["expiry-past", () => undefined, { expire: "2026-11-20" }],
    ];
    for (const [code, change, request] of rows) {
      const before = structuredClone(settings);
      change();
      await using cloud = await NextcloudClient.connect(box.options);
      expect(await codes(cloud, request)).toContain(code);
      const share = {
        path: "MRI/a.zip",
        expire: request.expire,
        password: Array.isArray(request.linkPasswords) ? String(request.linkPasswords[0]) : undefined,
      };
      const refusal: unknown = await cloud.shares.create(share).then(
        () => undefined,
        (error: unknown) => error,
      );
      expect(isScanferryError(refusal) ? refusal.code : "no refusal").toMatch(
        /^(remote\/refused|input\/invalid)$/,
      );
      Object.assign(settings, before);
    }
    await using cloud = await NextcloudClient.connect(box.options);
    expect(
      await codes(cloud, { expire: "2026-12-12", names: ["a.zip"], totalBytes: 1000, linkPasswords: "none" }),
    ).toEqual([]);
  });

  it("names the latest last day, which the server takes to the day", async () => {
    await using box = await openBox(
      { version, expire: { days: 7, enforced: true }, timeZone: "Europe/Berlin", ...at },
      { timeZone: "Europe/Berlin" },
    );
    const report = await box.cloud.preflight({ folder: "MRI", expire: "2026-12-24" });
    expect(report).toMatchObject({ ok: false, latestExpire: "2026-11-27" });
    const error = await failsWith(
      box.cloud.assertPreflight({ folder: "MRI", expire: "2026-12-24" }),
      "remote/refused",
    );
    expect(error.hint).toContain("2026-11-27");
    await box.sandbox.state.nextcloud.putFile("/a.zip", "zip");
    expect((await box.cloud.shares.create({ path: "a.zip", expire: "2026-11-27" })).share.expire).toBe(
      "2026-11-27",
    );
    await failsWith(box.cloud.shares.create({ path: "a.zip", expire: "2026-11-28" }), "remote/refused");
    expect(await codes(box.cloud, {})).toContain("expiry-enforced");
  });

  it("counts the space of the folder, and says where it is unlimited", async () => {
    await using box = await openBox({ version });
    expect(await codes(box.cloud, { totalBytes: 1e15 })).toEqual([]);
    box.sandbox.state.nextcloud.setQuota(5000);
    await box.cloud.upload({ path: "a.zip", body: bodyOf(patternedBytes(2000)) });
    const report = await box.cloud.preflight({ folder: "not/there/yet", totalBytes: 3001 });
    expect(report.findings).toMatchObject([
      { code: "quota-exceeded", details: { availableBytes: 3000, neededBytes: 3001 } },
    ]);
    expect(await codes(box.cloud, { totalBytes: 3000 })).toEqual([]);
  });

  it("finds names that the server or Windows cannot hold, and names that meet", async () => {
    await using box = await openBox({ version });
    const names = [
      "ok.zip",
      "a\\b.zip",
      ".htaccess",
      "x.part",
      `${"ä".repeat(130)}.zip`,
      "tab\t.zip",
      "OK.ZIP",
      "sub:01.zip",
      "CON.zip",
      "end. ",
    ];
    const { findings } = await box.cloud.preflight({ folder: "MRI", names, newShares: 0 });
    const of = (code: string): (string | undefined)[] =>
      findings.filter((one) => one.code === code).map((one) => one.subject);
    expect(of("name-forbidden")).toEqual(["a\\b.zip", ".htaccess", "x.part", names[4], "tab\t.zip"]);
    expect(of("name-not-portable")).toEqual(["sub:01.zip", "CON.zip", "end. "]);
    expect(of("names-clash")).toEqual(["OK.ZIP"]);
    expect(findings.some((one) => names.some((name) => one.message.includes(name)))).toBe(false);
  });

  it("sends only link passwords to the policy, in the body of a request", async () => {
    await using box = await openBox({ version });
    box.sandbox.log.clear();
    await box.cloud.preflight({
      folder: "MRI",
      linkPasswords: ["Sieben-Zebras-am-Kai-4711", "Acht-Koffer-im-Wald-0815"],
    });
    const asked = box.sandbox.log.find("POST", "password_policy");
    expect(asked).toHaveLength(2);
    expect(
      asked.every((entry) => !entry.queryNames.includes("password") && !entry.path.includes("Zebras")),
    ).toBe(true);
  });

  it("writes nothing", async () => {
    await using box = await openBox({ version });
    box.sandbox.log.clear();
    await box.cloud.preflight({
      folder: "MRI",
      names: ["a.zip"],
      totalBytes: 10,
      expire: "2030-01-01",
      linkPasswords: ["Sieben-Zebras-am-Kai-4711"],
    });
    const methods = new Set(box.sandbox.log.entries.map((entry) => entry.method));
    methods.delete("PROPFIND");
    methods.delete("GET");
    expect([...methods]).toEqual(["POST"]);
    expect(box.sandbox.state.nextcloud.files()).toEqual([]);
  });
});

describe("preflight's countdown", () => {
  it("tells how long many links will take where the server limits them", async () => {
    await using limited = await openBox();
    const names = Array.from({ length: 45 }, (_, n) => `sub-${String(n)}.zip`);
    const report = await limited.cloud.preflight({ folder: "MRI", names });
    expect(report.waitMs).toBe(1_200_000);
    expect(report.findings.map((one) => one.code)).toContain("waiting-time");
    await using old = await openBox({ version: "27" });
    expect((await old.cloud.preflight({ folder: "MRI", names })).waitMs).toBe(0);
  });

  it("gives the policy in the form that a passphrase generator takes", async () => {
    await using box = await openBox({
      policy: { minLength: 14, enforceNumericCharacters: true, enforceUpperLowerCase: true },
    });
    expect(box.cloud.passwordDemands).toEqual({
      minLength: 14,
      digit: true,
      upper: true,
      lower: true,
      special: false,
    });
  });
});
