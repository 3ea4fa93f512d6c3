import { ScanferryError } from "@scanferry/transfer";
import type { AnonScript, CallOptions, XnatClient } from "@scanferry/xnat-client";
import type { CallContext } from "../../call-context.js";

/** Whose anonymization script is meant. */
export interface AnonPlace {
  /** The project's ID, or "site". */
  readonly id: string;
  readonly project: string | undefined;
  /** What results call it. */
  readonly target: string;
}

/** Takes the project, or `--site`. @throws {@link ScanferryError} `input/invalid` for both or none */
export function anonPlace({ args, options }: CallContext): AnonPlace {
  const [project] = args;
  if ((project === undefined) === options.flag("site")) {
    return project === undefined
      ? { id: "site", project, target: "site" }
      : { id: project, project, target: `/data/projects/${project}` };
  }
  throw new ScanferryError("input/invalid", "Say whose anonymization script is meant.", {
    hint: "Give the project's ID, or --site for the site's own.",
  });
}

/** The calls for the script of a place. */
export function anonCalls(
  xnat: XnatClient,
  { project }: AnonPlace,
): {
  read(options: CallOptions): Promise<AnonScript>;
  write(script: string, options: CallOptions): Promise<void>;
  enable(enabled: boolean, options: CallOptions): Promise<void>;
} {
  const owner = project === undefined ? xnat : xnat.project(project);
  return {
    read: (options) => owner.anonScript(options),
    write: (script, options) => owner.setAnonScript(script, options),
    enable: (enabled, options) => owner.enableAnon(enabled, options),
  };
}
