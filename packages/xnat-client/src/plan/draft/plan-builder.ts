import type { DicomHeader } from "@scanferry/dicom";
import { HashTable } from "@scanferry/transfer";
import { exclusions } from "../choice/exclusions.js";
import { placing, type Place, type Placing } from "../layout/placing.js";
import { defaultTemplate, sessionLabel } from "../labels/session-label.js";
import type { LeftOutFile } from "../left-out-file.js";
import type { PlanOptions } from "../plan-options.js";
import type { FoundFile, PlanSource } from "../sources/found-file.js";
import { EntryNames } from "./entry-names.js";
import { isClosedFolder } from "./is-closed-folder.js";
import { isLostScan } from "./is-lost-scan.js";
import type { PlanStore } from "./plan-store.js";
import { seriesVerdicts } from "./series-verdicts.js";
import { count, SessionDraft } from "./session-draft.js";
import type { StoredFile } from "./stored-file.js";

/** What a download keeps for itself. */
const ownFolder = ".scanferry";

/** So many files that belong to nobody are named. */
const namedHomeless = 20;

/** Sorts files into sessions, one after the other. Of a file it keeps two hashes; what it says lies in the store. */
export class PlanBuilder {
  readonly drafts = new Map<string, SessionDraft>();
  /** How many files have come. */
  taken = 0;
  /** Files that cannot be read and of which nobody can say whose they are. */
  homeless = 0;
  firstHomeless: string | undefined;
  /** DICOM files that lie where the layout has no place; the first of them. */
  firstElsewhere: string | undefined;
  readonly #instances = new HashTable();
  readonly #names = new EntryNames();
  /** Folders that were not entered and are not listed yet. */
  readonly #passed: { source: PlanSource; path: string }[] = [];
  readonly #placing: Placing;
  readonly #excluded: (name: string) => string | undefined;
  readonly #verdict: ReturnType<typeof seriesVerdicts>;

