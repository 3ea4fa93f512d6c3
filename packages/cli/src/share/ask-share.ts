import { stat } from "node:fs/promises";
import type { CallContext } from "../call-context.js";
import { parseExpiry } from "../options/parse-expiry.js";
import type { ShareSettings } from "./share-settings.js";

/** Asks for the folder of the images, as today's script does with its dialog. */
export async function askRoot(call: CallContext): Promise<string | undefined> {
  return call.prompter?.ask("Folder that holds the participants' folders", {
    check: async (text) => {
      if (text === "") return "A folder is needed.";
      const facts = await stat(text).catch(() => undefined);
      return facts?.isDirectory() === true ? undefined : "There is no such folder.";
    },
  });
}

/** Asks for what was not given as an option; an empty answer takes the default. */
export async function askSettings(call: CallContext, settings: ShareSettings): Promise<ShareSettings> {
  const { prompter, options } = call;
  if (prompter === undefined) return settings;
  const asked = { ...settings };
  if (!options.given("remote")) {
    asked.remote = await prompter.ask("Folder on the server", { default: settings.remote });
  }
  if (!options.given("expires")) {
    const fallback =
      "expires" in settings.expiry ? settings.expiry.expires : `${String(settings.expiry.expiresInDays)}d`;
    asked.expiry = parseExpiry(
      await prompter.ask("The links work for (21d, or a last day as 2026-12-24)", {
        default: fallback,
        check: complaint,
      }),
    );
  }
  if (!options.given("list")) {
    asked.list = await prompter.ask("File for the links and passwords", {
      default: settings.list,
      check: (text) => (/\.(xlsx|csv)$/i.test(text) ? undefined : "It must end in .xlsx or .csv."),
    });
  }
  return asked;
}

function complaint(text: string): string | undefined {
  try {
    parseExpiry(text);
    return undefined;
  } catch {
    return "Please write it like 21d or 2026-12-24.";
  }
}
