import { ResetError } from "../server/errors.js";
import type { FaultRule } from "./fault-rule.js";
import { flipByte } from "./flip-byte.js";
import { pause } from "./pause.js";

/** What a rule does to the request body, chunk by chunk: the function gets a chunk and returns what is to be kept of it. */
export function requestFaults(
  rule: FaultRule | undefined,
  announcedBytes: number | undefined,
): (chunk: Uint8Array) => Promise<Uint8Array> {
  let seen = 0;
  const total = announcedBytes ?? 0;
  const advance = (chunk: Uint8Array): number => {
    const start = seen;
    seen += chunk.length;
    return start;
  };
  switch (rule?.kind) {
    case "cutUploadAtPercent":
      return (chunk) => {
        advance(chunk);
        return seen >= (total * rule.percent) / 100
          ? Promise.reject(new ResetError())
          : Promise.resolve(chunk);
      };
    case "stallUpload":
      return async (chunk) => {
        const start = advance(chunk);
        if (start <= (rule.afterBytes ?? 0) && seen > (rule.afterBytes ?? 0))
          await pause(rule.ms ?? 3_600_000);
        return chunk;
      };
    case "flipUploadByte":
      return (chunk) => Promise.resolve(flipByte(chunk, advance(chunk), rule.at ?? Math.floor(total / 2)));
    case "truncateUpload":
      return (chunk) => {
        const start = advance(chunk);
        return Promise.resolve(chunk.subarray(0, Math.max(0, rule.bytes - start)));
      };
    case "slow":
      return async (chunk) => {
        await pause((chunk.length / rule.bytesPerSecond) * 1000);
        return chunk;
      };
    default:
      return (chunk) => Promise.resolve(chunk);
  }
}
