import { describe, expect, it } from "vitest";
import { capabilitiesSchema } from "../../src/client/capabilities-schema.js";
import { limitsShareCreation } from "../../src/client/server-info.js";
import { checkSharing } from "../../src/preflight/check-sharing.js";
import { passwordDemands } from "../../src/preflight/password-demands.js";
import { bodyOf, patternedBytes } from "../support/bytes.js";
import { failsWith } from "../support/fails.js";
import { openBox } from "../support/open-box.js";

describe("capabilities", () => {
  it("keep unknown fields, and take PHP's empty list for an empty map", () => {
    const read = capabilitiesSchema.parse({
      files_sharing: { api_enabled: true, public: { enabled: false }, extra: 1 },
      core: [],
      other: { a: 1 },
    });
    expect(read).toMatchObject({ files_sharing: { extra: 1 }, other: { a: 1 } });
  });

  it("tell a server that keeps one link per file", () => {
    const of = (text: object): string[] =>
      checkSharing({ capabilities: capabilitiesSchema.parse(text) }).map((one) => one.code);
    expect(
      of({ files_sharing: { api_enabled: true, public: { enabled: true, multiple_links: false } } }),
    ).toEqual(["one-link-per-file"]);
    expect(of({ files_sharing: { api_enabled: true, public: { enabled: true } } })).toEqual([]);
    expect(of({ files_sharing: { api_enabled: false, public: { enabled: false } } })).toEqual([
      "sharing-disabled",
    ]);
    expect(of({ files_sharing: { api_enabled: true, public: { enabled: false } } })).toEqual([
      "links-disabled",
    ]);
    expect(of({})).toEqual(["sharing-disabled"]);
  });

  it("hold a policy for links where the server has one of its own", () => {
    const demands = (policy: object): unknown =>
      passwordDemands(capabilitiesSchema.parse({ password_policy: policy }));
    expect(demands({ minLength: 10, enforceSpecialCharacters: true })).toEqual({
      minLength: 10,
      digit: false,
      upper: false,
      lower: false,
      special: true,
    });
    expect(
      demands({
        minLength: 10,
        policies: { account: { minLength: 10 }, sharing: { minLength: 20, enforceUpperLowerCase: true } },
      }),
    ).toEqual({ minLength: 20, digit: false, upper: true, lower: true, special: false });
    expect(passwordDemands(capabilitiesSchema.parse({}))).toBeUndefined();
  });

  it("do not tell the limit of new links, versions do", () => {
    const limited = (version: string): boolean => {
      const [major = 0, minor = 0, micro = 0] = version.split(".").map(Number);
      return limitsShareCreation({ version, major, minor, micro });
    };
    expect(["27.0.2", "29.0.16", "30.0.6", "30.0.7", "31.0.0", "32.0.1"].map(limited)).toEqual([
      false,
      false,
      false,
      true,
      true,
      true,
    ]);
  });
});

describe("a quota that the server does not know", () => {
  it("is a note and no error", async () => {
    await using box = await openBox();
    const body =
      '<?xml version="1.0"?><d:multistatus xmlns:d="DAV:"><d:response><d:href>/remote.php/dav/files/researcher/</d:href><d:propstat><d:prop><d:quota-available-bytes>-2</d:quota-available-bytes></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response></d:multistatus>';
    box.sandbox.faults.add({ method: "PROPFIND", kind: "status", status: 207, body });
    const report = await box.cloud.preflight({ folder: "", totalBytes: 1000 });
    expect(report).toMatchObject({ ok: true, findings: [{ code: "quota-unknown", severity: "note" }] });
  });
});

describe.each(["32", "27"] as const)("a forbidden name on Nextcloud %s", (version) => {
  it("is refused before anything is sent", async () => {
    await using box = await openBox({ version });
    box.sandbox.log.clear();
    for (const name of ["a.part", ".htaccess", `${"ä".repeat(130)}.zip`]) {
      await failsWith(
        box.cloud.upload({ path: `MRI/${name}`, body: bodyOf(patternedBytes(10)) }),
        "remote/refused",
      );
    }
    expect(box.sandbox.log.entries).toEqual([]);
  });
});