  /** @throws {@link ScanferryError} `input/invalid` for options that contradict each other */
  constructor(
    private readonly options: PlanOptions,
    private readonly store: PlanStore,
    /** Whether a subject is asked for. */
    private readonly isAsked: (subject: string) => boolean,
  ) {
    this.#placing = placing(options);
    this.#excluded = exclusions(options);
    this.#verdict = seriesVerdicts(options, async (place, header, rules) => {
      const { seriesNumber: number, seriesDescription: description, studyDate } = header;
      const label = sessionLabel(options.sessionLabel ?? defaultTemplate, { ...place, studyDate });
      const session = `${place.subject}/${label}`;
      await store.doubtful.add({ session, folder: place.series, number, description, rules });
    });
  }

  /** Whether to look into a folder: not into those of subjects that are not asked for, nor into what a download keeps for itself. */
  enters(source: PlanSource, folder: string): boolean {
    if (folder === ownFolder) return false;
    const subject = this.#placing.subjectOf(folder);
    if (subject === undefined || this.isAsked(subject)) return true;
    this.#passed.push({ source, path: folder });
    return false;
  }

  /** Takes the next file. */
  async take(file: FoundFile): Promise<void> {
    this.taken++;
    await this.settle();
    const place = this.#placing.place(file);
    if (typeof place === "string") return this.#strayed(file, place);
    const { series } = place;
    const by = this.#excluded(series === "" ? (file.header?.seriesDescription ?? "") : series);
    const facts = series === "" ? {} : { series };
    if (by !== undefined) return this.store.leftOut.leave(file, "excluded", { by, ...facts });
    if (!this.isAsked(place.subject)) return this.store.leftOut.leave(file, "subject-not-asked");
    if (file.header === undefined) return this.#unreadable(file, place);
    const draft = this.#draft(file, place);
    const verdict = await this.#verdict(draft, place, file.header);
    const { leaveOut } = verdict;
    if (leaveOut !== undefined)
      return this.store.leftOut.leave(file, leaveOut.reason, {
        ...(leaveOut.by === undefined ? {} : { by: leaveOut.by }),
        ...facts,
      });
    await this.#add(draft, file, { place, header: file.header, scanType: verdict.scanType });
  }

  /** Lists the folders that were not entered since. */
  async settle(): Promise<void> {
    for (let one = this.#passed.shift(); one !== undefined; one = this.#passed.shift())
      await this.store.leftOut.leave({ ...one, sizeBytes: 0, mtimeMs: 0 }, "subject-not-asked", {
        isFolder: true,
      });
  }

  async #add(
    draft: SessionDraft,
    { source, path, ordinal, sizeBytes, mtimeMs, crc32 }: FoundFile,
    { place, header, scanType }: { place: Place; header: DicomHeader; scanType: string | undefined },
  ): Promise<void> {
    const { sopInstanceUid, sopClassUid, studyUid, seriesUid, transferSyntax } = header;
    const group = (): number => this.store.files.group();
    const key = `${draft.number}/${sopInstanceUid}`;
    const isTwin = this.#instances.get(key) !== undefined;
    const stored: StoredFile = {
      ...(source.kind === "folder"
        ? { path: `${source.path}/${path}` }
        : { path: source.path, inArchive: path }),
      entry: isTwin
        ? ""
        : this.#names.name(draft.number, seriesFolder(place, header), path.split(/[\\/]/).at(-1) ?? ""),
      ...{ sizeBytes, mtimeMs, sopInstanceUid, sopClassUid, studyUid, seriesUid, transferSyntax },
      ...(ordinal === undefined ? {} : { ordinal }),
      ...(crc32 === undefined ? {} : { crc32 }),
    };
    draft.patient(header);
    if (isTwin) {
      draft.twins ??= group();
      source.asIs = false;
      await this.store.files.add(draft.twins, { ...stored, series: place.series });
      return;
    }
    this.#instances.set(key, 1);
    const study = draft.study(header, group);
    count(study, place, header, { sizeBytes, scanType });
    await this.store.files.add(study.group, stored);
  }

  #draft(file: FoundFile, place: Place): SessionDraft {
    let draft = this.drafts.get(place.key);
    if (draft === undefined) {
      draft = new SessionDraft(this.drafts.size, place);
      this.drafts.set(place.key, draft);
    }
    draft.origins.add(place.origin);
    draft.sources.add(file.source);
    return draft;
  }

  /** A part of somebody's scan that cannot be read must not be missing in silence; what is no scan may. */
  async #unreadable(file: FoundFile, place: Place): Promise<void> {
    const { unreadable } = file;
    if (isLostScan(file) && this.options.skipUnreadable !== true) {
      this.#draft(file, place).isBroken(file);
    }
    await this.store.leftOut.leave(file, unreadable ?? "unreadable", seriesFact(place));
  }

  async #strayed(file: FoundFile, place: "elsewhere" | "unknown"): Promise<void> {
    const { header, unreadable, source, path } = file;
    const where = `${source.path}/${path}`;
    if (header !== undefined) this.firstElsewhere ??= where;
    if (place === "unknown" && isLostScan(file) && this.options.skipUnreadable !== true) {
      this.homeless++;
      this.firstHomeless ??= where;
      // The plan ends before its lists can be read.
      if (this.homeless <= namedHomeless)
        this.options.onEvent?.({ type: "warning", id: where, message: "This file cannot be read." });
    }
    if (place === "elsewhere" && this.options.skipUnreadable !== true && (await isClosedFolder(file))) {
      const closed = this.#placing.placeOfFolder(source, path);
      if (closed !== undefined && this.isAsked(closed.subject)) this.#draft(file, closed).isBroken(file);
    }
    const reason = header === undefined ? (unreadable ?? "unreadable") : "wrong-depth";
    await this.store.leftOut.leave(file, reason);
  }
}

function seriesFact({ series }: Place): Pick<LeftOutFile, "series"> {
  return series === "" ? {} : { series };
}

/** Files that lie in no folder of their own are put together by their series. */
function seriesFolder({ series }: Place, { seriesNumber, seriesDescription }: DicomHeader): string {
  return series === ""
    ? [seriesNumber, seriesDescription].filter((part) => part !== undefined && part !== "").join("-")
    : series;
}
