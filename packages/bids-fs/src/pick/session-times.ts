import { readTsv } from "../participants/read-tsv.js";
import type { DatasetContext } from "../dataset/dataset.js";

/**
 * Reads when a participant's sessions took place (`sub-01_sessions.tsv`, columns `session_id` and `acq_time`).
 * A table that is missing, damaged or without times gives no times: the labels decide then.
 */
export async function sessionTimes(
  context: DatasetContext,
  participant: string,
): Promise<ReadonlyMap<string, number>> {
  const times = new Map<string, number>();
  try {
    for await (const row of readTsv(`${context.root}/${participant}/${participant}_sessions.tsv`)) {
      const id = row["session_id"]?.replace(/^ses-/, "");
      const time = Date.parse(row["acq_time"] ?? "");
      if (id !== undefined && !Number.isNaN(time)) times.set(id, time);
    }
  } catch {
    return new Map();
  }
  return times;
}
