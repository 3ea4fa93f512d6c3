import type { Xnat } from "../xnat.js";
import { Intake, type IntakeTarget, type TakenInstance } from "./intake.js";

/** Takes one instance by itself, as the DICOM receiver does. @returns `undefined` for what is no DICOM */
export async function takeInstance(
  xnat: Xnat,
  source: Buffer | AsyncIterable<Uint8Array>,
  target: IntakeTarget = {},
): Promise<TakenInstance | undefined> {
  const intake = new Intake(xnat, target);
  try {
    return await intake.add(source);
  } finally {
    await intake.close();
  }
}
