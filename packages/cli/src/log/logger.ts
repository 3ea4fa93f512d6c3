import { createHmac, randomBytes } from "node:crypto";
import { accessSync, appendFileSync, constants, existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fsError } from "@scanferry/transfer";
import { safeText } from "../output/safe-text.js";
import { hideSecrets, hideSecretsIn, hideSecretsInSentence } from "./hide-secrets.js";

const levels = ["error", "warn", "info", "debug"] as const;

/** How much a log holds; each level holds the ones before it. */
export type LogLevel = (typeof levels)[number];

/** Facts of a log line. The fields named in {@link sensitive} are replaced by a code under `--redact`. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Writes log lines: to the log file as JSON, to standard error as text. */
export interface Logger {
  /** With `screen: false` a line goes to the file alone: the person has been told in another way. */
  log(level: LogLevel, message: string, fields?: LogFields, where?: { screen?: boolean }): void;
}

/** What a logger is made from. */
export interface LoggerOptions {
  /** Appended to, one JSON object per line. */
  file?: string | undefined;
  fileLevel: LogLevel;
  screenLevel: LogLevel;
  redact: boolean;
  /** Texts that must not be written. */
  secrets: Iterable<string>;
  screen(line: string): void;
  now(): Date;
}

/** Fields that may name a participant or open a share. */
const sensitive = new Set(["id", "target", "subject", "path", "file", "url", "label"]);

/** Makes a logger. The file is made with mode 0600, because labels may be names. */
export function createLogger(options: LoggerOptions): Logger {
  // A key of its own for each run: the same label gets the same code within a log, and no table of codes can be made.
  const key = randomBytes(16);
  const label = (text: string): string =>
    options.redact ? `#${createHmac("sha256", key).update(text).digest("hex").slice(0, 8)}` : text;
  const clean = (fields: LogFields): LogFields =>
    Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [
        name,
        sensitive.has(name) && typeof value === "string"
          ? label(hideSecrets(value, options.secrets))
          : name === "code"
            ? value
            : hideSecretsIn(value, options.secrets),
      ]),
    );
  if (options.file !== undefined) checkFile(options.file);
  return {
    log: (level, text, fields = {}, { screen = true } = {}) => {
      const message = hideSecretsInSentence(text, options.secrets);
      const rank = levels.indexOf(level);
      const shown = clean(fields);
      if (options.file !== undefined && rank <= levels.indexOf(options.fileLevel)) {
        const line = JSON.stringify({ time: options.now().toISOString(), level, message, ...shown });
        appendFileSync(options.file, `${line}\n`, { mode: 0o600 });
      }
      if (screen && rank <= levels.indexOf(options.screenLevel))
        options.screen(screenLine(level, message, shown));
    },
  };
}

/** A log that cannot be written ends the run before anything happens, not in the middle of it. */
function checkFile(path: string): void {
  try {
    // Not made here: the command may refuse the place that was named.
    if (existsSync(path)) appendFileSync(path, "");
    else accessSync(dirname(resolve(path)), constants.W_OK);
  } catch (error) {
    throw fsError(error, path);
  }
}

function screenLine(level: LogLevel, message: string, fields: LogFields): string {
  const facts = Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`);
  // Hints and warnings may quote a server; the file's JSON escapes by itself.
  const text = safeText([message, ...facts].join(" "));
  return level === "info" ? text : `${level === "warn" ? "warning" : level}: ${text}`;
}
