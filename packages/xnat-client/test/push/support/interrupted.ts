import type { PlannedSession } from "../../../src/plan/planned-session.js";
import type { PushPlan } from "../../../src/plan/push-plan.js";

/** The plan, during whose push something happens once: after the look at the server, before the first byte is sent. */
export function interrupted(plan: PushPlan, act: () => Promise<unknown>): PushPlan {
  let readings = 0;
  const wrapped = (session: PlannedSession): PlannedSession => ({
    ...session,
    async *entries() {
      if (++readings === 2) await act();
      yield* session.entries();
    },
  });
  return {
    ...plan,
    async *sessions() {
      for await (const session of plan.sessions()) yield wrapped(session);
    },
  };
}
