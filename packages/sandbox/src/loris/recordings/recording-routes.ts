import type { Answer } from "../../server/answer.js";
import { fileAnswer } from "../answers/file-answer.js";
import { EMPTY_ETAG, type LorisCall } from "../answers/loris-call.js";
import { LorisError } from "../answers/loris-error.js";
import type { VisitOf } from "../candidates/visit-routes.js";
import { notFound } from "../not-found.js";
import { smallFile } from "../study/loris-file.js";
import { recordingBody, recordingName } from "./recording-files.js";

/** …/recordings and below. @throws LorisError */
export function recordingRoutes(call: LorisCall, of: VisitOf, path: readonly string[]): Answer {
  call.allow("GET");
  const [name, resource, ...rest] = path;
  const own = recordingName(of.candidate, of.visit);
  if (name === undefined)
    return call.json(
      { Meta: of.meta, Files: [{ OutputType: "raw", Filename: own, AcquisitionModality: "eeg" }] },
      "constant",
    );
  if (name !== own) throw new LorisError(404, "File not found");
  const link = `/candidates/${of.candidate.id}/${of.visit}/recordings/${name}`;
  const meta = { ...of.meta, File: name };
  switch (resource) {
    case undefined:
      return fileAnswer(
        call,
        smallFile(link, recordingBody(name), { mtime: 2019, contentType: "application/octet-stream" }),
      );
    case "metadata":
      if (rest[0] !== undefined)
        return call.json({ Meta: meta, Value: METADATA[rest[0]] ?? null }, "constant");
      return call.json({ Meta: meta, Data: METADATA }, "constant");
    case "channels":
      return call.json({ Meta: meta, Channels: CHANNELS }, "constant");
    case "electrodes":
      return call.json({ Meta: meta, Electrodes: ELECTRODES }, "constant");
    case "events":
      return call.json({ Meta: meta, TaskEvents: EVENTS }, "constant");
    case "bidsfiles":
      return bidsFile(call, link, own, rest);
  }
  throw notFound(call.legacy);
}

const METADATA: Readonly<Record<string, string>> = {
  TaskName: "faceO",
  SamplingFrequency: "512",
  EEGChannelCount: "128",
};
const CHANNELS = [{ ChannelName: "A1", ChannelType: "EEG", ChannelUnit: "uV" }];
const ELECTRODES = [{ ElectrodeName: "A1", X: "0.1", Y: "0.2", Z: "0.3" }];
const EVENTS = [{ Onset: "1.5", Duration: "0", TrialType: "face" }];

/** The tables as files, and all of them packed; the type is the odd one that was measured, and the tag the constant one. */
function bidsFile(call: LorisCall, link: string, name: string, path: readonly string[]): Answer {
  const [kind = "", ...rest] = path;
  if (rest.length > 0 || !["channels", "electrodes", "events", "archive"].includes(kind))
    throw notFound(call.legacy);
  const base = name.replace(/_eeg\.edf$/, "");
  const file = kind === "archive" ? `${base}_eeg.tgz` : `${base}_${kind}.tsv`;
  const content = kind === "archive" ? EMPTY_GZIP : "name\ttype\nA1\tEEG\n";
  return fileAnswer(
    call,
    smallFile(`${link}/bidsfiles/${file}`, content, { mtime: 2019, contentType: "recording/tsv" }),
    { etag: EMPTY_ETAG },
  );
}

/** A gzip of nothing. */
const EMPTY_GZIP = Buffer.from("1f8b080000000000000303000000000000000000", "hex");
