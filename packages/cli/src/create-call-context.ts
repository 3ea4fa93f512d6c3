import type { Command } from "commander";
import type { CallContext } from "./call-context.js";
import { configDir } from "./config/config-dir.js";
import { openKeyring, type Keyring } from "./config/keyring.js";
import { createProfileStore } from "./config/profile-store.js";
import type { SecretFileContext } from "./config/read-secret-file.js";
import { createSecretStore } from "./config/secret-store.js";
import { createLogger, type LogLevel } from "./log/logger.js";
import { hideSecretsInSentence } from "./log/hide-secrets.js";
import { OptionReader } from "./options/option-reader.js";
import { createOutput } from "./output/output.js";
import { safeText } from "./output/safe-text.js";
import { createPrompter } from "./prompt/prompter.js";
import { readPasswordStdin, readStdin } from "./prompt/read-stdin.js";

/** Gathers a command's surroundings. This is the one place that reads the process's globals for commands. */
export function createCallContext(command: Command, signal: AbortSignal): CallContext {
  const options = new OptionReader(command.optsWithGlobals(), (name) =>
    command.getOptionValueSourceWithGlobals(name),
  );
  const { env, platform } = process;
  // `2>&1 | head`: a reader that goes away is no error for messages either.
  process.stderr.on("error", ignoreClosedReader);
  const secrets = new Set<string>();
  const quiet = options.flag("quiet");
  const screen = (line: string): void =>
    void process.stderr.write(
      `${hideSecretsInSentence(line, secrets).split("\n").map(safeText).join("\n")}\n`,
    );
  const logger = createLogger({
    file: options.text("logFile"),
    fileLevel: (options.text("logLevel") ?? "info") as LogLevel,
    screenLevel: screenLevel(quiet, options.times("verbose")),
    redact: options.flag("redact"),
    secrets,
    screen,
    now: () => new Date(),
  });
  const prompter =
    process.stdin.isTTY && process.stderr.isTTY ? createPrompter(process.stdin, process.stderr) : undefined;
  const secretFiles: SecretFileContext = {
    platform,
    confirm: prompter === undefined ? undefined : (question) => prompter.confirm(question, true),
    warn: (message) => {
      logger.log("warn", message);
    },
  };
  const dir = configDir(env, platform);
  let keyring: Promise<Keyring | undefined> | undefined;
  let password: Promise<string> | undefined;
  return {
    command,
    args: command.args,
    options,
    env,
    platform,
    cwd: process.cwd(),
    nodeVersion: process.version,
    signal,
    out: createOutput(process.stdout, { json: options.flag("json") }),
    logger,
    prompter,
    profiles: createProfileStore(dir),
    secretStore: createSecretStore(dir, () => (keyring ??= openKeyring(env)), secretFiles),
    secretFiles,
    secrets,
    terminal: process.stderr.isTTY && env["TERM"] !== "dumb" ? process.stderr : undefined,
    passwordStdin: () =>
      (password ??= prompter === undefined ? readPasswordStdin(process.stdin) : prompter.secret("Password")),
    readStdin: () => readStdin(process.stdin),
    say: (text) => {
      if (!quiet) screen(text);
    },
    tell: screen,
    now: () => new Date(),
  };
}

function ignoreClosedReader(error: NodeJS.ErrnoException): void {
  // EIO: the terminal was closed.
  if (error.code !== "EPIPE" && error.code !== "EOF" && error.code !== "EIO") throw error;
}

function screenLevel(quiet: boolean, verbose: number): LogLevel {
  if (quiet) return "error";
  return verbose === 0 ? "warn" : verbose === 1 ? "info" : "debug";
}
