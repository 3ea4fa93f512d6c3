import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ageToken, storedSecret } from "./helpers/stored-logins.js";
import { noXnatLogin, startXnat, type Xnat } from "./helpers/xnat.js";

const secretsFile = join("config", "secrets.json");

/** The content of every file below a folder, but of the one that is there to keep secrets. */
function everythingElse(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => path !== join(folder, secretsFile))
    .map((path) => readFileSync(path, "latin1"))
    .join("\n");
}

/** Runs the program with all that it can say, and collects that. */
async function hear(
  xnat: Xnat,
  args: readonly string[],
  input = "",
): Promise<{ code: number | null; heard: string }> {
  let argv = "";
  const { code, stdout, stderr } = await xnat.run(
    [...args, "-vv", "--log-file", "run.log", "--log-level", "debug"],
    {
      env: noXnatLogin,
      input,
      onSpawn: (child) => {
        child.stderr?.once("data", () => {
          const path = `/proc/${String(child.pid)}/cmdline`;
          if (existsSync(path)) argv = readFileSync(path, "utf8");
        });
      },
    },
  );
  if (process.platform === "linux") expect(argv.split("\0")).toContain(args[0]);
  return { code, heard: [stdout, stderr, argv].join("\n") };
}

/** What the sandbox's session ids look like. */
const sessionId = /(?<![0-9A-Za-z])[0-9A-F]{32}(?![0-9A-Za-z])/;

/** Passwords and tokens, in the forms that travel. */
function secretsOf(xnat: Xnat, tokens: readonly string[]): string[] {
  const basic = [...tokens, `${xnat.username}:${xnat.password}`].map((text) =>
    Buffer.from(text).toString("base64"),
  );
  return [xnat.password, ...tokens.flatMap((token) => token.split(":")), ...basic];
}

describe("password, token and session of XNAT", { timeout: 60_000 }, () => {
  it("stand in no output, log, journal, manifest or list of processes, also when things fail", async () => {
    const xnat = await startXnat();
    const login = ["login", "xnat", xnat.url, "--username", xnat.username, "--password-stdin"];
    const said = [await hear(xnat, login, xnat.password)];
    const tokens = [storedSecret(xnat.folder, "xnat")];
    said.push(await hear(xnat, ["xnat", "ls", "SANDBOX"]));
    said.push(await hear(xnat, ["xnat", "pull", "SANDBOX", "-o", "study"]));
    ageToken(xnat.folder, "xnat", 25);
    // The renewal asks for a new token, and names the old one in an address.
    said.push(await hear(xnat, ["whoami", "xnat"]));
    tokens.push(storedSecret(xnat.folder, "xnat"));
    expect(new Set(tokens).size).toBe(2);
    expect(said.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    said.push(await hear(xnat, ["xnat", "ls", "NO-SUCH-PROJECT"]));
    xnat.sandbox.faults.add({ kind: "status", status: 500, path: /tokens\/invalidate/, times: 9 });
    said.push(await hear(xnat, ["logout", "--retries", "0"]));
    xnat.sandbox.faults.clear();
    xnat.sandbox.state.xnat.expireSessions();
    said.push(await hear(xnat, ["logout"]));
    said.push(await hear(xnat, login, "wrong-Pass-w0rd"));
    expect(said.slice(4).map(({ code }) => code)).toEqual([5, expect.any(Number), 0, 4]);
    const heard = [...said.map((one) => one.heard), everythingElse(xnat.folder)].join("\n");
    const basic = Buffer.from(`${xnat.username}:${xnat.password}`).toString("base64");
    const session = await fetch(`${xnat.url}/data/JSESSION`, {
      headers: { Authorization: `Basic ${basic}` },
    });
    expect(await session.text()).toMatch(sessionId);
    // It was heard what is done, so that the silence about the rest means something.
    expect(heard).toMatch(/GET http:\/\/\S+ 200/);
    expect(heard).toMatch(/tokens\/invalidate\/\[\w+\]\/\[\w+\]/);
    expect(heard).not.toMatch(sessionId);
    for (const secret of [...secretsOf(xnat, tokens), "wrong-Pass-w0rd"]) expect(heard).not.toContain(secret);
  });

  it("labels are left out of the log and of what -vv says with --redact", async () => {
    const xnat = await startXnat();
    const [subject] = await xnat
      .run(["xnat", "ls", "SANDBOX", "--json"])
      .then(({ records }) => records.map(({ label }) => String(label)));
    const pull = async (log: string, ...more: string[]) => {
      const shared = ["-vv", "--log-file", log, "--log-level", "debug", ...more];
      const { code, stderr } = await xnat.run(["xnat", "pull", "SANDBOX", "-o", `${log}-study`, ...shared]);
      expect(code).toBe(0);
      return { log: readFileSync(join(xnat.folder, log), "utf8"), stderr };
    };
    const open = await pull("open.log");
    const hidden = await pull("hidden.log", "--redact");
    // Without the option the label is there, so that its absence means something.
    expect(open.log).toContain(subject);
    expect(open.stderr).toContain(subject);
    expect(hidden.log).not.toContain(subject);
    expect(hidden.stderr).not.toContain(subject);
    expect(hidden.log).toMatch(/"call":"\/data\/JSESSION"/);
  });
});
