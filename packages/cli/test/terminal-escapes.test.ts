import { describe, expect, it } from "vitest";
import { createLogger } from "../src/log/logger.js";
import { startLoris } from "./helpers/loris.js";

/** Clears the screen, sets the window's title, and turns the writing around. */
const hostile = "\u001b[2J\u001b]0;owned\u0007\u202e";
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const control = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/;

describe("what a server says", () => {
  it("moves no cursor from within a hint", async () => {
    const loris = await startLoris({ study: { candidates: 1, scanTypes: [`T1${hostile}`] } });
    const { code, stderr } = await loris.run(["loris", "ls", "images", "-m", "nothing"]);
    expect(code).toBe(2);
    expect(stderr).toContain("T1\u{fffd}");
    expect(stderr).not.toMatch(control);
  });

  it("moves no cursor from within a warning, and stays readable in the log file's JSON", () => {
    const lines: string[] = [];
    const logger = createLogger({
      fileLevel: "info",
      screenLevel: "debug",
      redact: false,
      secrets: [],
      screen: (line) => lines.push(line),
      now: () => new Date(0),
    });
    logger.log("warn", `The server says ${hostile}.`, { id: `sub-${hostile}`, list: [hostile] });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain("warning: The server says \u{fffd}");
    expect(lines[0]).not.toMatch(control);
  });
});
