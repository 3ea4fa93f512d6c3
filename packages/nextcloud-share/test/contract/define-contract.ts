import { afterAll, beforeAll, describe } from "vitest";
import type { NextcloudClient } from "../../src/index.js";
import { bodyOf } from "../support/bytes.js";
import type { ContractLab } from "./contract-lab.js";
import { shareContract } from "./share-contract.js";
import { uploadContract } from "./upload-contract.js";

/** A Nextcloud to hold the contract against. */
export interface ContractTarget {
  readonly cloud: NextcloudClient;
  close(): Promise<void>;
}

/**
 * What every Nextcloud must do for this package: the look-alike in both versions, and a real server where one is named.
 * Everything is written below one folder whose name begins with `contract-test-`, and removed at the end.
 */
export function defineContract(name: string, open: () => Promise<ContractTarget>): void {
  describe(`contract with ${name}`, () => {
    let target: ContractTarget | undefined;
    const cloud = (): NextcloudClient => {
      if (target === undefined) throw new Error("the contract's server is not connected");
      return target.cloud;
    };
    const folder = `contract-test-${String(process.pid)}-${Math.random().toString(36).slice(2, 8)}`;
    const lab: ContractLab = {
      cloud,
      folder,
      put: async (file, bytes) => {
        const path = `${folder}/${file}`;
        await cloud().upload({ path, body: bodyOf(bytes) });
        return path;
      },
    };

    beforeAll(async () => {
      target = await open();
    });
    afterAll(async () => {
      await target?.cloud.files.remove(folder);
      await target?.close();
    });

    uploadContract(lab);
    shareContract(lab);
  });
}
