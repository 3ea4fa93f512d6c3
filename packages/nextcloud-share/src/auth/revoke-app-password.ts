import { z } from "zod";
import type { NextcloudContext } from "../client/context.js";
import { ocsRequest } from "../http/ocs-request.js";
import type { CallOptions } from "../webdav/stat.js";

/** Revokes the app password that this client uses; every later request with it is refused. */
export async function revokeAppPassword(ctx: NextcloudContext, options: CallOptions = {}): Promise<void> {
  await ocsRequest(ctx, "DELETE", "core/apppassword", {
    schema: z.unknown(),
    what: "the app password",
    retries: 0,
    signal: options.signal,
  });
  ctx.latch.trip();
}
