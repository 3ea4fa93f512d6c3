import { expect, it } from "vitest";
import { z } from "zod";
import { apiPath } from "../../src/http/api-path.js";
import { getJson } from "../../src/http/get-json.js";
import { failsWith } from "../../../../tools/test-support/fails-with.js";
import type { Box } from "../helpers/open-box.js";
import { openBox } from "../helpers/open-box.js";

const schema = z.looseObject({ Meta: z.looseObject({ Project: z.string() }) });
const path = apiPath("projects", "Pumpernickel");

async function ask(box: Box): Promise<unknown> {
  return getJson(await box.context(), path, schema, { what: "the project" });
}

it("names the call and the field that does not fit, and keeps unknown fields", async () => {
  const box = await openBox();
  const answer = (body: string): unknown =>
    box.sandbox.faults.add({ path, kind: "status", status: 200, body });
  answer('{"Meta":{"Project":"P","More":[1]},"Else":true}');
  expect(await ask(box)).toEqual({ Meta: { Project: "P", More: [1] }, Else: true });
  answer('{"Meta":{"Name":"P"}}');
  const error = await failsWith(ask(box), "remote/failed");
  expect(error.message).toMatch(/about the project .* the field Meta\.Project/);
  answer("[]");
  await failsWith(ask(box), "remote/failed");
  answer("");
  expect((await failsWith(ask(box), "remote/failed")).message).toMatch(/empty answer/);
  answer('{"Meta":{"Pro');
  expect((await failsWith(ask(box), "remote/failed")).message).toMatch(/not JSON/);
});

it("looks at the body and not at the Content-Type", async () => {
  const box = await openBox();
  const body = '\uFEFF{"Meta":{"Project":"P"}}';
  box.sandbox.faults.add({
    path,
    kind: "status",
    status: 200,
    headers: { "content-type": "text/html" },
    body,
  });
  expect(await ask(box)).toMatchObject({ Meta: { Project: "P" } });
});

const answers = [
  [403, '{"error":"forbidden"}', "auth/forbidden", 1],
  [404, '{"error":"Unknown CandID"}', "remote/not-found", 1],
  [400, '{"error":"Invalid CandID format"}', "remote/not-found", 1],
  [415, '{"error":"Unsupported Media Type"}', "remote/refused", 1],
  [404, "<html><body>not here</body></html>", "remote/not-found", 1],
  [500, "<!DOCTYPE html><html>Oops</html>", "remote/failed", 2],
  [500, "", "remote/failed", 2],
  [503, "", "remote/busy", 5],
  [200, "<!DOCTYPE html><html>Enter your code</html>", "auth/required", 1],
] as const;
for (const [status, body, code, tries] of answers) {
  it(`takes ${String(status)} ${body.slice(0, 24)} for ${code}, after ${String(tries)} tries`, async () => {
    const box = await openBox();
    const fault = box.sandbox.faults.add({ path, kind: "status", status, body, times: 99 });
    const error = await failsWith(ask(box), code);
    expect(fault.hits).toBe(tries);
    // What LORIS says may name a file or a participant.
    expect(error.message).not.toMatch(/Unknown CandID|Oops/);
    expect(error.subject).toBe(path);
  });
}
