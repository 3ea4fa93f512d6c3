import type { JournalPosition } from "@scanferry/transfer";
import type { ShareRecord, ShareStep, SourceMark } from "./share-record.js";

/** An upload that was begun; password and salts make the same zip again, and so tell whether a file comes from it. */
export interface SealedAttempt {
  attempt: string;
  remotePath: string;
  encryption: string;
  password: string;
  plannedAt: JournalPosition;
  hasLinkPassword: boolean;
  sealed: Sealed;
}

/** What a zip was made of. */
export interface Sealed {
  contentId: string;
  salts: string[];
  sources: SourceMark[];
  added: number;
  zipBytes: number;
}

/** All that the journal knows of a participant: the latest attempt, and the links of all attempts. */
export interface ShareState {
  subject: string;
  /** Random name of the attempt. */
  attempt: string;
  step: ShareStep;
  remotePath: string;
  encryption: string;
  /** Where the passwords lie in the file, to blank them. */
  plannedAt: JournalPosition;
  /** Undefined once it is blanked. */
  password: string | undefined;
  linkPassword: string | undefined;
  hasLinkPassword: boolean;
  sealed: Sealed | undefined;
  uploaded:
    | {
        sizeBytes: number;
        sha256: string;
        etag?: string | undefined;
        fileId?: string | undefined;
        entries: { name: string; sha256: string }[];
      }
    | undefined;
  link: { shareId: string; url: string; expire: string; sharedAt: string } | undefined;
  listed: boolean;
  tested: boolean;
  /** Links that were ever made for this participant, with their addresses. */
  pastLinks: PastLink[];
  /** Addresses of links of earlier attempts that were ended. */
  endedUrls: string[];
  /** Earlier uploads that were cut: a slow server may still bring their files to light. */
  doubtful: SealedAttempt[];
}

/** A link that was made for a participant; the number of a link of another program is unknown. */
export interface PastLink {
  shareId: string | undefined;
  url: string;
}

/** The upload that a state has begun and not finished. */
export function openAttempt(state: ShareState): SealedAttempt | undefined {
  const { attempt, remotePath, encryption, password, plannedAt, hasLinkPassword, sealed, uploaded } = state;
  if (sealed === undefined || uploaded !== undefined || password === undefined) return undefined;
  return { attempt, remotePath, encryption, password, plannedAt, hasLinkPassword, sealed };
}

/** The beginnings of all states. */
function blankState(record: ShareRecord, position: JournalPosition): ShareState {
  return {
    subject: record.subject,
    attempt: record.attempt,
    step: record.step,
    remotePath: "",
    encryption: "",
    plannedAt: position,
    password: undefined,
    linkPassword: undefined,
    hasLinkPassword: false,
    sealed: undefined,
    uploaded: undefined,
    link: undefined,
    listed: false,
    tested: false,
    pastLinks: [],
    endedUrls: [],
    doubtful: [],
  };
}

/** A blanked text is nothing but spaces. */
function kept(secret: string | undefined): string | undefined {
  return secret === undefined || secret.trim() === "" ? undefined : secret;
}

/** Adds one record to what is known. A record of an attempt that was never planned is left out. */
export function foldShareRecord(
  before: ShareState | undefined,
  record: ShareRecord,
  position: JournalPosition,
): ShareState | undefined {
  if (record.step === "planned") {
    const cut = before === undefined ? undefined : openAttempt(before);
    return {
      ...blankState(record, position),
      remotePath: record.remotePath,
      encryption: record.encryption,
      password: kept(record.password),
      linkPassword: kept(record.linkPassword),
      hasLinkPassword: record.linkPassword !== undefined,
      pastLinks: before?.pastLinks ?? [],
      endedUrls: before?.endedUrls ?? [],
      doubtful: [...(before?.doubtful ?? []), ...(cut === undefined ? [] : [cut])],
    };
  }
  if (record.step === "imported") {
    const { url, remotePath, sizeBytes, sha256 } = record;
    const known = sizeBytes !== undefined && sha256 !== undefined;
    return {
      ...blankState(record, position),
      remotePath,
      uploaded: known ? { sizeBytes, sha256, entries: [] } : undefined,
      listed: true,
      tested: true,
      endedUrls: before?.endedUrls ?? [],
      pastLinks: [...(before?.pastLinks ?? []), { shareId: undefined, url }],
    };
  }
  if (before?.attempt !== record.attempt) return before;
  const state: ShareState = { ...before, step: record.step };
  switch (record.step) {
    case "uploading": {
      const { contentId, salts, sources, added = 0, zipBytes } = record;
      return { ...state, sealed: { contentId, salts, sources, added, zipBytes } };
    }
    case "uploaded": {
      const { sizeBytes, sha256, etag, fileId, entries } = record;
      return { ...state, uploaded: { sizeBytes, sha256, etag, fileId, entries } };
    }
    case "link-intended":
      return state;
    case "linked": {
      const { shareId, url, expire, sharedAt } = record;
      const past = { shareId, url };
      return { ...state, link: { shareId, url, expire, sharedAt }, pastLinks: [...state.pastLinks, past] };
    }
    case "listed":
      return { ...state, listed: true };
    case "tested":
      return { ...state, tested: true };
    case "cleared":
      return {
        ...state,
        sealed: undefined,
        uploaded: undefined,
        link: undefined,
        listed: false,
        pastLinks: [],
        endedUrls: [...state.endedUrls, ...state.pastLinks.map(({ url }) => url)],
      };
  }
}
