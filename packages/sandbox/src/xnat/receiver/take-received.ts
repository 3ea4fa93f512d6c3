import { XnatError } from "../answers/xnat-error.js";
import { takeInstance } from "../import/take-instance.js";
import type { Xnat } from "../xnat.js";
import type { SandboxReceivedInstance } from "./dicom-receiver.js";

const OUT_OF_RESOURCES = 0xa700;
const CANNOT_UNDERSTAND = 0xc000;

/** Sorts an instance that came over DICOM into the prearchive, as its comments say. @returns what it became, or the status of its refusal */
export async function takeReceived(
  xnat: Xnat,
  file: AsyncIterable<Uint8Array>,
): Promise<SandboxReceivedInstance | number> {
  try {
    const taken = await takeInstance(xnat, file);
    if (taken === undefined) return CANNOT_UNDERSTAND;
    const { facts, session } = taken;
    return {
      sopInstanceUid: facts.sopInstanceUid,
      transferSyntax: facts.transferSyntax,
      project: session.project,
      subject: session.subject,
      session: session.name,
    };
  } catch (error) {
    if (error instanceof XnatError && error.status === 507) return OUT_OF_RESOURCES;
    throw error;
  }
}
