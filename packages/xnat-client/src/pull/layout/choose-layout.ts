import { ScanferryError } from "@scanferry/transfer";

import type { Layout } from "./layout.js";
import { templateLayout } from "./template-layout.js";
import { xnatLayout } from "./xnat-layout.js";

/**
 * Gives the layout of a name or a template.
 *
 * @throws {@link ScanferryError} `input/invalid`
 */
export function chooseLayout(layout = "xnat"): Layout {
  if (layout === "xnat") return xnatLayout;
  if (layout === "subject/session/series") return templateLayout("{subject}/{session}/{series}");
  if (layout.includes("{")) return templateLayout(layout);
  throw new ScanferryError("input/invalid", "There is no layout of this name.", {
    hint: 'Layouts are "xnat" and "subject/session/series", or a template such as "{subject}_{session}/{scan}-{type}".',
    subject: layout,
  });
}

/** Whether a layout names something that only the list of scans tells. */
export function needsDescription(layout = "xnat"): boolean {
  return layout.includes("{description}");
}
