import type { ScanTypeMapping, ScanTypeRule } from "../scan-type-mapping.js";
import { defaultRule } from "./default-rule.js";

/** Gives the rule of a scan type: the user's in the very spelling, the user's in another spelling, the built-in one. */
export function ruleChooser(mapping: ScanTypeMapping = {}): (scanType: string) => ScanTypeRule | undefined {
  const exact = new Map(Object.entries(mapping));
  const folded = new Map(Object.entries(mapping).map(([scanType, rule]) => [scanType.toLowerCase(), rule]));
  return (scanType) => exact.get(scanType) ?? folded.get(scanType.toLowerCase()) ?? defaultRule(scanType);
}
