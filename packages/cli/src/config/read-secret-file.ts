import { open } from "node:fs/promises";
import { ScanferryError } from "@scanferry/transfer";
import { shellQuote } from "./shell-quote.js";

const limitBytes = 1024 * 1024;

/** What reading a secrets file needs from its surroundings. */
export interface SecretFileContext {
  platform: NodeJS.Platform;
  /** Asks whether the mode may be set to 0600; absent where nobody can be asked. */
  confirm?: ((question: string) => Promise<boolean>) | undefined;
  warn(message: string): void;
}

/**
 * Reads a file that holds a secret, and refuses it when others than its owner can read it.
 * On Windows, where modes say nothing, it only warns.
 *
 * @throws {@link ScanferryError} `config/unsafe-permissions` · `local/not-found` · `local/denied` · `input/invalid`
 */
export async function readSecretFile(path: string, context: SecretFileContext): Promise<string> {
  const handle = await open(path, "r").catch((error: unknown) => {
    throw openError(error, path);
  });
  try {
    const facts = await handle.stat();
    if (!facts.isFile() || facts.size > limitBytes) {
      throw new ScanferryError("input/invalid", "The credentials file is not a small text file.", {
        subject: path,
      });
    }
    if (context.platform === "win32") {
      context.warn(`Keep ${path} in a folder that only you can read; this is not checked on Windows.`);
    } else if ((facts.mode & 0o077) !== 0) {
      const command = `chmod 600 ${shellQuote(path)}`;
      const fix = (await context.confirm?.(`Others can read ${path}. Run ${command} now?`)) ?? false;
      if (!fix) {
        throw new ScanferryError("config/unsafe-permissions", "Others than you can read this secrets file.", {
          hint: command,
          subject: path,
        });
      }
      await handle.chmod(0o600);
    }
    return await handle.readFile("utf8");
  } finally {
    await handle.close();
  }
}

function openError(error: unknown, path: string): ScanferryError {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "ENOENT" || code === "ENOTDIR") {
    return new ScanferryError("local/not-found", "The credentials file does not exist.", {
      subject: path,
      cause: error,
    });
  }
  return new ScanferryError("local/denied", "The credentials file cannot be read.", {
    subject: path,
    cause: error,
  });
}
