import { inspect } from "node:util";
import { isScanferryError } from "@scanferry/transfer";
import { expect, it } from "vitest";
import { NextcloudClient } from "../../src/index.js";
import { bodyOf, patternedBytes } from "../support/bytes.js";
import { openBox } from "../support/open-box.js";

const label = "sub-Meier-Anna";
const sharePassword = "Sieben-Zebras-am-Kai-4711";

/** Everything that a program might print of an error without asking for the label. */
function printed(error: unknown): string {
  if (!isScanferryError(error)) return inspect(error, { depth: 20, showHidden: true });
  const { subject: _subject, ...rest } = error;
  return [
    inspect(rest, { depth: 20, showHidden: true }),
    error.stack,
    error.message,
    error.hint,
    JSON.stringify(error),
    inspect(error.cause, { depth: 20 }),
  ].join("\n");
}

it("keeps passwords and labels out of errors, logs and addresses, whatever goes wrong", async () => {
  const lines: string[] = [];
  await using box = await openBox({}, { log: (line) => lines.push(line), retries: 1 });
  const { appPassword } = box.options.auth;
  const path = `MRI/${label}.zip`;
  const errors: unknown[] = [];
  const attempt = (work: Promise<unknown>): Promise<void> =>
    work.then(
      () => undefined,
      (error: unknown) => {
        errors.push(error);
      },
    );
  const body = bodyOf(patternedBytes(1000));
  for (const fault of [
    { kind: "reset" as const },
    { kind: "html" as const },
    { kind: "status" as const, status: 500, body: `<s:message>${label} ${sharePassword}</s:message>` },
    {
      kind: "status" as const,
      status: 403,
      body: JSON.stringify({
        ocs: {
          meta: { status: "failure", statuscode: 403, message: `no ${sharePassword} for ${label}` },
          data: [],
        },
      }),
    },
    { kind: "status" as const, status: 200, body: `{"password":"${sharePassword}"` },
  ]) {
    box.sandbox.faults.add({ ...fault, times: 99 });
    await attempt(box.cloud.upload({ path, body }));
    await attempt(box.cloud.shares.create({ path, password: sharePassword }));
    await attempt(box.cloud.validatePassword(sharePassword));
    await attempt(box.cloud.files.stat(path));
    await attempt(
      box.cloud.downloadPublic(`${box.sandbox.url.nextcloud}/s/abc`, { password: sharePassword }),
    );
    await attempt(NextcloudClient.connect(box.options));
    box.sandbox.faults.clear();
  }
  await box.cloud.upload({ path, body });
  await attempt(box.cloud.upload({ path, body }));
  await attempt(box.cloud.upload({ path: `MRI/${label}.part`, body }));
  const { share } = await box.cloud.shares.create({ path, password: sharePassword });
  await attempt(box.cloud.shares.create({ path, password: sharePassword, ifExists: "refuse" }));
  await attempt(box.cloud.downloadPublic(share.url, { password: "Nicht-dieses-Wort-0000" }));

  expect(errors.length).toBeGreaterThan(25);
  expect(lines.length).toBeGreaterThan(25);
  const login = Buffer.from(`researcher:${appPassword}`).toString("base64");
  const everything = [
    ...errors.map(printed),
    ...lines,
    inspect(box.cloud, { depth: 20, showHidden: true }),
    JSON.stringify(box.cloud),
  ].join("\n");
  for (const secret of [sharePassword, "Nicht-dieses-Wort-0000", appPassword, login, label]) {
    expect(everything.includes(secret), `"${secret}" leaks: ${around(everything, secret)}`).toBe(false);
  }
  const asked = box.sandbox.log.entries.flatMap((entry) => [entry.path, ...entry.queryNames]);
  expect(asked.some((text) => text.includes(sharePassword) || text === "password")).toBe(false);
});

function around(text: string, found: string): string {
  const at = text.indexOf(found);
  return at < 0 ? "" : text.slice(Math.max(0, at - 80), at + 40);
}
