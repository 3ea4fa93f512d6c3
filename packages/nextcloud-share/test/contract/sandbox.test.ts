import { startSandbox } from "@scanferry/sandbox";
import { NextcloudClient } from "../../src/index.js";
import { defineContract } from "./define-contract.js";

for (const version of ["27", "32"] as const) {
  defineContract(`the sandbox as Nextcloud ${version}`, async () => {
    const sandbox = await startSandbox({ nextcloud: { version, timeZone: "Europe/Berlin" } });
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
}
