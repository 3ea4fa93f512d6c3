import { drawPassphrase } from "@scanferry/zip-crypt";
import type { ShareJob } from "./share-job.js";

/** The passwords of a participant; the link's is undefined where the link asks for none. */
export interface Secrets {
  password: string;
  linkPassword: string | undefined;
}

/**
 * Draws the passwords of a participant. The server's policy is met by passwords of links; the zip's own never goes
 * there, unless `same` says so.
 */
export function drawSecrets(job: Pick<ShareJob, "cloud" | "options" | "linkPassword">): Secrets {
  const { words, lang } = job.options;
  const demands = job.cloud.passwordDemands;
  const draw = (forLink: boolean): string =>
    drawPassphrase({
      ...(words === undefined ? {} : { words }),
      ...(lang === undefined ? {} : { lang }),
      ...(forLink && demands !== undefined ? { policy: demands } : {}),
    }).text;
  if (job.linkPassword === "none") return { password: draw(false), linkPassword: undefined };
  if (job.linkPassword === "separate") return { password: draw(false), linkPassword: draw(true) };
  const both = draw(true);
  return { password: both, linkPassword: both };
}
