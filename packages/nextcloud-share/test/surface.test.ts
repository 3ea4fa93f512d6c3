import { expect, it } from "vitest";
import * as surface from "../src/index.js";

it("exports exactly what it promises", () => {
  expect(Object.keys(surface).sort()).toEqual([
    "NextcloudClient",
    "addDays",
    "dayIn",
    "defaultMailTemplate",
    "findListInDataset",
    "importShareList",
    "isIsoDay",
    "lastDayFromDeath",
    "lastUsableDay",
    "listColumns",
    "loginFlowV2",
    "openedBy",
    "parsePublicLink",
    "parseRecipients",
    "readShareList",
    "renderMails",
    "revokeList",
    "serverExpireDate",
    "shareCohort",
    "shareFiles",
    "shareId",
    "verifyList",
    "writeShareList",
  ]);
});
