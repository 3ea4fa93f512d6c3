/** The folders of a file without those that an XNAT download puts in. */
export interface Unpulled {
  folders: readonly string[];
  /** Which of them is the series', where the path is one of a download. */
  seriesAt: number | undefined;
}

/**
 * Takes the levels out of a path that an XNAT download puts in: `S1/S1_MR1/scans/4-T1w/resources/DICOM/files/a.dcm` is `S1/S1_MR1/4-T1w/a.dcm`, as
 * it was pushed once. XNAT's own zips have them too, below the session.
 */
export function unpulled(folders: readonly string[]): Unpulled {
  const at = folders.findIndex(
    (name, index) => name === "scans" && folders[index + 2] === "resources" && folders[index + 4] === "files",
  );
  if (at < 0) return { folders, seriesAt: undefined };
  return {
    folders: [...folders.slice(0, at), folders[at + 1] ?? "", ...folders.slice(at + 5)],
    seriesAt: at,
  };
}
