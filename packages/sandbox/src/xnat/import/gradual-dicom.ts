import { createReadStream } from "node:fs";
import { XnatError } from "../answers/xnat-error.js";
import { type ImportCall, intakeTarget, prearchiveUri } from "./import-call.js";
import { takeInstance } from "./take-instance.js";

/** `gradual-DICOM`: one instance, sorted into the prearchive (recorded: 132). */
export async function gradualDicom(one: ImportCall): Promise<readonly string[]> {
  const { call, file } = one;
  const source = createReadStream(file.path, { highWaterMark: 262_144 });
  const taken = await takeInstance(call.xnat, source, intakeTarget(one));
  if (taken === undefined) throw new XnatError(400, `unable to read DICOM object ${file.name}`);
  return [prearchiveUri(taken.session)];
}
