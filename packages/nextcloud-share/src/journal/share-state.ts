import type { JournalPosition } from "@scanferry/transfer";
import type { ShareRecord, ShareStep, SourceMark } from "./share-record.js";

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
  sealed: { contentId: string; salts: string[]; sources: SourceMark[]; zipBytes: number } | undefined;
  uploaded:
    | {
        sizeBytes: number;
        sha256: string;
        etag?: string | undefined;
        entries: { name: string; sha256: string }[];
      }
    | undefined;
  link: { shareId: string; url: string; expire: string; sharedAt: string } | undefined;
  listed: boolean;
  tested: boolean;
  /** Links that were ever made for this participant, with their addresses. */
  pastLinks: { shareId: string; url: string }[];
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
    return {
      subject: record.subject,
      attempt: record.attempt,
      step: "planned",
      remotePath: record.remotePath,
      encryption: record.encryption,
      plannedAt: position,
      password: kept(record.password),
      linkPassword: kept(record.linkPassword),
      hasLinkPassword: record.linkPassword !== undefined,
      sealed: undefined,
      uploaded: undefined,
      link: undefined,
      listed: false,
      tested: false,
      pastLinks: before?.pastLinks ?? [],
    };
  }
  if (before?.attempt !== record.attempt) return before;
  const state: ShareState = { ...before, step: record.step };
  switch (record.step) {
    case "uploading": {
      const { contentId, salts, sources, zipBytes } = record;
      return { ...state, sealed: { contentId, salts, sources, zipBytes } };
    }
    case "uploaded": {
      const { sizeBytes, sha256, etag, entries } = record;
      return { ...state, uploaded: { sizeBytes, sha256, etag, entries } };
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
      };
  }
}
