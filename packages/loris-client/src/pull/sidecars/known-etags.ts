import { HashTable, fingerprint } from "@scanferry/transfer";

/**
 * ETags that are the same for different files and stay the same when those change (wire/loris.md §3): md5("{}") of LORIS 24 to 28, on
 * lists, DICOM archives and EEG downloads; that of all study files of PREVENT-AD's BIDS endpoint.
 */
const constantEtags: ReadonlySet<string> = new Set([
  "99914b932bd37a50b983c5e7c90ae93b",
  "8241a4b1e6d135003117a3b095b974a5",
]);

const shared = -1;

/** Takes the marks away that a proxy may have put around an ETag; LORIS's own have none. */
function bare(etag: string): string {
  return etag.replace(/^(?:W\/)?"(.*)"$/, "$1");
}

/** Whether an ETag is known to say nothing. */
export function isConstantEtag(etag: string): boolean {
  return bare(etag) === "" || constantEtags.has(bare(etag));
}

/**
 * Which file each ETag belongs to, as far as it was seen. An ETag that two files share says nothing of either: it is a constant that
 * is not known yet. Held are numbers, no texts.
 */
export class KnownEtags {
  readonly #owners = new HashTable();
  #sharedCount = 0;

  /** How many ETags were found to belong to several files. */
  get sharedCount(): number {
    return this.#sharedCount;
  }

  /**
   * Takes notice of the ETag of a file and says whether it can be relied on.
   *
   * @param file The item's id; for a sidecar that was found on disk, `sidecarOwner()` of its path.
   * @param alias Another name under which the same file may have been noted before.
   */
  note(file: string, etag: string, alias?: string): boolean {
    if (isConstantEtag(etag)) return false;
    const key = bare(etag);
    const owner = fingerprint(file);
    const known = this.#owners.get(key);
    if (known === shared) return false;
    if (known === undefined || known === owner || (alias !== undefined && known === fingerprint(alias))) {
      if (known !== owner) this.#owners.set(key, owner);
      return true;
    }
    this.#owners.set(key, shared);
    this.#sharedCount++;
    return false;
  }

  /** Whether an ETag was found to belong to several files. */
  isShared(etag: string): boolean {
    return this.#owners.get(bare(etag)) === shared;
  }
}

/** Stands for the file at a path while its id is not known. */
export function sidecarOwner(path: string): string {
  return `sidecar:${path}`;
}
