import type { DicomHeader } from "@scanferry/dicom";
import type { ScanferryError } from "@scanferry/transfer";
import type { Place } from "../layout/placing.js";
import type { PlannedSeries } from "../planned-session.js";
import type { FoundFile, PlanSource } from "../sources/found-file.js";
import type { SeriesVerdict } from "./series-verdicts.js";

/** A series of a study as far as it has come. */
export interface SeriesDraft extends PlannedSeries {
  isDeep: boolean;
}

/** A study of a session as far as it has come. */
export interface StudyDraft {
  /** The number of its files' group in the spool. */
  group: number;
  uid: string;
  /** Date and time of the study, by which several are put in order. */
  when: string;
  date: string;
  files: number;
  bytes: number;
  series: Map<string, SeriesDraft>;
}

/** A session as far as it has come; its files lie in the spool. */
export class SessionDraft {
  readonly subject: string;
  readonly session: string;
  /** The folder whose name can be read in more than one way. */
  readonly ambiguous: string | undefined;
  readonly origins = new Set<string>();
  readonly sources = new Set<PlanSource>();
  readonly studies = new Map<string, StudyDraft>();
  /** What was decided on its series, by folder and UID. */
  readonly verdicts = new Map<string, SeriesVerdict>();
  /** Files that cannot be read, and the first of them. */
  broken = 0;
  firstBroken: { path: string; error: ScanferryError | undefined } | undefined;
  /** The spool's group for files whose SOPInstanceUID has come before. */
  twins: number | undefined;
  /** Files that share their SOPInstanceUID with another one of other content, and the first of them. */
  differing = 0;
  firstDiffering: string | undefined;
  /** Whose files have come, two at most. */
  readonly patients = new Set<string>();

  constructor(
    /** Tells it from other sessions of the plan. */
    readonly number: number,
    { subject, session, ambiguous }: Place,
  ) {
    this.subject = subject;
    this.session = session;
    this.ambiguous = ambiguous;
  }

  /** Whether files of more than one person have come. */
  get mixesPatients(): boolean {
    return this.patients.size > 1;
  }

  /** Takes notice of the person whose file it is; one whose ID is empty is known by nothing. */
  patient({ patientId }: DicomHeader): void {
    // Two are enough to know, and capitals and blanks differ between scanners.
    if (patientId !== "" && this.patients.size < 2) this.patients.add(patientId.trim().toLowerCase());
  }

  /** Takes notice of a file that cannot be read. */
  isBroken({ source, path, error }: FoundFile): void {
    this.broken++;
    this.firstBroken ??= { path: `${source.path}/${path}`, error };
  }

  /** The study of a header; `group` makes the place for the files of a new one. */
  study({ studyUid, studyDate, studyTime }: DicomHeader, group: () => number): StudyDraft {
    const known = this.studies.get(studyUid);
    if (known !== undefined) return known;
    const study: StudyDraft = {
      group: group(),
      uid: studyUid,
      when: `${studyDate} ${studyTime}`,
      date: studyDate,
      files: 0,
      bytes: 0,
      series: new Map(),
    };
    this.studies.set(studyUid, study);
    return study;
  }
}

/** Adds a file to the figures of its study and series. */
export function count(
  study: StudyDraft,
  { series: folder, isDeep }: Place,
  header: DicomHeader,
  facts: { sizeBytes: number; scanType: string | undefined },
): void {
  const { seriesUid, seriesNumber, seriesDescription, protocolName, modality } = header;
  const key = `${folder}\0${seriesUid}`;
  let series = study.series.get(key);
  if (series === undefined) {
    series = {
      folder,
      seriesUid,
      number: seriesNumber,
      description: seriesDescription,
      protocol: protocolName,
      modality,
      files: 0,
      bytes: 0,
      isDeep: false,
      ...(facts.scanType === undefined ? {} : { scanType: facts.scanType }),
    };
    study.series.set(key, series);
  }
  series.files++;
  series.bytes += facts.sizeBytes;
  series.isDeep ||= isDeep;
  study.files++;
  study.bytes += facts.sizeBytes;
}
