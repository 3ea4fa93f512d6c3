import type { XnatSettings } from "../xnat-options.js";

/** A script of a place with its switch, and who wrote it last. */
export interface AnonScript {
  /** DicomEdit's text. */
  script: string;
  enabled: boolean;
  user: string;
  changedMs: number;
  /** Counts up with each change. */
  version: number;
}

/** The script that a fresh site has, in few words: what it rewrites is named in wire/xnat.md §11b. */
const SITE_SCRIPT = `version "6.1"
project != "Unassigned" ? (0008,1030) := project
(0010,0010) := subject
(0010,0020) := session
`;

/** What administrators and owners set: anonymization scripts, and texts under `/data/config`. */
export class SiteConfig {
  readonly site: AnonScript;
  readonly #projects = new Map<string, AnonScript>();
  readonly #texts = new Map<string, string>();

  /** @param settings - where the site's switch is kept */
  constructor(
    settings: Pick<XnatSettings, "anonymize">,
    start: { readonly nowMs: number; readonly user: string },
  ) {
    this.site = {
      script: SITE_SCRIPT,
      get enabled() {
        return settings.anonymize;
      },
      set enabled(on) {
        settings.anonymize = on;
      },
      user: start.user,
      changedMs: start.nowMs,
      version: 1,
    };
  }

  /** Whether what comes in for a project is rewritten: by the site's script, or by its own (measured on 1.6.4). */
  anonymizes(project?: string): boolean {
    const own = project === undefined ? undefined : this.#projects.get(project);
    return this.site.enabled || (own !== undefined && own.enabled && own.script !== "");
  }

  /** The script of a project, of the site without one; `undefined` where none was ever written. */
  script(project?: string): AnonScript | undefined {
    return project === undefined ? this.site : this.#projects.get(project);
  }

  /** Writes a script or turns it on or off. */
  change(
    project: string | undefined,
    fields: Partial<Pick<AnonScript, "script" | "enabled">>,
    by: { readonly nowMs: number; readonly user: string },
  ): void {
    let kept = this.script(project);
    if (kept === undefined) {
      kept = { script: "", enabled: false, user: by.user, changedMs: by.nowMs, version: 0 };
      if (project !== undefined) this.#projects.set(project, kept);
    }
    Object.assign(kept, fields, { user: by.user, changedMs: by.nowMs, version: kept.version + 1 });
  }

  /** A text under `/data/config/TOOL/PATH` or `/data/projects/P/config/TOOL/PATH`. */
  text(place: string): string | undefined {
    return this.#texts.get(place);
  }

  setText(place: string, text: string): void {
    this.#texts.set(place, text);
  }
}
