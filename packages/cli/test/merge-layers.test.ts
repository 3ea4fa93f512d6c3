import { describe, expect, it } from "vitest";
import { mergeLayers, sameServer } from "../src/config/merge-layers.js";
import type { LoginLayer } from "../src/config/login-layers.js";

const layer = (
  source: string,
  fields: { url?: string; username?: string; password?: string },
  explicit = true,
): LoginLayer => ({
  source,
  url: fields.url,
  username: fields.username,
  password: fields.password === undefined ? undefined : () => Promise.resolve(fields.password),
  explicit,
});

describe("mergeLayers", () => {
  it("takes each field from the first layer that has it", async () => {
    const merged = await mergeLayers([
      layer("flags", { url: "https://a" }),
      layer("env", { username: "ada" }),
      layer("profile", { url: "https://a", username: "bob", password: "p" }),
    ]);
    expect(merged).toMatchObject({ url: "https://a", username: "ada", password: "p" });
    expect(merged.from).toEqual({ url: "flags", username: "env", password: "profile" });
  });

  it("keeps a default profile's login from another server", async () => {
    const merged = await mergeLayers([
      layer("flags", { url: "https://a" }),
      layer("profile", { url: "https://b", username: "bob", password: "p" }, false),
    ]);
    expect(merged.username).toBeUndefined();
    expect(merged.password).toBeUndefined();
  });

  it("keeps a default profile's password from another user", async () => {
    const merged = await mergeLayers([
      layer("flags", { username: "ada" }),
      layer("profile", { url: "https://a", username: "bob", password: "p" }, false),
    ]);
    expect(merged).toMatchObject({ url: "https://a", username: "ada" });
    expect(merged.password).toBeUndefined();
  });

  it("warns when a named login goes to another server", async () => {
    const merged = await mergeLayers([
      layer("flags", { url: "https://a" }),
      layer("--credentials", { url: "https://b", username: "bob", password: "p" }),
    ]);
    expect(merged).toMatchObject({ url: "https://a", username: "bob", password: "p" });
    expect(merged.warnings).toHaveLength(1);
  });

  it("does not fetch a password that an earlier layer has", async () => {
    let fetched = 0;
    await mergeLayers([
      layer("flags", { password: "p" }),
      { source: "profile", explicit: true, password: () => Promise.resolve(String((fetched += 1))) },
    ]);
    expect(fetched).toBe(0);
  });
});

describe("sameServer", () => {
  it("takes a LORIS with and without the version of its interface for one", () => {
    expect(sameServer("https://loris.example.org/api/v0.0.3/", "https://loris.example.org")).toBe(true);
    expect(sameServer("https://l.example.org/a/api/v0.0.3-dev", "https://l.example.org/a/")).toBe(true);
    expect(sameServer("https://l.example.org/a/api/v0.0.3", "https://l.example.org")).toBe(false);
    expect(sameServer("https://x.example.org/a/app/template/Login.vm", "https://x.example.org/a/")).toBe(
      true,
    );
    for (const more of ["app", "data", "data/archive/", "REST", "xapi/"])
      expect(sameServer(`https://x.example.org/${more}`, "https://x.example.org")).toBe(true);
    expect(sameServer("https://x.example.org/data/projects", "https://x.example.org")).toBe(false);
    expect(sameServer("https://x.example.org/mydata", "https://x.example.org")).toBe(false);
    expect(sameServer("https://l.example.org/apiary", "https://l.example.org")).toBe(false);
  });

  it("ignores case of the host and a slash at the end, and nothing else", () => {
    expect(sameServer("https://C.example.org/", "https://c.example.org")).toBe(true);
    expect(sameServer("https://c.example.org/nextcloud", "https://c.example.org")).toBe(false);
    expect(sameServer("https://c.example.org", "http://c.example.org")).toBe(false);
  });
});
