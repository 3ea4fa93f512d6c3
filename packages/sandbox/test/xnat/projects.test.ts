import { describe, expect, it } from "vitest";
import { startXnatTest, xnatClient, type XnatTestClient } from "../support/xnat-client.js";

const put = { method: "PUT" } as const;
const USERS = [
  { username: "root", password: "Root-Pass-word" },
  { username: "ada", password: "Ada-Pass-word", owns: ["SANDBOX"] },
  { username: "bob", password: "Bob-Pass-word", member: ["SANDBOX"] },
];

async function row(client: XnatTestClient, id: string): Promise<unknown> {
  return (await client.ask("/data/projects")).rows().find((one) => one["ID"] === id);
}

describe("projects", () => {
  it("take their fields from a query or a document, and are posted but once", async () => {
    await using xnat = await startXnatTest();
    const { client } = xnat;
    await client.ask(
      "/data/projects/ONE?name=First&secondary_ID=F1&keywords=a%20b&pi_firstname=Ada&xnat:projectData/PI/lastname=Byron&accessibility=private",
      put,
    );
    const names = { pi_firstname: "Ada", pi_lastname: "Byron", secondary_ID: "F1" };
    expect(await row(client, "ONE")).toMatchObject({ ...names, name: "First" });
    const item = await client.ask("/data/projects/ONE?format=json");
    expect(item.text).toContain('"keywords":"a b"');
    expect((await client.ask("/data/projects/ONE/accessibility")).text).toBe("private");
    const xml =
      `<xnat:Project xmlns:xnat="http://nrg.wustl.edu/xnat" ID="TWO" secondary_ID="T2"><xnat:name>A &amp; B</xnat:name>` +
      `<xnat:PI><xnat:firstname>Emmy</xnat:firstname><xnat:lastname>Noether</xnat:lastname></xnat:PI></xnat:Project>`;
    const headers = { "Content-Type": "text/xml" };
    const made = await client.ask("/data/projects", { method: "POST", headers, body: xml });
    expect([made.status, made.headers.get("location")]).toEqual([201, "/data/projects/TWO"]);
    expect(await row(client, "TWO")).toMatchObject({
      name: "A & B",
      secondary_ID: "T2",
      pi_lastname: "Noether",
    });
    expect((await client.ask("/data/projects", { method: "POST", headers, body: xml })).status).toBe(409);
    expect((await client.ask("/data/projects/THREE", { ...put, headers, body: xml })).status).toBe(417);
    const taken = await client.ask("/data/projects/THREE?name=first", put);
    expect([taken.status, taken.text.includes("conflicts with existing projects")]).toEqual([409, true]);
    expect(await row(client, "THREE")).toBeUndefined();
  });

  it("tell and change what becomes of sessions that come in", async () => {
    await using xnat = await startXnatTest({
      users: USERS,
      projects: [{ id: "SANDBOX", prearchiveCode: 0 }],
    });
    const code = "/data/projects/SANDBOX/prearchive_code";
    expect((await xnat.client.ask(code)).text).toBe("0");
    const bob = await xnatClient(xnat.client.base, ["bob", "Bob-Pass-word"]);
    expect((await bob.ask(`${code}/5`, put)).status).toBe(403);
    expect((await xnat.client.ask(`${code}/5`, put)).status).toBe(200);
    expect((await bob.ask(code)).text).toBe("5");
    expect((await xnat.client.ask(`${code}/many`, put)).status).toBe(400);
  });
});

describe("anonymization scripts", () => {
  it("of the site and of projects are shown, written and switched as on 1.6", async () => {
    await using xnat = await startXnatTest({ users: USERS });
    const ada = await xnatClient(xnat.client.base, ["ada", "Ada-Pass-word"]);
    const site = "/data/config/edit/image/dicom";
    const own = "/data/config/edit/projects/SANDBOX/image/dicom";
    expect((await xnat.client.ask(`${site}/status?format=json`)).rows()).toMatchObject([{ edit: "true" }]);
    expect((await ada.ask(`${site}/status?activate=false`, put)).status).toBe(403);
    expect((await xnat.client.ask(`${site}/status?activate=false`, put)).status).toBe(200);
    expect(xnat.sandbox.state.xnat.settings.anonymize).toBe(false);
    expect((await ada.ask(`${own}/script`)).rows()).toEqual([]);
    const script = 'version "6.1"\n(0010,0010) := "x"\n';
    expect((await ada.ask(`${own}/script`, { ...put, body: script })).status).toBe(200);
    expect((await ada.ask(`${own}/script?format=json`)).rows()).toMatchObject([
      { script, project: "SANDBOX" },
    ]);
    await ada.ask(`${own}/status`, { ...put, body: "true" });
    expect((await ada.ask(`${own}/status`)).rows()).toMatchObject([{ edit: "true", user: "ada" }]);
    expect((await ada.ask("/data/projects/SANDBOX/config/anon/script?contents=true")).text).toBe(script);
    expect((await ada.ask("/data/config/edit/projects/NOPE/image/dicom/script")).status).toBe(404);
  });

  it("have addresses of their own on 1.9, where only the query turns them on", async () => {
    await using xnat = await startXnatTest({ version: "1.9" });
    const { client } = xnat;
    const own = "/xapi/anonymize/projects/SANDBOX";
    await client.ask(own, { ...put, headers: { "Content-Type": "text/plain" }, body: "a script" });
    expect((await client.ask(own)).text).toBe("a script");
    const json = { "Content-Type": "application/json" };
    await client.ask(`${own}/enabled`, { ...put, headers: json, body: "true" });
    expect((await client.ask(`${own}/enabled`)).text).toBe("false");
    await client.ask(`${own}/enabled?enable=true`, put);
    expect((await client.ask(`${own}/enabled`)).text).toBe("true");
    expect((await client.ask("/xapi/anonymize/site/enabled")).text).toBe("true");
    await using old = await startXnatTest();
    expect((await old.client.ask(own)).status).toBe(404);
  });
});
