import type { LeftOutFile } from "../left-out-file.js";
import type { GroupedSpool } from "./grouped-spool.js";
import { sameContent } from "./same-content.js";
import type { SessionDraft } from "./session-draft.js";
import type { StoredFile } from "./stored-file.js";

/** So many are looked for in one pass over a session's files. */
const atOnce = 5000;

/** Finds the twin of each file whose SOPInstanceUID had come before: the same bytes are left out, other ones are a problem of the session too. */
export async function* settleTwins(
  draft: SessionDraft,
  files: GroupedSpool<StoredFile>,
): AsyncGenerator<LeftOutFile, void, undefined> {
  if (draft.twins === undefined) return;
  let waiting: StoredFile[] = [];
  for await (const twin of files.read(draft.twins)) {
    if (waiting.push(twin) < atOnce) continue;
    yield* settle(draft, files, waiting);
    waiting = [];
  }
  yield* settle(draft, files, waiting);
}

async function* settle(
  draft: SessionDraft,
  files: GroupedSpool<StoredFile>,
  twins: readonly StoredFile[],
): AsyncGenerator<LeftOutFile, void, undefined> {
  const byUid = grouped(twins);
  for (const study of draft.studies.values()) {
    for await (const first of files.read(study.group)) {
      for (const twin of byUid.get(uidOf(first)) ?? []) {
        const { path, inArchive, sizeBytes, series } = twin;
        const same = first.inArchive ?? first.path;
        const isSame = await sameContent(first, twin);
        if (!isSame) {
          draft.differing++;
          draft.firstDiffering ??= inArchive ?? path;
        }
        yield {
          path,
          ...(inArchive === undefined ? {} : { inArchive }),
          sizeBytes,
          reason: isSame ? "duplicate" : "other-content",
          same,
          ...(series === undefined || series === "" ? {} : { series }),
        };
      }
    }
  }
}

function uidOf({ sopInstanceUid }: StoredFile): string {
  return sopInstanceUid;
}

function grouped(files: readonly StoredFile[]): Map<string, StoredFile[]> {
  const groups = new Map<string, StoredFile[]>();
  for (const file of files) {
    const group = groups.get(uidOf(file));
    if (group === undefined) groups.set(uidOf(file), [file]);
    else group.push(file);
  }
  return groups;
}
