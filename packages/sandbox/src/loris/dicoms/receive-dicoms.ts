import { createHash } from "node:crypto";
import type { Answer } from "../../server/answer.js";
import { jsonAnswer } from "../answers/json-answer.js";
import type { LorisCall } from "../answers/loris-call.js";
import { LorisError } from "../answers/loris-error.js";
import type { VisitOf } from "../candidates/visit-routes.js";
import { multipart } from "../../server/multipart.js";

const TYPES = ["application/gzip", "application/tar", "application/tar+gzip", "application/x-tar"];

/** What an upload's multipart body holds. */
interface Received {
  readonly fields: Readonly<Record<string, string>>;
  readonly file?: {
    readonly name: string;
    readonly type: string;
    readonly bytes: number;
    readonly sha256: string;
  };
}

/** POST …/dicoms (measured on 28.0.1): 303 to the processes of the archive. @throws LorisError 400, 403, 409 */
export async function receiveDicoms(call: LorisCall, of: VisitOf): Promise<Answer> {
  const { file, fields } = await receive(call);
  const json = readMembers(fields["Json"]);
  if (file === undefined || json === undefined) throw new LorisError(400, "Missing file or metadata");
  if (!TYPES.includes(file.type)) throw new LorisError(403, "File type not allowed");
  const { candidate, visit } = of;
  const start = `${candidate.pscid}_${candidate.id}_${visit}`;
  if (!file.name.startsWith(start))
    throw new LorisError(400, "File name and candidate information do not match");
  if (
    String(json["CandID"]) !== candidate.id ||
    json["PSCID"] !== candidate.pscid ||
    json["VisitLabel"] !== visit
  )
    throw new LorisError(400, "The metadata do not match the URL");
  const which = { candidate: candidate.id, visit, name: file.name };
  if (call.loris.uploads.find(which) !== undefined && json["Overwrite"] !== true)
    throw new LorisError(409, "This file has already been uploaded.");
  call.loris.uploads.add({
    ...which,
    pscid: candidate.pscid,
    bytes: file.bytes,
    sha256: file.sha256,
    contentType: file.type,
    isPhantom: json["IsPhantom"] === true,
    overwrite: json["Overwrite"] === true,
  });
  const location = `${call.exchange.rawPath.replace(/\/$/, "")}/${encodeURIComponent(file.name)}/processes`;
  return jsonAnswer(call.loris.dialect, 303, null, [["Location", location]]);
}

async function receive(call: LorisCall): Promise<Received> {
  const type = call.exchange.header("content-type") ?? "";
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/.exec(type);
  if (boundary === null) throw new LorisError(400, "Missing file or metadata");
  const fields: Record<string, string> = {};
  let file: Received["file"];
  for await (const part of multipart(call.exchange.body(), boundary[1] ?? boundary[2] ?? "")) {
    if (part.fileName === undefined) {
      const chunks: Uint8Array[] = [];
      for await (const chunk of part.body) chunks.push(chunk);
      fields[part.name] = Buffer.concat(chunks).toString("utf8");
      continue;
    }
    const hash = createHash("sha256");
    let bytes = 0;
    for await (const chunk of part.body) {
      hash.update(chunk);
      bytes += chunk.length;
    }
    if (part.name === "File")
      file = { name: part.fileName, type: part.type, bytes, sha256: hash.digest("hex") };
  }
  return { fields, ...(file === undefined ? {} : { file }) };
}

function readMembers(text: string | undefined): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text ?? "");
    return typeof value === "object" && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
