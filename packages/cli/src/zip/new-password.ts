import { ScanferryError } from "@scanferry/transfer";
import { drawPassphrase } from "@scanferry/zip-crypt";
import type { CallContext } from "../call-context.js";

/** The password of a new archive, and whether it was drawn and so has to be told. */
export interface NewPassword {
  text: string;
  drawn: boolean;
  bits?: number;
}

/** Finds the password for a new archive: standard input, drawn words, or a question; nothing where none is wanted. */
export async function newPassword(
  call: CallContext,
  encryption: string | undefined,
): Promise<NewPassword | undefined> {
  const words = call.options.count("words", 1);
  const fromInput = call.options.flag("passwordStdin");
  if (fromInput && words !== undefined) {
    throw new ScanferryError("input/invalid", "Give --password-stdin or --words, not both.");
  }
  if (encryption === "none") {
    if (!fromInput && words === undefined) return undefined;
    throw new ScanferryError("input/invalid", "An archive with --encryption none takes no password.");
  }
  if (words !== undefined) {
    const { text, bits } = drawPassphrase(passphraseOptions(call));
    return { text, bits, drawn: true };
  }
  if (fromInput) return { text: await call.passwordStdin(), drawn: false };
  if (encryption === undefined) return undefined;
  if (call.prompter === undefined) {
    throw new ScanferryError("auth/required", "An encrypted archive needs a password.", {
      hint: "Add --words 5 to have one drawn and printed, or --password-stdin.",
    });
  }
  const text = await call.prompter.secret("Password for the archive");
  if (text !== (await call.prompter.secret("The same password again"))) {
    throw new ScanferryError("input/invalid", "The two passwords differ.");
  }
  return { text, drawn: false };
}

/** Reads `--words` and `--lang`. Fewer words than 64 bits need are allowed here, because the user asked for them. */
export function passphraseOptions(call: CallContext): {
  words?: number;
  minBits?: number;
  lang: "en" | "de";
} {
  const words = call.options.count("words", 1);
  return {
    lang: call.options.text("lang") === "de" ? "de" : "en",
    ...(words === undefined ? {} : { words, minBits: 0 }),
  };
}
