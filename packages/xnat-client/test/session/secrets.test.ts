import { inspect } from "node:util";
import { isScanferryError } from "@scanferry/transfer";
import { expect, it } from "vitest";
import { openBox } from "../helpers/open-box.js";

const password = "Geheim-4711-Zebra";

it("lets no password, token or session id into errors and logs", async () => {
  const box = await openBox({ users: [{ username: "ada", password }] });
  const told: string[] = [];
  const log = (line: string, request?: { readonly path: string }): void => {
    told.push(`${line} ${request?.path ?? ""}`);
  };
  const xnat = await box.client({ log, retries: 0 });
  const token = await xnat.issueToken();
  const sessions = [xnat.session.id ?? ""];
  await xnat.validateToken(token);
  const failing = [
    (): Promise<unknown> => xnat.validateToken(token),
    (): Promise<unknown> => xnat.request("GET", "/data/projects"),
    (): Promise<unknown> => box.client({ auth: { username: "ada", password }, log, retries: 0 }),
    (): Promise<unknown> => box.client({ auth: { token }, log, retries: 0 }),
  ];
  for (const [status, body] of [
    [500, `<html><h3>${password} ${token.secret} ${sessions[0] ?? ""}</h3></html>`],
    [401, `<html><h3>${password} and ${token.secret}</h3></html>`],
    [403, ""],
  ] as const) {
    for (const work of failing) {
      const fault = box.sandbox.faults.add({ kind: "status", status, body });
      await work().then(
        () => undefined,
        (error: unknown) => {
          if (!isScanferryError(error)) throw error;
          told.push(inspect(error, { depth: 9 }), JSON.stringify(error.toJSON({ withSubject: true })));
        },
      );
      fault.remove();
    }
  }
  for (const work of failing) {
    const fault = box.sandbox.faults.add({ kind: "reset", times: 9 });
    await work().catch((error: unknown) => told.push(inspect(error, { depth: 9 })));
    fault.remove();
  }
  await xnat.invalidateToken(token);
  const text = told.join("\n");
  expect(told.length).toBeGreaterThan(20);
  const basic = Buffer.from(`ada:${password}`).toString("base64");
  const byToken = Buffer.from(`${token.alias}:${token.secret}`).toString("base64");
  for (const secret of [password, token.secret, basic, byToken, ...sessions])
    expect(text).not.toContain(secret);
});

it("prints a client and its handles as one line without a secret or a label", async () => {
  const box = await openBox();
  const xnat = await box.client();
  const project = xnat.project("SANDBOX");
  const session = project.subject("0042").experiment("0042_MR");
  const handles = [
    project.subject("0042"),
    session,
    session.scan("3"),
    session.resource("NIFTI"),
    session.scan("3").resource("DICOM").file("0042.dcm"),
  ];
  for (const one of [xnat, project, ...handles]) {
    for (const text of [inspect(one), JSON.stringify(one)]) {
      expect(text.split("\n")).toHaveLength(1);
      expect(text).toContain(box.sandbox.url.xnat);
      expect(text).not.toContain("0042");
      expect(text).not.toContain(xnat.session.id);
    }
  }
});
