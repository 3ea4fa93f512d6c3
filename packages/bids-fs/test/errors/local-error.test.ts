import { ScanferryError } from "@scanferry/transfer";
import { describe, expect, it } from "vitest";
import { localError } from "../../src/errors/local-error.js";

describe("localError", () => {
  it.each([
    ["ENOENT", "local/not-found", false],
    ["EACCES", "local/denied", false],
    ["EPERM", "local/denied", false],
    ["EMFILE", "local/busy", true],
    ["EBUSY", "local/busy", true],
    ["EIO", "local/denied", false],
  ])("maps %s to %s", (system, code, retryable) => {
    const cause = Object.assign(new Error("Jane_Doe"), { code: system });
    const error = localError(cause, "Jane_Doe");
    expect(error).toMatchObject({ code, retryable, subject: "Jane_Doe", cause });
    expect(error.message + (error.hint ?? "")).not.toContain("Jane");
    expect(error.hint).toMatch(/\.$/);
  });

  it("leaves our own errors as they are and takes anything else", () => {
    const own = new ScanferryError("data/corrupt", "Odd.");
    expect(localError(own, "x")).toBe(own);
    expect(localError("text", "x").code).toBe("local/denied");
  });
});
