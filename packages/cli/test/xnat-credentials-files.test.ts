import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeSecret } from "./helpers/cloud.js";
import { allStored } from "./helpers/stored-logins.js";
import { noXnatLogin, startXnat } from "./helpers/xnat.js";
import { runStored } from "./helpers/xnat-login.js";

describe("files of today's tools", { timeout: 60_000 }, () => {
  it("are read as they are, and imported as a token", async () => {
    const xnat = await startXnat();
    const { username, password, url, folder } = xnat;
    writeSecret(join(folder, ".xnat"), `username: ${username}\npassword: ${password}\n`);
    writeSecret(join(folder, ".xnatPass"), JSON.stringify({ server: url, user: username, password }));
    writeSecret(
      join(folder, "netrc"),
      `machine other.example.org login x password y\nmachine 127.0.0.1\n  login ${username}\n  password ${password}\n`,
    );
    const whoami = (...more: string[]) => runStored(xnat, "whoami", "xnat", ...more);
    expect((await whoami("--url", url, "--credentials", ".xnat")).code).toBe(0);
    expect((await whoami("--credentials", ".xnatPass")).code).toBe(0);
    const byNetrc = await xnat.run(["whoami", "xnat", "--url", url], {
      env: { ...noXnatLogin, NETRC: join(folder, "netrc") },
    });
    expect(byNetrc.code).toBe(0);
    expect((await runStored(xnat, "profile", "import", ".xnat", "--url", url, "-p", "yaml")).code).toBe(0);
    expect((await runStored(xnat, "profile", "import", ".xnatPass", "-p", "json")).code).toBe(0);
    const netrc = ["profile", "import", "netrc", "--kind", "xnat", "-p", "netrc"];
    expect((await runStored(xnat, ...netrc)).code).toBe(2);
    expect((await runStored(xnat, ...netrc, "--url", url)).code).toBe(0);
    const removal = await runStored(xnat, "profile", "rm", "yaml", "-n");
    expect([removal.code, removal.stderr]).toEqual([0, expect.stringContaining("logout -p NAME") as string]);
    expect(allStored(folder)).not.toContain(password);
    expect(xnat.sandbox.state.xnat.tokens()).toHaveLength(3);
    for (const name of ["yaml", "json", "netrc"]) expect((await whoami("-p", name)).code).toBe(0);
  });

  it("are refused while others can read them", async () => {
    const xnat = await startXnat();
    writeSecret(
      join(xnat.folder, ".xnat"),
      `username: ${xnat.username}\npassword: ${xnat.password}\n`,
      0o644,
    );
    const { code, stderr } = await runStored(
      xnat,
      "whoami",
      "xnat",
      "--url",
      xnat.url,
      "--credentials",
      join(xnat.folder, ".xnat"),
    );
    expect([code, stderr]).toEqual([2, expect.stringContaining("[config/unsafe-permissions]") as string]);
    expect(stderr).toContain(`chmod 600 ${join(xnat.folder, ".xnat")}`);
    expect(xnat.sandbox.log.entries).toEqual([]);
  });
});
