import { readFile } from "node:fs/promises";
import { parseRecipients, renderMails, type RenderMailsOptions } from "@scanferry/nextcloud-share";
import { fsError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { openList } from "../share/open-list.js";
import { runTransfer } from "../transfer/run-transfer.js";

/** `scanferry share mail LIST` */
export async function run(call: CallContext): Promise<number> {
  const rows = await openList(call, call.args[0] ?? "");
  const options = await mailOptions(call);
  const code = await runTransfer(call, ({ signal }) => renderMails(rows, { ...options, signal }));
  if (!call.options.flag("dryRun")) {
    const passwords = options.passwordsDir ?? `${options.outDir}-passwords`;
    call.say(
      `Drafts are in ${options.outDir}; the texts with the passwords, for another channel, are in ${passwords}.`,
    );
  }
  return code;
}

async function mailOptions(call: CallContext): Promise<RenderMailsOptions> {
  const { options } = call;
  const template = options.text("template");
  const recipients = options.text("recipients");
  const passwordsDir = options.text("passwordsOutput");
  const contact = options.text("contact");
  const from = options.text("from");
  return {
    outDir: options.required("output"),
    lang: options.text("lang") === "de" ? "de" : "en",
    encryption: options.text("encryption") === "zipcrypto" ? "zipcrypto" : "aes-256",
    overwrite: options.flag("yes"),
    dryRun: options.flag("dryRun"),
    now: () => call.now().getTime(),
    timeZone: options.text("timeZone") ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    ...(template === undefined ? {} : { template: (await readInput(template)).toString("utf8") }),
    ...(recipients === undefined ? {} : { recipients: parseRecipients(await readInput(recipients)) }),
    ...(passwordsDir === undefined ? {} : { passwordsDir }),
    ...(contact === undefined ? {} : { contact }),
    ...(from === undefined ? {} : { from }),
  };
}

async function readInput(path: string): Promise<Buffer> {
  return readFile(path).catch((error: unknown) => {
    throw fsError(error, path);
  });
}
