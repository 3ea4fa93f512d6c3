import { expect, it } from "vitest";
import { getItem } from "../../src/http/get-item.js";
import { failsWith } from "../../../../tools/test-support/fails-with.js";
import { openBox } from "../helpers/open-box.js";
import { itRecorded, recordedBody } from "../helpers/recorded.js";

it.each(["1.6", "1.9"] as const)("shows a session of %s with its scans", async (version) => {
  const box = await openBox({ version });
  const [session] = box.sandbox.state.xnat.experiments("SANDBOX");
  const path = `/data/projects/SANDBOX/subjects/${session?.subject ?? ""}/experiments/${session?.label ?? ""}`;
  const item = await getItem(await box.context(), path);
  expect(item.xsiType).toBe("xnat:mrSessionData");
  expect(item.fields).toMatchObject({ ID: session?.id, label: session?.label, project: "SANDBOX" });
  expect(item.children["scans/scan"]?.map(({ fields }) => fields["ID"])).toEqual(session?.scans);
});

itRecorded("takes the newest state of a thing that has a history", async () => {
  const box = await openBox();
  const body = recordedBody("20-project-item-json.txt");
  const { items } = JSON.parse(body) as { items: unknown[] };
  for (const order of [items, items.slice().reverse()]) {
    const answer = JSON.stringify({ items: order });
    const fault = box.sandbox.faults.add({
      path: "/projects/P1",
      kind: "status",
      status: 200,
      body: answer,
      times: 9,
    });
    const item = await getItem(await box.context(), "/data/projects/P1");
    expect(item).toMatchObject({ xsiType: "xnat:projectData", fields: { name: "P1" }, children: {} });
    fault.remove();
  }
});

it.each([
  ["{}", "remote/failed"],
  ["<?xml version='1.0'?><cat:Catalog/>", "remote/failed"],
  ["<html><body>Welcome</body></html>", "remote/failed"],
] as const)("refuses %j as a thing", async (body, code) => {
  const box = await openBox();
  const ctx = await box.context();
  box.sandbox.faults.add({ path: "/projects/P1", kind: "status", status: 200, body, times: 9 });
  await failsWith(getItem(ctx, "/data/projects/P1"), code);
});

it("is asked for twice at most where XNAT fails", async () => {
  const box = await openBox();
  const ctx = await box.context();
  const fault = box.sandbox.faults.add({ path: "/projects/P1", kind: "status", status: 500, times: 9 });
  await failsWith(getItem(ctx, "/data/projects/P1"), "remote/failed");
  expect(fault.hits).toBe(2);
});
