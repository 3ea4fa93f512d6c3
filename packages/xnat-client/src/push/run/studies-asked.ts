import type { OnTransferEvent } from "@scanferry/transfer";
import { toScanferryError } from "@scanferry/transfer";
import type { CallOptions, XnatContext } from "../../context.js";
import type { PushPlan } from "../../plan/push-plan.js";
import { isListDispensable, studiesElsewhere, type StudiesElsewhere } from "../look/studies-elsewhere.js";

/** Asks for a plan's studies under other labels when the first session needs it, and once per run. */
export function studiesAsked(
  ctx: XnatContext,
  plan: PushPlan,
  { emit, signal }: CallOptions & { emit: OnTransferEvent },
): () => Promise<StudiesElsewhere> {
  let asked: Promise<StudiesElsewhere> | undefined;
  const ask = (): Promise<StudiesElsewhere> =>
    studiesElsewhere(ctx, plan, { signal }).catch((caught: unknown) => {
      if (!isListDispensable(caught)) {
        // Another session's try asks anew.
        asked = undefined;
        throw caught;
      }
      const { message } = toScanferryError(caught);
      emit({
        type: "warning",
        message: `Whether the archive has these studies under other labels is not known: ${message}`,
      });
      return new Map();
    });
  return () => (asked ??= ask());
}
