import { ScanferryError } from "@scanferry/transfer";
import { z } from "zod";

import type { ScanTypeMapping, ScanTypeRule } from "../scan-type-mapping.js";
import { ruleProblem } from "./rule-problem.js";

const longRule = z.strictObject({ bids: z.string(), entities: z.record(z.string(), z.string()).optional() });
const skipRule = z.strictObject({ skip: z.string() });

function readRule(value: unknown): ScanTypeRule | undefined {
  if (value === null) return { skip: "left out by the mapping" };
  if (typeof value === "string") return { bids: value };
  const long = longRule.safeParse(value);
  if (long.success) {
    const { bids, entities } = long.data;
    return entities === undefined ? { bids } : { bids, entities };
  }
  const skip = skipRule.safeParse(value);
  return skip.success ? skip.data : undefined;
}

function refuse(message: string): never {
  throw new ScanferryError("input/invalid", message, {
    hint: 'Write e.g. {"t1": "anat/T1w", "dwi25": {"bids": "dwi/dwi", "entities": {"acq": "25"}}, "scout": null}.',
  });
}

/**
 * Reads a mapping of scan types to BIDS names, as it stands in a JSON file: a value is `"datatype/suffix"`, an object with `bids` and
 * `entities`, an object with a reason to `skip`, or null to leave the scan type out. Each name is held to the rules of BIDS.
 *
 * @throws {@link ScanferryError} `input/invalid`, naming the scan type and what is wrong with it
 * @example
 * ```ts
 * const mapping = parseScanTypeMapping({ t1: "anat/T1w", scout: null });
 * ```
 */
export function parseScanTypeMapping(value: unknown): ScanTypeMapping {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    refuse("A mapping of scan types must be a JSON object.");
  }
  const rules = Object.entries(value).map(([scanType, written]): [string, ScanTypeRule] => {
    const rule = readRule(written);
    if (rule === undefined) refuse(`The mapping of the scan type “${scanType}” has an unknown form.`);
    const problem = ruleProblem(rule);
    if (problem !== undefined)
      refuse(`The mapping of the scan type “${scanType}” cannot be used. ${problem}`);
    return [scanType, rule];
  });
  const folded = rules.map(([scanType]) => scanType.toLowerCase());
  const twice = rules.find((_, index) => folded.indexOf(folded[index] ?? "") !== index);
  if (twice !== undefined)
    refuse(`The mapping names the scan type “${twice[0]}” twice; capital letters do not count.`);
  return Object.fromEntries(rules);
}
