import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, dayIn, isIsoDay } from "../../src/expiry/iso-day.js";
import { lastDayFromDeath, lastUsableDay, serverExpireDate } from "../../src/expiry/last-usable-day.js";

const berlin = { timeZone: "Europe/Berlin", nowMs: Date.UTC(2026, 10, 21, 12) };

describe("lastUsableDay", () => {
  it("counts 21 days from today and tells the server the day after", () => {
    const last = lastUsableDay({ expiresInDays: 21 }, berlin);
    expect(last).toBe("2026-12-12");
    expect(serverExpireDate(last)).toBe("2026-12-13");
  });

  it("takes 21 days when nothing is said", () => {
    expect(lastUsableDay({}, berlin)).toBe("2026-12-12");
  });

  it("counts from the user's today, not from UTC's", () => {
    const lateEvening = Date.UTC(2026, 10, 21, 23, 30);
    expect(lastUsableDay({ expiresInDays: 0 }, { timeZone: "Europe/Berlin", nowMs: lateEvening })).toBe(
      "2026-11-22",
    );
    expect(lastUsableDay({ expiresInDays: 0 }, { timeZone: "America/Los_Angeles", nowMs: lateEvening })).toBe(
      "2026-11-21",
    );
    expect(lastUsableDay({ expiresInDays: 0 }, { timeZone: "Pacific/Kiritimati", nowMs: lateEvening })).toBe(
      "2026-11-22",
    );
  });

  it("takes today as a last day and refuses yesterday", () => {
    expect(lastUsableDay({ expires: "2026-11-21" }, berlin)).toBe("2026-11-21");
    expect(() => lastUsableDay({ expires: "2026-11-20" }, berlin)).toThrow(/already over/);
  });

  it("refuses days that do not exist, broken numbers and both at once", () => {
    for (const expiry of [
      { expires: "2026-02-30" },
      { expires: "21.12.2026" },
      { expiresInDays: 1.5 },
      { expiresInDays: -1 },
      { expires: "2026-12-01", expiresInDays: 2 },
    ]) {
      expect(() => lastUsableDay(expiry, berlin)).toThrow(expect.objectContaining({ code: "input/invalid" }));
    }
  });

  it("crosses a change to summer time without losing a day", () => {
    const march = { timeZone: "Europe/Berlin", nowMs: Date.UTC(2027, 2, 27, 22, 59) };
    expect(lastUsableDay({ expiresInDays: 1 }, march)).toBe("2027-03-28");
  });
});

describe("days", () => {
  it("turns the day a link dies into its last usable day and back, for every day", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("1990-01-02"), max: new Date("2199-12-30"), noInvalidDate: true }),
        (date) => {
          const day = date.toISOString().slice(0, 10);
          expect(isIsoDay(day)).toBe(true);
          expect(lastDayFromDeath(`${serverExpireDate(day)} 00:00:00`)).toBe(day);
          expect(addDays(addDays(day, 400), -400)).toBe(day);
          expect(dayIn("UTC", date.getTime())).toBe(day);
        },
      ),
    );
  });

  it("refuses an unknown time zone", () => {
    expect(() => dayIn("Mars/Olympus", 0)).toThrow(expect.objectContaining({ code: "input/invalid" }));
  });
});
