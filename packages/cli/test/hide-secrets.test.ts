import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { createLogger } from "../src/log/logger.js";
import { hideSecrets, hideSecretsIn, hideSecretsInSentence } from "../src/log/hide-secrets.js";
import { runCli, temporaryFolder } from "./helpers/run-cli.js";

function logged(secret: string, fields: Record<string, unknown>, message = "ended by an error"): string {
  const folder = mkdtempSync(join(tmpdir(), "scanferry-log-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const file = join(folder, "run.log");
  const logger = createLogger({
    file,
    fileLevel: "debug",
    screenLevel: "error",
    redact: false,
    secrets: [secret],
    screen: () => undefined,
    now: () => new Date(0),
  });
  logger.log("warn", message, fields);
  return readFileSync(file, "utf8");
}

describe("secrets", () => {
  it.each(["code", "wrong", 'a"b\\c', "correct-horse"])("never stand in a log: %s", (secret) => {
    const line = JSON.parse(logged(secret, { code: "auth/rejected", path: `/x/${secret}/y` })) as object;
    expect(line).toEqual({
      time: "1970-01-01T00:00:00.000Z",
      level: "warn",
      message: "ended by an error",
      code: "auth/rejected",
      path: "/x/[secret]/y",
    });
  });

  it("are hidden in the form that JSON and addresses give them", () => {
    expect(hideSecrets('{"p":"a\\"b\\\\c"} ?p=a%22b%5Cc', ['a"b\\c'])).toBe('{"p":"[secret]"} ?p=[secret]');
    expect(hideSecretsIn({ code: ["code", { code: 1 }] }, ["code"])).toEqual({
      code: ["[secret]", { code: 1 }],
    });
    expect(hideSecrets("abcdefgh", ["cdef", "abcdefgh"])).toBe("[secret]");
  });

  it("that are plain words leave no blank in a sentence everybody knows", () => {
    const sentence = "The password is wrong.";
    for (const secret of ["wrong", "password"])
      expect(hideSecretsInSentence(sentence, [secret])).toBe(sentence);
    expect(hideSecretsInSentence("It said s3cret-1.", ["s3cret-1"])).toBe("It said [secret].");
  });

  it.each(["code", "wrong", "password"])("do not break the record of an error: %s", async (secret) => {
    const cwd = temporaryFolder();
    const args = ["zip", "create", "x.zip", "nothing", "--password-stdin", "--json"];
    const { code, records, stderr } = await runCli(args, { cwd, input: `${secret}\n` });
    expect(code).toBe(5);
    expect(records.at(-1)).toMatchObject({ type: "error", code: "local/not-found" });
    expect(JSON.stringify(records) + stderr).not.toContain("[secret]");
  });
});
