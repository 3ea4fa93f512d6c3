import { describe, expect, it } from "vitest";
import { inTerminal, terminalMissing } from "./helpers/in-terminal.js";
import { allStored, changeProfile, storedProfile, storedSecret } from "./helpers/stored-logins.js";
import { noXnatLogin, startXnat } from "./helpers/xnat.js";

describe.skipIf(terminalMissing.skip)(`in a terminal${terminalMissing.reason}`, () => {
  it("login xnat asks for user and hidden password once, and later for the password of a token that has ended", async () => {
    const xnat = await startXnat({ version: "1.9" });
    const asked = await inTerminal(
      ["login", "xnat", xnat.url],
      [
        [/User name at/, xnat.username],
        [/Password of/, xnat.password],
      ],
      { cwd: xnat.folder },
    );
    expect(asked.code).toBe(0);
    expect(asked.screen).not.toContain(xnat.password);
    expect(asked.screen).not.toContain("app password");
    const first = storedSecret(xnat.folder, "xnat");

    changeProfile(xnat.folder, "xnat", { tokenExpires: "2020-01-01T00:00:00.000Z" });
    const again = await inTerminal(["xnat", "ls"], [[/Password of/, xnat.password]], { cwd: xnat.folder });
    expect([again.code, again.screen]).toEqual([
      0,
      expect.stringContaining("The stored login has ended.") as string,
    ]);
    expect(storedSecret(xnat.folder, "xnat")).not.toBe(first);
    expect(Date.parse(String(storedProfile(xnat.folder, "xnat")?.["tokenExpires"]))).toBeGreaterThan(
      Date.now(),
    );
    expect(allStored(xnat.folder)).not.toContain(xnat.password);
  });

  it("a command asks for the password too when the server turns out to take the token no longer", async () => {
    const xnat = await startXnat();
    await xnat.run(["login", "xnat", xnat.url]);
    // 1.6 tells no end, so that only the server knows.
    xnat.sandbox.clock.advance(3 * 86_400_000);
    const { code, screen } = await inTerminal(["xnat", "ls"], [[/Password of/, xnat.password]], {
      cwd: xnat.folder,
    });
    expect([code, screen]).toEqual([0, expect.stringContaining("The stored login has ended.") as string]);
    expect((await xnat.run(["whoami", "xnat"], { env: noXnatLogin })).code).toBe(0);
    expect(allStored(xnat.folder)).not.toContain(xnat.password);
  });

  it("the address is asked for too, and a guest is asked for no password", async () => {
    const xnat = await startXnat({ requireLogin: false });
    const { code, screen } = await inTerminal(
      ["login", "xnat"],
      [
        [/Address of the XNAT/, xnat.url],
        [/User name at/, "guest"],
      ],
      { cwd: xnat.folder },
    );
    expect([code, screen]).toEqual([0, expect.stringContaining("as guest") as string]);
  });
});
