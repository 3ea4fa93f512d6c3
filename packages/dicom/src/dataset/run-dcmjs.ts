import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";
import { ScanferryError, abortedError } from "@scanferry/transfer";
import { datasetWorker } from "./dataset-worker.js";

/** What the worker may take; dcmjs needs a multiple of what it reads. */
const heapMegabytes = 2048;

/** How long the worker may take, and how it is stopped. */
export interface RunOptions {
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  /** Of the file that the bytes are from. */
  readonly path: string;
}

/**
 * Reads a file's bytes by dcmjs in a thread of its own, which is ended when it takes too long: one malformed file of 184 kB kept dcmjs busy for 72 s.
 *
 * @returns the data set as JSON, as dcmjs has it
 */
export async function runDcmjs(bytes: Buffer, { timeoutMs, signal, path }: RunOptions): Promise<string> {
  const worker = new Worker(datasetWorker, {
    eval: true,
    workerData: { dcmjs: dcmjsPath(), bytes },
    // What dcmjs prints, and what the program was started with, are none of its business.
    stdout: true,
    stderr: true,
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
  });
  let timer: NodeJS.Timeout | undefined;
  let onAbort: (() => void) | undefined;
  try {
    return await new Promise<string>((resolve, reject) => {
      worker.once("message", resolve);
      worker.once("error", (cause) => {
        reject(notUnderstood(path, cause));
      });
      worker.once("exit", () => {
        reject(notUnderstood(path));
      });
      timer = setTimeout(() => {
        reject(tooSlow(path, timeoutMs));
      }, timeoutMs);
      onAbort = (): void => {
        reject(abortedError(signal?.reason));
      };
      signal?.addEventListener("abort", onAbort, { once: true });
    });
  } finally {
    clearTimeout(timer);
    if (onAbort !== undefined) signal?.removeEventListener("abort", onAbort);
    await worker.terminate();
  }
}

/** CommonJS has `__filename`, ES modules have `import.meta`; the same source becomes both. */
function dcmjsPath(): string {
  return createRequire(typeof __filename === "string" ? __filename : import.meta.url).resolve("dcmjs");
}

function notUnderstood(subject: string, cause?: unknown): ScanferryError {
  return new ScanferryError(
    "data/corrupt",
    "The data set cannot be read whole: an element in it is malformed, or not understood.",
    {
      hint: "Export the file again from the scanner or the archive it came from. Its header may still be readable.",
      details: { reason: "malformed" },
      subject,
      ...(cause === undefined ? {} : { cause }),
    },
  );
}

function tooSlow(subject: string, timeoutMs: number): ScanferryError {
  return new ScanferryError("data/corrupt", `The data set was not read within ${String(timeoutMs)} ms.`, {
    hint: "It is malformed or very large. Give it more time (timeoutMs), or read its header alone.",
    details: { reason: "timeout", timeoutMs },
    subject,
  });
}
