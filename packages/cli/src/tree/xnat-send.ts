import type { Command } from "commander";
import { lazily } from "./lazily.js";
import { addPlanOptions } from "./plan-options.js";
import { provider } from "./provider.js";
import { addReceiverOptions } from "./receiver-options.js";

/** Declares `scanferry xnat send`. */
export function addXnatSend(xnat: Command): void {
  const send = xnat
    .command("send")
    .description(
      "send folders and archives of DICOM files to the DICOM receiver of an XNAT (C-STORE); -n says what would go where",
    )
    .argument(
      "<source...>",
      "folders or archives; or, as sendDCM2xnat.sh took it: SUBJECT SESSION PROJECT HOST PORT DIR",
    )
    .optionsGroup("Destination:")
    .option("--project <id>", "ID of the project");
  addPlanOptions(addReceiverOptions(send))
    .optionsGroup("XNAT:")
    .option("--no-check", "do not look at the XNAT that a login is known for whether the sessions arrive")
    .addOption(provider())
    .action(lazily(() => import("../commands/xnat-send.js")));
}
