import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Keyring } from "../src/config/keyring.js";
import { createSecretStore } from "../src/config/secret-store.js";
import { temporaryFolder } from "./helpers/run-cli.js";

const context = { platform: "linux", warn: () => undefined } as const;

/** A keyring in memory, and what goes wrong with it. */
function fakeKeyring(trouble?: "locked" | "forgets"): Keyring & { kept: Map<string, string> } {
  const kept = new Map<string, string>();
  const check = (): void => {
    if (trouble === "locked") throw new Error("locked");
  };
  return {
    kept,
    get: async (account) => {
      check();
      return kept.get(account);
    },
    set: async (account, secret) => {
      check();
      if (trouble !== "forgets") kept.set(account, secret);
    },
    remove: async (account) => {
      check();
      kept.delete(account);
    },
  };
}

describe("the store of secrets", () => {
  it("uses the keyring where there is one, and no file", async () => {
    const dir = join(temporaryFolder(), "config");
    const keyring = fakeKeyring();
    const store = createSecretStore(dir, async () => keyring, context);
    expect(await store.save("cloud", "s3cret-1")).toBe("keyring");
    expect(await store.load("cloud", "keyring")).toBe("s3cret-1");
    expect(() => statSync(store.path)).toThrow(/ENOENT/);
    await store.remove("cloud", "keyring");
    expect(keyring.kept.size).toBe(0);
  });

  it.each(["locked", "forgets"] as const)(
    "falls back to a file of mode 0600 where the keyring is one that: %s",
    async (trouble) => {
      const dir = join(temporaryFolder(), "config");
      const store = createSecretStore(dir, async () => fakeKeyring(trouble), context);
      expect(await store.save("cloud", "s3cret-1")).toBe("file");
      expect(statSync(store.path).mode & 0o777).toBe(0o600);
      expect(statSync(dir).mode & 0o777).toBe(0o700);
      expect(await store.load("cloud", "file")).toBe("s3cret-1");
      await store.save("other", "s3cret-2");
      await store.remove("cloud", "file");
      expect(JSON.parse(readFileSync(store.path, "utf8"))).toEqual({ other: "s3cret-2" });
    },
  );

  it("says so when a stored secret lies in a keyring that is locked now", async () => {
    const store = createSecretStore(temporaryFolder(), async () => fakeKeyring("locked"), context);
    await expect(store.load("cloud", "keyring")).rejects.toMatchObject({ code: "auth/required" });
  });

  it("refuses a file of secrets that others can read, and one that is damaged", async () => {
    const dir = temporaryFolder();
    const store = createSecretStore(dir, async () => undefined, context);
    writeFileSync(store.path, '{"cloud": "s3cret-1"}', { mode: 0o644 });
    await expect(store.load("cloud", "file")).rejects.toMatchObject({
      code: "config/unsafe-permissions",
      hint: expect.stringContaining("chmod 600"),
    });
    const windows: string[] = [];
    const warned = createSecretStore(dir, async () => undefined, {
      platform: "win32",
      warn: (text) => windows.push(text),
    });
    expect(await warned.load("cloud", "file")).toBe("s3cret-1");
    expect(windows).toHaveLength(1);
    const other = temporaryFolder();
    writeFileSync(join(other, "secrets.json"), '{"cloud": "s3cret', { mode: 0o600 });
    const damaged = createSecretStore(other, async () => undefined, context);
    await expect(damaged.load("cloud", "file")).rejects.toMatchObject({
      code: "input/invalid",
      message: expect.not.stringContaining("s3cret"),
    });
  });
});
