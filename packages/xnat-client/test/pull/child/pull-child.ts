import { connect } from "../../../src/client/connect.js";
import type { PullOptions, PullScope } from "../../../src/pull/pull-options.js";
import { pull } from "../../../src/pull/pull.js";

/** What the parent wants; it comes in the environment, because arguments are seen by everybody. */
export interface PullOrder {
  baseUrl: string;
  username: string;
  password: string;
  dir: string;
  scope: PullScope;
  options: PullOptions;
  /** The process kills itself this many milliseconds after so many events, and can do nothing about it. */
  kill?: { events: number; afterMs: number };
}

const order = JSON.parse(process.env["SCANFERRY_TEST_ORDER"] ?? "") as PullOrder;
const { baseUrl, username, password, dir, scope, options, kill } = order;
const ctx = await connect({ baseUrl, auth: { username, password } });
let events = 0;
const onEvent = (): void => {
  if (++events !== kill?.events) return;
  const end = (): void => void process.kill(process.pid, "SIGKILL");
  if (kill.afterMs === 0) end();
  else setTimeout(end, kill.afterMs);
};
const counts: Record<string, number> = {};
for await (const { status, error } of pull(ctx, scope, dir, { ...options, progressMs: 0, onEvent })) {
  counts[status] = (counts[status] ?? 0) + 1;
  // The test's own output; its labels are made up.
  if (error !== undefined) console.error(error.code, error.message, error.details);
}
await ctx.http.close();
console.log(JSON.stringify({ counts, events, maxRssBytes: process.resourceUsage().maxRSS * 1024 }));
