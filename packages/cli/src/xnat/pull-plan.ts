import { ScanferryError } from "@scanferry/transfer";
import type { PullOptions, PullScope } from "@scanferry/xnat-client";
import type { CallContext } from "../call-context.js";
import { pullSettings } from "../transfer/pull-settings.js";
import { parseArchivePath } from "./archive-path.js";
import { readFilters } from "./filters.js";
import { refuseUselessFilters } from "./refuse-useless-filters.js";

/** What is pulled, and how. */
export interface PullPlan {
  scope: PullScope;
  options: PullOptions;
}

/** Reads the argument and the options of `xnat pull`, all of them before anybody is asked for a password. */
export async function pullPlan(call: CallContext): Promise<PullPlan> {
  const path = parseArchivePath(call.args[0] ?? "");
  if (path.allResources === true) {
    throw new ScanferryError("input/invalid", "The path ends before its resource.", {
      hint: "Name one: PROJECT/resources/LABEL, or leave the word out and choose with --resources.",
    });
  }
  refuseUselessFilters(call, path);
  const settings = pullSettings(call, "xnat pull");
  const { options } = call;
  const layout = options.text("layout");
  const { session: experiment, ...above } = path;
  return {
    scope: { ...above, ...(experiment === undefined ? {} : { experiment }) },
    options: {
      ...(await readFilters(call)),
      ...settings,
      as: options.text("as") === "zip" ? "zip" : "files",
      zips: !options.off("zips"),
      strict: options.flag("strict"),
      ...(layout === undefined ? {} : { layout }),
    },
  };
}
