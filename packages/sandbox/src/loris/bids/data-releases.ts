import type { Answer } from "../../server/answer.js";
import { fileAnswer } from "../answers/file-answer.js";
import type { LorisCall } from "../answers/loris-call.js";
import { LorisError } from "../answers/loris-error.js";
import { smallFile } from "../study/loris-file.js";

const RELEASES = [
  { version: "1.0", name: "sandbox_release_1.0.csv" },
  { version: "2.0", name: "sandbox_release_2.0.csv" },
];

/** /projects/X/data_releases: a list without a name around it, and links without the slash at their beginning (measured). */
export function dataReleases(call: LorisCall, path: readonly string[]): Answer {
  call.allow("GET");
  const [name, ...rest] = path;
  if (name === undefined)
    return call.json(
      RELEASES.map((release) => ({
        Data_Release_Version: release.version,
        Files: [{ File: release.name, Link: `projects/loris/data_releases/${release.name}` }],
      })),
      "constant",
    );
  const release = RELEASES.find((one) => one.name === name);
  if (release === undefined || rest.length > 0) throw new LorisError(404, "File not found");
  const content = `CandID,Release\n1000101,${release.version}\n`;
  return fileAnswer(
    call,
    smallFile(`/projects/loris/data_releases/${name}`, content, {
      mtime: 1_558_633_727,
      contentType: "text/plain;charset=utf-8",
    }),
  );
}
