import { NextcloudClient } from "../../src/client/nextcloud-client.js";
import { shareCohort } from "../../src/cohort/share-cohort.js";
import type { ShareOptions, ShareParticipant } from "../../src/cohort/share-options.js";

/** What the parent wants shared. */
export interface ChildOrder {
  baseUrl: string;
  username: string;
  appPassword: string;
  participants: ShareParticipant[];
  options: Omit<ShareOptions, "cloud">;
}

const order = JSON.parse(process.env["SCANFERRY_TEST_ORDER"] ?? "{}") as ChildOrder;
const { baseUrl, username, appPassword } = order;
const cloud = await NextcloudClient.connect({ baseUrl, auth: { username, appPassword } });
process.stdout.write("go\n");
let failed = 0;
for await (const result of shareCohort(order.participants, { cloud, ...order.options })) {
  if (result.status === "failed") {
    failed += 1;
    process.stdout.write(`${result.id}: ${result.error?.code ?? ""} ${result.error?.message ?? ""}\n`);
  }
}
await cloud.close();
process.stdout.write(`${JSON.stringify({ failed, maxRssBytes: process.resourceUsage().maxRSS * 1024 })}\n`);
