import { mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";

import type { PullStage } from "./use-pull.js";

/** What the notebook asked for, for comparisons. */
export interface ScriptRun {
  requests: number;
  notModified: number;
}

interface Listing {
  README: { Link: string };
  DatasetDescription: { Link: string };
  Participants: { TsvLink: string; JsonLink: string };
  BidsValidatorConfig: { Link: string };
  SessionFiles: { Candidate: string; Visit: string; TsvLink: string; JsonLink: string }[];
  Images: ({ Candidate: string; Visit: string; LorisScanType: string; Subfolder: string } & Record<
    string,
    string
  >)[];
}

/**
 * Does to a folder what the PREVENT-AD notebook does, bugs included: same order, same If-None-Match from `.NAME.etag`, a file only on
 * 200, the sidecar on any answer, the scans files once per image.
 */
export async function runTheScript(stage: PullStage): Promise<ScriptRun> {
  const base = `${stage.sandbox.url.loris}/api/v0.0.3-dev`;
  const login = await fetch(`${base}/login`, {
    method: "POST",
    body: JSON.stringify(stage.sandbox.credentials.loris),
  });
  const { token } = (await login.json()) as { token: string };
  const run = { requests: 0, notModified: 0 };
  const headers = { Authorization: `Bearer ${token}` };
  const fetchInto = async (link: string | undefined, folder: string): Promise<void> => {
    if (link === undefined) return;
    const name = basename(link);
    const sidecar = join(folder, `.${name}.etag`);
    const etag = await readFile(sidecar, "latin1").catch(() => "");
    const answer = await fetch(`${base}${link}`, { headers: { ...headers, "If-None-Match": etag } });
    run.requests++;
    if (answer.status === 304) run.notModified++;
    const body = Buffer.from(await answer.arrayBuffer());
    if (answer.status === 200) await writeFile(join(folder, name), body);
    const told = answer.headers.get("etag");
    await writeFile(sidecar, told ?? "");
    if (told === null) throw new Error("KeyError: 'etag'");
  };
  const listing = (await (await fetch(`${base}/projects/loris/bids/`, { headers })).json()) as Listing;
  const { README, DatasetDescription, Participants, BidsValidatorConfig } = listing;
  for (const link of [
    README.Link,
    DatasetDescription.Link,
    Participants.TsvLink,
    Participants.JsonLink,
    BidsValidatorConfig.Link,
  ])
    await fetchInto(link, stage.dir);
  for (const image of listing.Images) {
    const folder = join(stage.dir, `sub-${image.Candidate}`, `ses-${image.Visit}`, image.Subfolder);
    await mkdir(folder, { recursive: true });
    for (const name of ["NiftiLink", "JsonLink", "BvalLink", "BvecLink", "EventLink"])
      await fetchInto(image[name], folder);
  }
  for (const image of listing.Images)
    for (const session of listing.SessionFiles) {
      if (session.Candidate !== image.Candidate || session.Visit !== image.Visit) continue;
      const folder = join(stage.dir, `sub-${image.Candidate}`, `ses-${image.Visit}`);
      await fetchInto(session.TsvLink, folder);
      await fetchInto(session.JsonLink, folder);
    }
  return run;
}
