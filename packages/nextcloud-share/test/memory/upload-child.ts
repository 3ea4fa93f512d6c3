import { createReadStream, statSync } from "node:fs";
import { NextcloudClient } from "../../src/client/nextcloud-client.js";

/** What the parent orders: one file, one way of sending it. */
export interface UploadOrder {
  readonly baseUrl: string;
  readonly username: string;
  readonly appPassword: string;
  readonly file: string;
  readonly chunked: boolean;
}

const order = JSON.parse(process.env["SCANFERRY_TEST_ORDER"] ?? "{}") as UploadOrder;
const { baseUrl, username, appPassword, file, chunked } = order;
const cloud = await NextcloudClient.connect({ baseUrl, auth: { username, appPassword } });
const result = await cloud.upload(
  {
    path: `MRI/${chunked ? "chunked" : "plain"}.bin`,
    body: {
      lengthBytes: statSync(file).size,
      open: () => createReadStream(file, { highWaterMark: 256 * 1024 }),
    },
  },
  { chunkThresholdBytes: chunked ? 1024 * 1024 : Number.MAX_SAFE_INTEGER },
);
await cloud.close();
// `maxRSS` is in KiB on all systems that libuv knows.
process.stdout.write(JSON.stringify({ ...result, maxRssBytes: process.resourceUsage().maxRSS * 1024 }));
