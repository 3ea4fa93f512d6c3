import { networkFromEnv } from "@scanferry/transfer";
import { describe, it } from "vitest";
import { NextcloudClient } from "../../src/index.js";
import { defineContract } from "./define-contract.js";

const {
  NEXTCLOUD_TEST_URL: baseUrl,
  NEXTCLOUD_TEST_USER: username,
  NEXTCLOUD_TEST_PASS: appPassword,
} = process.env;

if (baseUrl === undefined || username === undefined || appPassword === undefined) {
  describe("contract with a real Nextcloud", () => {
    it.skip("is not run: NEXTCLOUD_TEST_URL, NEXTCLOUD_TEST_USER and NEXTCLOUD_TEST_PASS are not set", () =>
      undefined);
  });
} else {
  defineContract("a real Nextcloud", async () => {
    const cloud = await NextcloudClient.connect({
      baseUrl,
      auth: { username, appPassword },
      network: networkFromEnv(process.env),
    });
    return { cloud, close: () => cloud.close() };
  });
}
