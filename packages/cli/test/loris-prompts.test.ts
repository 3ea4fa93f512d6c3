import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { inTerminal, terminalMissing } from "./helpers/in-terminal.js";
import { startLoris } from "./helpers/loris.js";

describe.skipIf(terminalMissing.skip)(`in a terminal${terminalMissing.reason}`, () => {
  it("loris pull without options asks for folder, server, user and hidden password, as the script does", async () => {
    const loris = await startLoris({ study: { candidates: 1 } });
    const { code, screen } = await inTerminal(
      ["loris", "pull", "-m", "t1"],
      [
        // The home of the test; no shell puts it in.
        [/Folder for the study/, "~/study"],
        [/Address of the loris/, loris.url],
        [/User name/, loris.username],
        [/Password of/, loris.password],
      ],
      { cwd: loris.folder },
    );
    expect(code).toBe(0);
    expect(screen).not.toContain(loris.password);
    expect(screen).not.toContain("app password");
    expect(existsSync(join(loris.folder, "study", "dataset_description.json"))).toBe(true);
  });

  it("ENTER takes the current folder, and the address may be a default", async () => {
    const loris = await startLoris({ study: { candidates: 1 } });
    const { code } = await inTerminal(
      ["loris", "pull", "-m", "t1", "-t", "minc", "--no-qc"],
      [
        [/Folder for the study/, ""],
        [/Password of/, loris.password],
      ],
      { cwd: loris.folder, env: { LORIS_URL: loris.url, LORIS_USERNAME: loris.username } },
    );
    expect(code).toBe(0);
    expect(existsSync(join(loris.folder, "300001", "candidate.json"))).toBe(true);
  });

  it("login asks before it sends another server's login, and before it replaces one", async () => {
    const [own, other] = [await startLoris({ study: { candidates: 1 } }), await startLoris()];
    const login = (env: Record<string, string>, ...answers: Parameters<typeof inTerminal>[1]) =>
      inTerminal(["login", "loris", other.url], answers, { cwd: own.folder, env });
    const { LORIS_URL = "", LORIS_USERNAME = "", LORIS_PASSWORD = "" } = own.env;
    const ours = { LORIS_URL, LORIS_USERNAME, LORIS_PASSWORD };
    expect((await login(ours, [/Send it to/, ""])).code).toBe(2);
    expect(other.sandbox.log.entries).toEqual([]);
    expect((await login(ours, [/Send it to/, "y"])).code).toBe(0);
    expect(
      (await inTerminal(["login", "loris", own.url], [[/Replace it/, "n"]], { cwd: own.folder })).code,
    ).toBe(2);
    expect(own.sandbox.log.entries).toEqual([]);
    expect((await inTerminal(["whoami"], [], { cwd: own.folder })).screen).toContain(other.url);
  });

  it("asks for the password when the stored token has ended, and stores the new one", async () => {
    const loris = await startLoris({ study: { candidates: 1 } });
    const asked = await inTerminal(
      ["login", "loris", loris.url],
      [
        [/User name/, loris.username],
        [/Password of/, loris.password],
      ],
      { cwd: loris.folder },
    );
    expect(asked.code).toBe(0);
    const file = join(loris.folder, "config", "profiles.json");
    const ended = readFileSync(file, "utf8").replace(
      /"tokenExpires": "[^"]*"/,
      '"tokenExpires": "2020-01-01T00:00:00.000Z"',
    );
    writeFileSync(file, ended);
    const { code, screen } = await inTerminal(
      ["loris", "ls", "projects"],
      [[/has ended[\s\S]*Password of/, loris.password]],
      {
        cwd: loris.folder,
      },
    );
    expect(code).toBe(0);
    expect(screen).toContain("Pumpernickel");
    expect(readFileSync(file, "utf8")).not.toContain("2020-01-01");
    const next = await inTerminal(["loris", "ls", "projects"], [], { cwd: loris.folder });
    expect(next.code).toBe(0);
  });
});
