import type { ScanferryError } from "../errors/scanferry-error.js";

/** An item whose fate the plan knows: left out, or failed while it was planned. It joins results, events and summary; nothing is fetched. */
export interface SettledItem {
  kind: "settled";
  id: string;
  target: string;
  /** What the result's `action` says. @default "download" */
  action?: string;
  status: "skipped" | "failed";
  /** Why. */
  error?: ScanferryError;
  sizeBytes?: number;
}
