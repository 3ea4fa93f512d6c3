import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

import {
  ScanferryError,
  errorCodes,
  errorFromStatus,
  fsError,
  isScanferryError,
  networkError,
  toScanferryError,
} from "../src/index.js";

const page = readFileSync(new URL("../../../docs/concepts/errors.md", import.meta.url), "utf8");

describe("the page about errors", () => {
  it("lists exactly the codes that exist, each with its exit code", () => {
    const rows = [...page.matchAll(/^\| `([a-z/-]+)`\s+\| (\d+)\s+\|/gm)];
    expect(rows.map(([, code]) => code).sort()).toEqual([...errorCodes].sort());
    for (const [, code = "", exit] of rows) expect([code, Number(exit)]).toEqual([code, exitOf(code)]);
  });

  it("says of each status what errorFromStatus() says", () => {
    const rows = [...page.matchAll(/^\| ([\d, ]+?)\s+\| `([a-z/-]+)`\s+\| (\w+)/gm)];
    const listed = rows.flatMap(([, statuses = "", code, again]) =>
      statuses.split(", ").map((status) => [Number(status), code, again === "yes"]),
    );
    expect(listed.length).toBeGreaterThan(11);
    for (const [status, code, again] of listed) {
      const error = errorFromStatus(status as number);
      expect([status, error.code, error.retryable]).toEqual([status, code, again]);
    }
  });
});

/** The exit codes of design.md, section 5, by class. */
function exitOf(code: string): number {
  if (/^(input|config)\//.test(code)) return 2;
  if (code.startsWith("auth/")) return 4;
  if (/^(remote|local)\/not-found$|^remote\/ambiguous$/.test(code)) return 5;
  if (/^net\/|^remote\/(busy|failed)$/.test(code)) return 6;
  if (code.startsWith("remote/")) return 7;
  if (code.startsWith("data/")) return 8;
  return code === "aborted" ? 130 : 1;
}

describe("errorFromStatus", () => {
  it.each([
    [500, "remote/failed", true],
    [501, "remote/failed", true],
    [418, "remote/refused", false],
    [302, "remote/refused", false],
    [200, "remote/failed", false],
  ])("takes %d for %s", (status, code, retryable) => {
    expect(errorFromStatus(status)).toMatchObject({ code, retryable, details: { status } });
  });

  it.each(["<!DOCTYPE html><html>", "  <html lang='en'>", "\uFEFF<!-- x --><!doctype HTML>", "<head>"])(
    "knows %j with 200 for a login page",
    (text) => {
      expect(errorFromStatus(200, new Headers(), text).code).toBe("auth/expired");
      expect(errorFromStatus(404, new Headers(), text).code).toBe("remote/not-found");
    },
  );

  it("names the https address that a write is sent to, and nothing behind it", () => {
    const location = "https://user:pw@cloud.example.org:8443/s/TOKEN/sub-Jane?token=abc#x";
    for (const status of [301, 302, 307, 308]) {
      const error = errorFromStatus(status, new Headers({ location }));
      expect(error.code).toBe("remote/refused");
      expect(error.hint).toContain("https://cloud.example.org:8443");
      expect(JSON.stringify(error)).not.toMatch(/pw|TOKEN|Jane|abc/);
    }
    for (const useless of ["/elsewhere", "javascript:alert(1)", "http://"]) {
      expect(errorFromStatus(301, new Headers({ location: useless })).hint).toBe(errorFromStatus(301).hint);
    }
  });

  it("reads Retry-After and never repeats the body", () => {
    const error = errorFromStatus(429, new Headers({ "retry-after": "9" }), "sub-Jane");
    expect(error.retryAfterMs).toBe(9000);
    expect(JSON.stringify(error) + String(error.stack)).not.toContain("Jane");
  });
});

describe("networkError", () => {
  it.each([
    ["ENOTFOUND", "net/unreachable", true],
    ["EAI_AGAIN", "net/unreachable", true],
    ["ECONNREFUSED", "net/unreachable", true],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "net/tls", false],
    ["CERT_HAS_EXPIRED", "net/tls", false],
    ["ERR_SSL_WRONG_VERSION_NUMBER", "net/tls", false],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "net/tls", false],
    ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "net/tls", false],
    ["UND_ERR_CONNECT_TIMEOUT", "net/timeout", true],
    ["ETIMEDOUT", "net/timeout", true],
    ["ECONNRESET", "net/reset", true],
    ["UND_ERR_SOCKET", "net/reset", true],
    ["EPIPE", "net/reset", true],
    ["UND_ERR_ABORTED", "aborted", false],
  ])("takes %s, however deep it lies, for %s", (code, expected, retryable) => {
    const inner = Object.assign(new Error(`x https://u:pw@h/?t=1`), { code });
    for (const error of [
      inner,
      new TypeError("fetch failed", { cause: inner }),
      new AggregateError([inner]),
    ]) {
      if (code === "UND_ERR_ABORTED" && error !== inner) continue;
      const mapped = networkError(error, { host: "h" });
      expect([mapped.code, mapped.retryable]).toEqual([expected, retryable]);
      expect(String((mapped.cause as Error | undefined)?.stack)).not.toContain("pw@");
    }
  });

  it("takes a port that web clients never connect to for a wrong address", () => {
    const refusal = new TypeError("fetch failed", { cause: new Error("bad port") });
    const error = networkError(refusal, { host: "cloud.example.org:9" });
    expect([error.code, error.retryable]).toEqual(["input/invalid", false]);
    expect(error.message).toContain("cloud.example.org:9");
    expect(error.hint).toContain("port");
  });

  it("passes our own errors on, also when they are the reason of an abort", () => {
    const own = new ScanferryError("net/timeout", "stalled");
    expect(networkError(own, { host: "h" })).toBe(own);
    expect(networkError(new Error("aborted"), { host: "h", signal: AbortSignal.abort(own) })).toBe(own);
  });
});

describe("fsError", () => {
  it("does not take a file that is too large for the file system for a full disk", () => {
    const error = fsError(Object.assign(new Error("x"), { code: "EFBIG" }), "a.zip");
    expect([error.code, error.retryable, error.subject]).toEqual(["local/denied", false, "a.zip"]);
    expect(error.hint).toContain("FAT32");
  });
});

describe("ScanferryError", () => {
  it("keeps the subject out of its JSON unless asked, and is known by its brand", () => {
    const error = new ScanferryError("remote/quota", "Full.", {
      subject: "sub-Jane",
      hint: "Empty it.",
      details: { bytes: 1 },
    });
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      code: "remote/quota",
      message: "Full.",
      hint: "Empty it.",
      retryable: false,
      details: { bytes: 1 },
    });
    expect(error.toJSON({ withSubject: true }).subject).toBe("sub-Jane");
    expect([
      isScanferryError(error),
      isScanferryError(error, "aborted"),
      isScanferryError(new Error("x")),
      isScanferryError(null),
    ]).toEqual([true, false, false, false]);
  });

  it("stands for everything that is caught", () => {
    expect(toScanferryError(new DOMException("x", "AbortError")).code).toBe("aborted");
    expect(toScanferryError("text").code).toBe("internal");
    expect(toScanferryError(Object.assign(new Error("x"), { code: "EACCES" })).code).toBe("local/denied");
  });
});
