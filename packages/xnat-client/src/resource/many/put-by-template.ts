import { ScanferryError, type TransferResult } from "@scanferry/transfer";
import type { XnatContext } from "../../context.js";
import { putName } from "../place/put-name.js";
import type { PutOptions } from "../put-options.js";
import { withSummary } from "../put-summary.js";
import { storeTasks } from "../put-resources.js";
import { filled, fieldsOf } from "./match-paths.js";
import { templateTasks, type PutTemplate } from "./template-tasks.js";

/**
 * Stores the files of many places that a template finds, e.g. one folder per subject. Places that are missing on the server, and values that were
 * asked for and have no files here, are listed before anything is sent.
 *
 * @throws {@link ScanferryError} `input/invalid` and `local/not-found` as of the template; with `strict` also `remote/not-found` for a place; `auth/rejected`,
 * `aborted`
 */
export function putByTemplate(
  ctx: XnatContext,
  template: PutTemplate,
  options: PutOptions = {},
): AsyncGenerator<TransferResult, void, undefined> {
  return withSummary(ctx, options, run());

  async function* run(): AsyncGenerator<TransferResult, void, undefined> {
    const { signal, strict = false, onEvent } = options;
    const { tasks, missing, passedOver } = await templateTasks(template, { signal });
    if (strict && missing.length > 0) throw noFiles(missing.slice(0, 20).join(", "));
    if (passedOver > 0) {
      onEvent?.({
        type: "warning",
        message: `${String(passedOver)} names beside those that fit the template were passed over.`,
      });
    }
    for (const value of missing) yield missingResult(template, value);
    yield* storeTasks(ctx, tasks, options);
  }
}

function missingResult({ place }: PutTemplate, value: string): TransferResult {
  const name = putName(place);
  const [first = ""] = fieldsOf(name);
  const id = filled(name, { [first]: value });
  return { id, target: id, action: "upload", status: "skipped", bytes: 0, error: noFiles(id) };
}

function noFiles(subject: string): ScanferryError {
  return new ScanferryError("local/not-found", "There are no files here of what was asked for.", {
    hint: "Check the spelling and the folder; capital letters and leading zeros count.",
    subject,
  });
}
