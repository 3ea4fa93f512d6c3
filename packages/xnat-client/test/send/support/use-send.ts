import type { DicomPeer } from "@scanferry/dicom";
import { collect, type Collected } from "@scanferry/transfer";
import type { PushPlan } from "../../../src/plan/push-plan.js";
import type { SendPlanOptions } from "../../../src/send/send-options.js";
import { send } from "../../../src/send/send-studies.js";
import { usePush, type PushStage } from "../../push/support/use-push.js";

/** A look-alike XNAT with a receiver. */
export interface SendStage extends PushStage {
  readonly peer: DicomPeer;
  /** Sends over DICOM and looks over REST. */
  seen(plan: PushPlan, options?: Partial<SendPlanOptions>): Promise<Collected>;
  /** Sends over DICOM alone. */
  blind(plan: PushPlan, options?: Partial<SendPlanOptions>): Promise<Collected>;
}

/** Starts a stage; it is taken down after the test. */
export async function useSend(options: Parameters<typeof usePush>[0] = {}): Promise<SendStage> {
  const stage = await usePush({ dicomPort: 0, ...options });
  const { port } = stage.sandbox.state.xnat.dicomReceiver;
  const peer: DicomPeer = { host: "127.0.0.1", port, associationTimeoutMs: 5_000, dimseTimeoutMs: 5_000 };
  const run = (ctx: PushStage["ctx"] | undefined, plan: PushPlan, more: Partial<SendPlanOptions> = {}) => {
    stage.events.length = 0;
    const onEvent: SendPlanOptions["onEvent"] = (event) => void stage.events.push(event);
    return collect(send(ctx, plan, { peer, onEvent, sleep: () => Promise.resolve(), ...more }));
  };
  return {
    ...stage,
    peer,
    seen: (plan, more) => run(stage.ctx, plan, more),
    blind: (plan, more) => run(undefined, plan, more),
  };
}

/** Where the files went that the receiver took, in order. */
export const received = ({ sandbox }: PushStage): string[] =>
  sandbox.state.xnat.dicomReceiver.received.map(
    ({ project, subject, session }) => `${project}/${subject}/${session}`,
  );
