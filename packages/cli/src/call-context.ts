import type { Command } from "commander";
import type { Environment } from "./config/config-dir.js";
import type { ProfileStore } from "./config/profile-store.js";
import type { SecretFileContext } from "./config/read-secret-file.js";
import type { SecretStore } from "./config/secret-store.js";
import type { Logger } from "./log/logger.js";
import type { OptionReader } from "./options/option-reader.js";
import type { Output } from "./output/output.js";
import type { Prompter } from "./prompt/prompter.js";

/** Everything that a command may touch: it reads no global and writes to no stream by itself. */
export interface CallContext {
  readonly command: Command;
  /** The positional arguments, in order. */
  readonly args: readonly string[];
  readonly options: OptionReader;
  readonly env: Environment;
  readonly platform: NodeJS.Platform;
  readonly cwd: string;
  readonly nodeVersion: string;
  /** Aborted by the first Ctrl-C. */
  readonly signal: AbortSignal;
  readonly out: Output;
  readonly logger: Logger;
  /** Absent where nobody can be asked: no terminal. */
  readonly prompter: Prompter | undefined;
  readonly profiles: ProfileStore;
  readonly secretStore: SecretStore;
  readonly secretFiles: SecretFileContext;
  /** Texts that must never be printed or logged. */
  readonly secrets: Set<string>;
  /** Whether standard error is a terminal that can redraw lines. */
  readonly terminal: NodeJS.WriteStream | undefined;
  /** Reads the password of `--password-stdin`, once. */
  readonly passwordStdin: () => Promise<string>;
  /** Reads standard input to its end, as text. */
  readonly readStdin: () => Promise<string>;
  /** Prints a line for people to standard error; `-q` silences it. */
  say(text: string): void;
  /** Prints a line without which the command cannot go on, such as an address to open; `-q` leaves it. */
  tell(text: string): void;
  now(): Date;
}
