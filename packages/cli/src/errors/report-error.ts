import { isScanferryError, type ScanferryErrorJson } from "@scanferry/transfer";
import type { Command } from "commander";
import type { CallContext } from "../call-context.js";
import { hideSecrets, hideSecretsIn, hideSecretsInSentence } from "../log/hide-secrets.js";
import { safeText } from "../output/safe-text.js";
import { exitCodeFor } from "./exit-code.js";

/**
 * Prints an error: for people to standard error, under `--json` also as a record on standard output, where the
 * program that reads the records finds it. Gives the exit code.
 */
export async function reportError(
  error: unknown,
  command: Command,
  call: CallContext | undefined,
): Promise<number> {
  const flags: Readonly<Record<string, unknown>> = command.optsWithGlobals();
  const secrets = call?.secrets ?? [];
  const json = withoutSecrets(describe(error), secrets);
  if (flags["json"] === true) {
    const { subject: _, ...shown } = json;
    const line = JSON.stringify({ type: "error", ...shown });
    if (call === undefined) process.stdout.write(`${line}\n`);
    else await call.out.raw(`${line}\n`);
  }
  const subject =
    json.subject === undefined || flags["redact"] === true ? "" : ` (${safeText(json.subject)})`;
  const lines = [`error: ${safeText(json.message)}${subject} [${json.code}]`];
  if (json.hint !== undefined) lines.push(`hint: ${safeText(json.hint)}`);
  if (typeof flags["verbose"] === "number" && flags["verbose"] >= 2) lines.push(...causes(error, secrets));
  process.stderr.write(`${lines.join("\n")}\n`);
  call?.logger.log("debug", "ended by an error", { code: json.code, subject: json.subject });
  return exitCodeFor(json.code);
}

/** Message and hint are sentences of ours; the rest may come from anywhere. */
function withoutSecrets(json: ScanferryErrorJson, secrets: Iterable<string>): ScanferryErrorJson {
  const { hint, details, subject } = json;
  return {
    ...json,
    message:
      json.code === "internal"
        ? hideSecrets(json.message, secrets)
        : hideSecretsInSentence(json.message, secrets),
    ...(hint === undefined ? {} : { hint: hideSecretsInSentence(hint, secrets) }),
    ...(details === undefined
      ? {}
      : { details: hideSecretsIn(details, secrets) as NonNullable<ScanferryErrorJson["details"]> }),
    ...(subject === undefined ? {} : { subject: hideSecrets(subject, secrets) }),
  };
}

/** Gives the printable form of anything that was thrown. */
export function describe(error: unknown): ScanferryErrorJson {
  if (isScanferryError(error)) return error.toJSON({ withSubject: true });
  if (error instanceof Error && error.name === "AbortError")
    return { code: "aborted", message: "Stopped.", retryable: false };
  const message = error instanceof Error ? error.message : "Something unexpected was thrown.";
  const hint =
    "This is a mistake in the program. Please report it with the output of the same command with -vv.";
  return { code: "internal", message, hint, retryable: false };
}

/** The chain of causes with their stacks, for `-vv` alone. */
function causes(error: unknown, secrets: Iterable<string>): string[] {
  const lines: string[] = [];
  for (let at: unknown = error; at instanceof Error && lines.length < 5; at = at.cause)
    lines.push((isScanferryError(at) ? hideSecretsInSentence : hideSecrets)(at.stack ?? at.message, secrets));
  // Only the line breaks are kept: a stack begins with the words of whoever failed.
  return lines.flatMap((text) => text.split("\n")).map(safeText);
}
