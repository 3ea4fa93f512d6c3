import { startSandbox } from "@scanferry/sandbox";
import { NextcloudClient } from "../../src/index.js";
import { defineContract } from "./define-contract.js";

defineContract("the sandbox as Nextcloud 27", async () => {
  const sandbox = await startSandbox({ nextcloud: { version: "27", timeZone: "Europe/Berlin" } });
  const { username, appPassword } = sandbox.credentials.nextcloud;
  const cloud = await NextcloudClient.connect({
    baseUrl: sandbox.url.nextcloud,
    auth: { username, appPassword },
    timeZone: "Europe/Berlin",
  });
  return {
    cloud,
    close: async () => {
      await cloud.close();
      await sandbox.close();
    },
  };
});
