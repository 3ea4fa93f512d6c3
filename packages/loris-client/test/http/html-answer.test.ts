import { expect, it } from "vitest";
import { htmlAnswer } from "../../src/http/html-answer.js";

const pages = [
  [
    200,
    "<!DOCTYPE html><h1>Multi-factor authentication</h1><input name=code>",
    "auth/required",
    /second factor/,
  ],
  [200, "<html><title>LORIS - Log in</title></html>", "auth/required", /web page instead of data/],
  [200, '<html><form><input type="password"></form></html>', "auth/required", /web page instead of data/],
  [200, "<html><h1>We will be back soon</h1></html>", "remote/busy", /failed/],
  [500, "<html><b>Fatal error</b></html>", "remote/failed", /failed/],
  [405, "<html>nginx</html>", "remote/failed", /status 405/],
] as const;

for (const [status, text, code, message] of pages) {
  it(`takes ${String(status)} with “${text.slice(0, 40)}” for ${code}`, () => {
    const error = htmlAnswer(status, text);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
    expect(error.hint).toMatch(/./);
    expect(error.retryable).toBe(/busy|failed/.test(code) && status !== 405);
  });
}
