const earliest = Date.UTC(1980, 0, 1);
const latest = Date.UTC(2107, 11, 31, 23, 59, 58);

/** A point in time in the two 16-bit fields of a zip header, with a resolution of two seconds. */
export interface DosTime {
  time: number;
  date: number;
}

/**
 * Packs a date into DOS fields, in UTC: the local time of the writer would make the bytes of an archive depend on the
 * machine's time zone (a resumed upload must produce them again), and would tell the zone to the recipient. The
 * extended timestamp beside it holds the exact time, and most programs prefer it.
 */
export function toDosTime(when: Date): DosTime {
  const clamped = Number.isNaN(when.getTime())
    ? new Date(earliest)
    : new Date(Math.min(Math.max(when.getTime(), earliest), latest));
  return {
    time: (clamped.getUTCHours() << 11) | (clamped.getUTCMinutes() << 5) | (clamped.getUTCSeconds() >> 1),
    date:
      ((clamped.getUTCFullYear() - 1980) << 9) | ((clamped.getUTCMonth() + 1) << 5) | clamped.getUTCDate(),
  };
}

/** Unpacks DOS fields as UTC; months and days of zero, which some writers leave, become the first. */
export function fromDosTime({ time, date }: DosTime): Date {
  return new Date(
    Date.UTC(
      (date >> 9) + 1980,
      Math.max((date >> 5) & 0xf, 1) - 1,
      Math.max(date & 0x1f, 1),
      time >> 11,
      (time >> 5) & 0x3f,
      (time & 0x1f) * 2,
    ),
  );
}
