import { describe, expect, it } from "vitest";
import { formatBytes } from "../src/output/format-bytes.js";
import { formatDuration } from "../src/output/format-duration.js";
import { safeText } from "../src/output/safe-text.js";
import { applyEvent } from "../src/progress/apply-event.js";
import { progressLine, progressLines } from "../src/progress/format-progress.js";
import { ProgressState } from "../src/progress/progress-state.js";

describe("progress", () => {
  it("shows at most four running items, and a total with rate and remaining time", () => {
    const state = new ProgressState(0);
    for (let item = 1; item <= 6; item += 1) {
      const id = `sub-0${String(item)}`;
      applyEvent(state, { type: "plan", id, target: "", action: "share", sizeBytes: 1_000_000 });
      applyEvent(state, {
        type: "start",
        id,
        target: "",
        action: "share",
        fromByte: 0,
        sizeBytes: 1_000_000,
      });
    }
    applyEvent(state, { type: "progress", id: "sub-01", bytes: 500_000 });
    state.finish("sub-06", false, 1_000_000);
    const lines = progressLines(state, 3000);
    expect(lines).toHaveLength(5);
    expect(lines[0]).toMatch(/sub-01 +█{12}░{12} +50 % +1\.0 MB/);
    expect(lines[4]).toBe("  1 of 6 · 1.5 MB of 6.0 MB · 500 KB/s · 9 s left");
  });

  it("says that what was sent is being checked, and never counts more than was planned", () => {
    const state = new ProgressState(0);
    for (const id of ["P1/A", "P2/B"]) {
      applyEvent(state, { type: "plan", id, target: "", action: "push", sizeBytes: 1_000_000 });
    }
    state.finish("P1/A", false, 0, 1_000_000);
    const id = "P2/B";
    applyEvent(state, { type: "start", id, target: "", action: "push", fromByte: 0, sizeBytes: 1_100_000 });
    applyEvent(state, { type: "progress", id, bytes: 1_100_000 });
    applyEvent(state, { type: "check", id });
    const [item, total] = progressLines(state, 1000);
    expect(item).toMatch(/P2\/B +sent; checking what arrived/);
    expect(total).toBe("  1 of 2 · 1.0 MB of 1.0 MB · 1.0 MB/s");
  });

  it("counts a wait down, and tells it once where there is no terminal", () => {
    const state = new ProgressState(0);
    let told = 0;
    state.onWait = () => (told += 1);
    applyEvent(state, {
      type: "wait",
      reason: "the server allows 20 links in ten minutes",
      untilMs: 600_000,
    });
    applyEvent(state, {
      type: "wait",
      reason: "the server allows 20 links in ten minutes",
      untilMs: 600_100,
    });
    expect(told).toBe(1);
    expect(progressLine(state, 150_000)).toMatch(/waiting 7 min 31 s: the server allows/);
    applyEvent(state, { type: "wait", reason: "at most while XNAT is at work", untilMs: 750_000 });
    expect(progressLine(state, 150_000)).toBe("  waiting, at most 10 min 00 s: while XNAT is at work");
    expect(progressLine(state, 800_000)).not.toContain("waiting");
  });

  it("keeps nothing of finished items", () => {
    const state = new ProgressState(0);
    for (let item = 0; item < 1000; item += 1) {
      state.start(String(item), 10);
      state.finish(String(item), item % 100 === 0, 10);
    }
    expect(state.running.size).toBe(0);
    expect(progressLine(state, 1000)).toBe("  1000 done · 10.0 KB · 10.0 KB/s · 10 failed");
  });
});

describe("output for people", () => {
  it("writes sizes and times as people do", () => {
    expect([0, 999, 1000, 12_345_678, 5e12].map(formatBytes)).toEqual([
      "0 B",
      "999 B",
      "1.0 KB",
      "12.3 MB",
      "5.0 TB",
    ]);
    expect([0, 6_001, 185_000, 8_040_000].map(formatDuration)).toEqual([
      "0 s",
      "7 s",
      "3 min 05 s",
      "2 h 14 min",
    ]);
  });

  it("takes control signs out of names that come from elsewhere", () => {
    expect(safeText("sub\u001b[31m-01\u202etxt.exe\r\n")).toBe("sub\ufffd[31m-01\ufffdtxt.exe\ufffd\ufffd");
  });
});
