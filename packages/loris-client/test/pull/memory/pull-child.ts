import { LorisClient, type PullOptions } from "../../../src/index.js";

/** What the parent wants; it comes in the environment, because arguments are seen by everybody. */
export interface PullOrder {
  baseUrl: string;
  username: string;
  password: string;
  dir: string;
  options: PullOptions;
}

const order = JSON.parse(process.env["SCANFERRY_TEST_ORDER"] ?? "") as PullOrder;
const { baseUrl, username, password, dir, options } = order;
const loris = await LorisClient.connect({ baseUrl, auth: { username, password } });
const counts: Record<string, number> = {};
for await (const { status } of loris.pull(dir, options)) counts[status] = (counts[status] ?? 0) + 1;
await loris.close();
console.log(JSON.stringify({ counts, maxRssBytes: process.resourceUsage().maxRSS * 1024 }));
