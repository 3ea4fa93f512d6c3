export { FaultList } from "./faults/fault-list.js";
export { LorisState } from "./loris/loris-state.js";
export { RequestLog } from "./log/request-log.js";
export { NextcloudState } from "./nextcloud/nextcloud-state.js";
export { writePhantomDataset } from "./phantom/write-phantom-dataset.js";
export { writePhantomStudy } from "./phantom/write-phantom-study.js";
export { SandboxClock } from "./server/clock.js";
export { startSandbox } from "./start-sandbox.js";
export { XnatState } from "./xnat/xnat-state.js";

export type { FaultHandle } from "./faults/fault-list.js";
export type { FaultAction, FaultMatch, FaultMoment, FaultRule } from "./faults/fault-rule.js";
export type { LorisBidsLinks } from "./loris/bids/image-bids.js";
export type { LorisUpload } from "./loris/dicoms/upload-table.js";
export type {
  LorisCredentials,
  LorisDialectName,
  LorisImageName,
  LorisImageOptions,
  LorisSandboxOptions,
  LorisSettings,
  LorisStudyOptions,
  LorisUserKind,
  LorisUserOptions,
} from "./loris/loris-options.js";
export type { SandboxLorisImage } from "./loris/loris-state.js";
export type { RequestLogEntry } from "./log/request-log.js";
export type {
  NextcloudSandboxOptions,
  NextcloudSettings,
  SandboxPasswordPolicy,
  SandboxUserOptions,
} from "./nextcloud/nextcloud-options.js";
export type { NextcloudCredentials } from "./nextcloud/nextcloud-credentials.js";
export type { SandboxFile, SandboxShare } from "./nextcloud/nextcloud-views.js";
export type { PhantomDatasetOptions, PhantomParticipant } from "./phantom/write-phantom-dataset.js";
export type { PhantomSession, PhantomStudyOptions } from "./phantom/write-phantom-study.js";
export type { ClockOptions } from "./server/clock.js";
export type { Sandbox, SandboxOptions } from "./start-sandbox.js";
export type {
  XnatAccessibility,
  XnatFileName,
  XnatFileOptions,
  XnatProjectOptions,
  XnatResourceOptions,
  XnatScanOptions,
  XnatSessionOptions,
  XnatSubjectOptions,
} from "./xnat/archive-options.js";
export type { SandboxXnatPrearchiveFile } from "./xnat/prearchive/instance.js";
export type { DicomReceiver, SandboxReceivedInstance } from "./xnat/receiver/dicom-receiver.js";
export type { DicomReceiverSettings } from "./xnat/receiver/receiver-settings.js";
export type { Prearchive } from "./xnat/prearchive/prearchive.js";
export type {
  XnatPrearchiveOptions,
  XnatPrearchiveSession,
  XnatPrearchiveStatus,
} from "./xnat/prearchive/prearchive-session.js";
export type {
  XnatCredentials,
  XnatSandboxOptions,
  XnatSettings,
  XnatUserKind,
  XnatUserOptions,
  XnatZipSettings,
} from "./xnat/xnat-options.js";
export type {
  SandboxXnatFile,
  SandboxXnatInstance,
  SandboxXnatSession,
  SandboxXnatSubject,
  SandboxXnatToken,
} from "./xnat/xnat-views.js";
