import { readFile } from "node:fs/promises";
import {
  parseRecipients,
  renderMails,
  type RenderMailsOptions,
  type ShareListRow,
} from "@scanferry/nextcloud-share";
import { ScanferryError, fsError, type TransferResult } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { openList } from "../share/open-list.js";
import { refuseFolderInDataset } from "../share/outside-dataset.js";
import { runTransfer } from "../transfer/run-transfer.js";

/** `scanferry share mail LIST` */
export async function run(call: CallContext): Promise<number> {
  const rows = await openList(call, call.args[0] ?? "");
  const options = await mailOptions(call);
  await refuseFolderInDataset(options.outDir, "--output");
  if (options.passwordsDir !== undefined)
    await refuseFolderInDataset(options.passwordsDir, "--passwords-output");
  const apart = call.options.text("splitPasswords") === undefined ? rows.filter(lacksPassword) : [];
  const code = await runTransfer(call, async function* ({ signal }) {
    for (const row of apart) yield withoutPassword(row);
    yield* renderMails(
      rows.filter((row) => !apart.includes(row)),
      { ...options, signal },
    );
  });
  if (!call.options.flag("dryRun")) {
    const passwords = options.passwordsDir ?? `${options.outDir}-passwords`;
    call.say(
      `Drafts are in ${options.outDir}; the texts with the passwords, for another channel, are in ${passwords}.`,
    );
  }
  return code;
}

function lacksPassword(row: ShareListRow): boolean {
  return row.url !== "" && row.password === "" && row.status !== "revoked";
}

/** A mail without the text that goes with it would leave a participant with a zip that nothing opens. */
function withoutPassword({ subject, url }: ShareListRow): TransferResult {
  const error = new ScanferryError("input/invalid", "The list does not hold the password.", {
    hint: "Add --split-passwords FILE, the file that holds the passwords of this list.",
    subject,
  });
  return { id: subject, target: url, action: "mail", status: "skipped", bytes: 0, error };
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
