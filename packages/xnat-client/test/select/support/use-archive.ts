import { startSandbox } from "@scanferry/sandbox";
import type { Sandbox, XnatSandboxOptions } from "@scanferry/sandbox";
import { onTestFinished } from "vitest";

import { sharedClock } from "../../../../../tools/test-support/shared-clock.js";
import { connect } from "../../../src/client/connect.js";
import type { XnatContext } from "../../../src/context.js";

/** An XNAT with an archive of its own, and a context that may ask it. */
export interface ArchiveStage {
  sandbox: Sandbox;
  ctx: XnatContext;
  /** Paths that were asked for since the last look; `?label` behind them where the server was to filter by it. */
  asked(): string[];
}

/** Starts one; it ends with the test. @param user Index of the account that asks. */
export async function useArchive(xnat: XnatSandboxOptions = {}, user = 0): Promise<ArchiveStage> {
  const sandbox = await startSandbox({ xnat });
  onTestFinished(() => sandbox.close());
  const account = xnat.users?.[user] ?? sandbox.credentials.xnat;
  const { username, password } = account;
  const ctx = await connect({
    baseUrl: sandbox.url.xnat,
    auth: { username, password },
    keepAlive: false,
    ...sharedClock(sandbox).clock,
  });
  onTestFinished(() => ctx.http.close());
  sandbox.log.clear();
  return {
    sandbox,
    ctx,
    asked: () => {
      const asked = sandbox.log.entries.map(
        ({ path, queryNames }) => path + (queryNames.includes("label") ? "?label" : ""),
      );
      sandbox.log.clear();
      return asked;
    },
  };
}
