import { ScanferryError } from "@scanferry/transfer";
import type { CallOptions, XnatContext } from "../context.js";
import type { AnonRoutes } from "./anon-routes.js";
import { editRoutes } from "./anon-edit-routes.js";
import { xapiRoutes } from "./anon-xapi-routes.js";

/** The anonymization script of a project, or of the site: DicomEdit's text, and whether it runs on what arrives. */
export interface AnonScript {
  /** "" where none was ever written. */
  readonly script: string;
  readonly enabled: boolean;
}

/**
 * Asks for an anonymization script. The site's runs on everything that arrives, whatever `prevent_anon` says (wire/xnat.md, 11b); a project's own
 * comes after it.
 *
 * @param project Undefined for the site's own script.
 */
export async function anonScript(
  ctx: XnatContext,
  project: string | undefined,
  options: CallOptions = {},
): Promise<AnonScript> {
  return (await routesOf(ctx, project, options)).read();
}

/**
 * Writes an anonymization script, and looks that it was kept; whether it runs stays as it is.
 *
 * @param project Undefined for the site's own, which is for administrators.
 * @throws {@link ScanferryError} `input/invalid` for an empty text (disable it instead), `auth/forbidden`, `remote/*`, `net/*`, `aborted`
 */
export async function setAnonScript(
  ctx: XnatContext,
  project: string | undefined,
  script: string,
  options: CallOptions = {},
): Promise<void> {
  if (script.trim() === "") {
    throw new ScanferryError("input/invalid", "The anonymization script is empty.", {
      hint: "To run none, disable it; what is there stays.",
    });
  }
  const routes = await routesOf(ctx, project, options);
  await routes.write(script);
  if (plain((await routes.read()).script) !== plain(script)) throw notKept(project);
}

/**
 * Says whether the script runs, and looks that it holds. A project's own script needs to be written before it can run.
 *
 * @param project Undefined for the site's own, which is for administrators.
 */
export async function enableAnon(
  ctx: XnatContext,
  project: string | undefined,
  enabled: boolean,
  options: CallOptions = {},
): Promise<void> {
  const routes = await routesOf(ctx, project, options);
  const { script } = await routes.read();
  if (enabled && script === "") {
    throw new ScanferryError("input/invalid", "There is no anonymization script to enable.", {
      hint: "Write one first.",
      ...(project === undefined ? {} : { subject: project }),
    });
  }
  await routes.enable(enabled);
  if ((await routes.read()).enabled !== enabled) throw notKept(project);
}

async function routesOf(
  ctx: XnatContext,
  project: string | undefined,
  options: CallOptions,
): Promise<AnonRoutes> {
  const edit = editRoutes(ctx, project, options);
  if (ctx.version.line === "1.6") return edit;
  const xapi = xapiRoutes(ctx, project, options);
  return (await xapi.isThere()) ? xapi : edit;
}

function plain(text: string): string {
  return text.replace(/\r\n?/g, "\n").trim();
}

function notKept(project: string | undefined): ScanferryError {
  return new ScanferryError(
    "auth/forbidden",
    "XNAT answered that all is well, and did not keep the change of the script.",
    {
      hint:
        project === undefined
          ? "Only administrators change the site's script."
          : "Only the project's owners and administrators change it.",
      ...(project === undefined ? {} : { subject: project }),
    },
  );
}
