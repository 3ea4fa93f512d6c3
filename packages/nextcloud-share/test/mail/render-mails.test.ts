import { readFile, readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { collect } from "@scanferry/transfer";
import { parseRecipients } from "../../src/mail/recipients.js";
import { defaultMailTemplate } from "../../src/mail/default-template.js";
import { renderMails } from "../../src/mail/render-mails.js";
import { aRow } from "../helpers/a-row.js";
import { tempFolder } from "../helpers/temp-folder.js";

const now = (): number => Date.UTC(2026, 10, 21, 12);
const csv = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Decodes a quoted-printable UTF-8 body. */
function bodyOf(eml: string): string {
  const [, body = ""] = eml.split(/\r\n\r\n(.*)/s);
  const bytes = body
    .replaceAll("=\r\n", "")
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8").replaceAll("\r\n", "\n");
}

/** Decodes encoded words in a header (RFC 2047). */
function headerOf(eml: string, name: string): string {
  const line =
    new RegExp(`^${name}: (.*(?:\\r\\n[ \\t].*)*)`, "mi").exec(eml.split("\r\n\r\n", 1)[0]!)?.[1] ?? "";
  return line
    .replaceAll(/\?=\r\n\s+=\?/g, "?==?")
    .replaceAll(/\r\n\s+/g, " ")
    .replaceAll(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi, (_, kind: string, text: string) =>
      kind.toUpperCase() === "B"
        ? Buffer.from(text, "base64").toString("utf8")
        : Buffer.from(
            text
              .replaceAll("_", " ")
              .replaceAll(/=([0-9A-F]{2})/gi, (_all, hex: string) =>
                String.fromCharCode(Number.parseInt(hex, 16)),
              ),
            "latin1",
          ).toString("utf8"),
    );
}

describe("renderMails", () => {
  it("writes a draft per participant in both forms, and the passwords apart", async () => {
    const folder = await tempFolder();
    const outDir = join(folder, "mails");
    const recipients = parseRecipients(
      csv(
        'subject;name;email\r\nsub-01;Änne Müller;aenne@example.org\r\n02;"Smith; Bob";bob@example.org\r\n',
      ),
    );
    const summary = await collect(
      renderMails([aRow("sub-01"), aRow("sub-02", { linkPassword: "door-key" })], {
        outDir,
        recipients,
        lang: "de",
        contact: "Dr. Groß",
        now,
      }),
    );
    expect(summary).toMatchObject({ done: 2, failed: 0 });
    expect((await readdir(outDir)).sort()).toEqual(["sub-01.eml", "sub-01.txt", "sub-02.eml", "sub-02.txt"]);
    const eml = await readFile(join(outDir, "sub-01.eml"), "latin1");
    expect(eml).not.toMatch(/[^\r]\n|[\u0080-\uffff]/);
    for (const line of eml.split("\r\n")) expect(line.length).toBeLessThanOrEqual(78);
    expect(headerOf(eml, "To")).toBe("Änne Müller <aenne@example.org>");
    expect(headerOf(eml, "Subject")).toBe("Ihre MRT-Aufnahme steht zum Herunterladen bereit");
    expect(eml).toMatch(/^X-Unsent: 1\r$/m);
    expect(eml).toMatch(/^MIME-Version: 1.0\r$/m);
    expect(bodyOf(eml)).toContain("Guten Tag Änne Müller,");
    expect(bodyOf(eml)).toContain("https://cloud.example.org/s/token-sub-01");
    expect(bodyOf(eml)).toContain("12. Dezember 2026 (2026-12-12)");
    expect(bodyOf(eml)).toContain("Dr. Groß");
    const secret = join(`${outDir}-passwords`, "sub-02.txt");
    expect(await readFile(secret, "utf8")).toMatch(/door-key[^]*orange-window-sub-02/);
    expect((await stat(secret)).mode & 0o777).toBe(0o600);
    for (const file of await readdir(outDir)) {
      expect(await readFile(join(outDir, file), "utf8")).not.toMatch(/orange-window|door-key/);
    }
  });

  it("encodes umlauts in the subject line of a template", async () => {
    const outDir = join(await tempFolder(), "mails");
    await collect(
      renderMails([aRow("sub-01")], {
        outDir,
        template: "Betreff: Grüße für {subject} – schöne Bilder aus der Röntgenstraße\n\nHier: {url}\n",
        now,
      }),
    );
    const eml = await readFile(join(outDir, "sub-01.eml"), "latin1");
    expect(headerOf(eml, "Subject")).toBe("Grüße für sub-01 – schöne Bilder aus der Röntgenstraße");
    expect(bodyOf(eml).trim()).toBe("Hier: https://cloud.example.org/s/token-sub-01");
  });

  it("replaces the link of today's sample mail", async () => {
    const outDir = join(await tempFolder(), "mails");
    await collect(
      renderMails([aRow("sub-01")], {
        outDir,
        template: "Liebe:r Proband:in,\n\nhttps://LINK-TO-FILE\n\nXY",
        now,
      }),
    );
    expect(await readFile(join(outDir, "sub-01.txt"), "utf8")).toContain(
      "\nhttps://cloud.example.org/s/token-sub-01\n",
    );
  });

  it("fills every name, and never one inside a value", async () => {
    const outDir = join(await tempFolder(), "mails");
    const recipients = parseRecipients(csv("subject,name,email\nsub-01,{url} Ada,ada@example.org\n"));
    await collect(
      renderMails([aRow("sub-01")], {
        outDir,
        recipients,
        contact: "C",
        template: "{subject}|{name}|{email}|{url}|{expire}|{contact}",
        now,
      }),
    );
    expect((await readFile(join(outDir, "sub-01.txt"), "utf8")).split("\n\n")[1]).toBe(
      "sub-01|{url} Ada|ada@example.org|https://cloud.example.org/s/token-sub-01|2026-12-12|C",
    );
  });

  it.each([
    ["Your password: {password} {url}", /asks for the password/],
    ["Passwort {passwort} {url}", /asks for the password/],
    ["{url} until {frist}", /\{frist\}/],
    ["no link at all", /no place for the link/],
  ])("refuses the template %j before it writes anything", async (template, message) => {
    const outDir = join(await tempFolder(), "mails");
    await expect(collect(renderMails([aRow("sub-01")], { outDir, template, now }))).rejects.toThrow(message);
    await expect(readdir(outDir)).rejects.toThrow();
  });

  it("refuses a template in which the password stands as plain words", async () => {
    const outDir = join(await tempFolder(), "mails");
    const { results } = await collect(
      renderMails([aRow("sub-01")], { outDir, template: "{url} orange-window-sub-01", now }),
    );
    expect(results[0]).toMatchObject({ status: "failed", error: { code: "input/invalid" } });
    expect(await readdir(outDir)).toEqual([]);
  });

  it("leaves drafts alone that somebody worked on, and says unchanged of its own", async () => {
    const outDir = join(await tempFolder(), "mails");
    await collect(renderMails([aRow("sub-01")], { outDir, now }));
    const later = (): number => now() + 3_600_000;
    expect(await collect(renderMails([aRow("sub-01")], { outDir, now: later }))).toMatchObject({
      unchanged: 1,
    });
    await writeFile(join(outDir, "sub-01.txt"), "my own words");
    expect(await collect(renderMails([aRow("sub-01")], { outDir, now: later }))).toMatchObject({ failed: 1 });
    expect(await readFile(join(outDir, "sub-01.txt"), "utf8")).toBe("my own words");
    expect(
      await collect(renderMails([aRow("sub-01")], { outDir, now: later, overwrite: true })),
    ).toMatchObject({ done: 1 });
  });

  it("skips rows that have no living link, and a second row of a participant", async () => {
    const outDir = join(await tempFolder(), "mails");
    const rows = [
      aRow("a", { url: "" }),
      aRow("b", { status: "revoked" }),
      aRow("c", { expire: "2026-11-20" }),
      aRow("d", { expire: "2026-11-21" }),
      aRow("d"),
    ];
    expect(await collect(renderMails(rows, { outDir, now }))).toMatchObject({ skipped: 4, done: 1 });
  });

  it("counts days in the account's time zone", async () => {
    const row = aRow("a", { expire: "2026-11-21" });
    const options = async (timeZone: string) => ({
      outDir: join(await tempFolder(), "mails"),
      // Half past midnight in Berlin, still the day before in UTC.
      now: () => Date.UTC(2026, 10, 21, 23, 30),
      timeZone,
    });
    expect(await collect(renderMails([row], await options("Europe/Berlin")))).toMatchObject({ skipped: 1 });
    expect(await collect(renderMails([row], await options("UTC")))).toMatchObject({ done: 1 });
  });

  it("writes nothing on a dry run", async () => {
    const outDir = join(await tempFolder(), "mails");
    expect(await collect(renderMails([aRow("a")], { outDir, now, dryRun: true }))).toMatchObject({
      planned: 1,
    });
    await expect(readdir(outDir)).rejects.toThrow();
  });

  it("refuses to put the passwords beside the mails", async () => {
    const outDir = await tempFolder();
    await expect(
      collect(renderMails([aRow("a")], { outDir, passwordsDir: `${outDir}/.`, now })),
    ).rejects.toThrow(/folder of the mails/);
  });
});

describe("the built-in texts", () => {
  it.each(["en", "de"] as const)("tell in %s how to open the kind of zip that was made", (lang) => {
    const aes = defaultMailTemplate({ lang, encryption: "aes-256" });
    for (const word of [
      "7-Zip",
      "Keka",
      "The Unarchiver",
      "p7zip",
      "Windows",
      "macOS",
      "Linux",
      "{url}",
      "{expire}",
      "{contact}",
    ])
      expect(aes).toContain(word);
    const weak = defaultMailTemplate({ lang, encryption: "zipcrypto" });
    expect(weak).toContain("unzip");
    expect(weak).not.toContain("7-Zip");
    expect(defaultMailTemplate({ lang, linkPassword: true })).not.toBe(aes);
  });
});

describe("parseRecipients", () => {
  it("reads BOM, quotes, CRLF and semicolons, with or without sub-", () => {
    const map = parseRecipients(
      csv('\uFEFF"Participant";"E-Mail";"Name"\r\n"sub-01";"a@b.org";"Groß; Anna"\r\n;;\r\n'),
    );
    expect([...map]).toEqual([["01", { name: "Groß; Anna", email: "a@b.org" }]]);
  });

  it("refuses addresses that would smuggle in a header or a second recipient", () => {
    for (const email of ["a@b.org,c@d.org", '"a@b.org\r\nBcc: x@y.org"', "Ada <a@b.org>", "nobody"]) {
      const quoted = email.startsWith('"') ? email : `"${email}"`;
      expect(() => parseRecipients(csv(`subject,email\n1,${quoted}\n`)), email).toThrow(
        expect.objectContaining({ code: "input/invalid" }),
      );
    }
  });

  it("refuses a participant who stands there twice", () => {
    expect(() => parseRecipients(csv("subject,email\nsub-1,a@b.org\n1,c@d.org\n"))).toThrow(/once more/);
  });
});
