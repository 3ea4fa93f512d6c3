import { collect } from "@scanferry/transfer";
import { connect } from "../../../src/client/connect.js";
import { push } from "../../../src/push/push.js";

/** What the parent wants; it comes in the environment, because arguments are seen by everybody. */
export interface PushOrder {
  baseUrl: string;
  username: string;
  password: string;
  dir: string;
}

const { baseUrl, username, password, dir } = JSON.parse(
  process.env["SCANFERRY_TEST_ORDER"] ?? "",
) as PushOrder;
const ctx = await connect({ baseUrl, auth: { username, password } });
const { results } = await collect(push(ctx, dir, { project: "P1", skipUnreadable: false }));
await ctx.http.close();
// The test's own output; its labels are made up.
for (const { error } of results)
  if (error !== undefined) console.error(error.code, error.message, error.details);
console.log(
  JSON.stringify({
    statuses: results.map(({ status }) => status),
    maxRssBytes: process.resourceUsage().maxRSS * 1024,
  }),
);
