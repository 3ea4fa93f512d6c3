export { XnatClient } from "./client/xnat-client.js";
export { planPush } from "./plan/plan-push.js";
export { sendStudies } from "./send/send-studies.js";
export { readExclusions } from "./plan/choice/read-exclusions.js";

export type { AliasToken, IssuedToken } from "./calls/alias-tokens.js";
export type { RemoteBytes } from "./calls/file-bytes.js";
export type { ProjectAccess, ProjectsOptions } from "./calls/projects.js";
export type { RequestOptions, XnatAnswer, XnatStream } from "./calls/request.js";
export type { ResourcesOptions } from "./calls/resources.js";
export type { ScansOptions } from "./calls/scans.js";
export type { SubjectsOptions } from "./calls/subjects.js";
export type { ConnectOptions } from "./client/connect-options.js";
export type { VersionLine, XnatVersion } from "./client/xnat-version.js";
export type { CallOptions } from "./context.js";
export type { FindOptions } from "./find/find.js";
export type {
  Finding,
  FoundSession,
  MoreFinding,
  NameMatch,
  NothingFinding,
  PrearchiveFinding,
  SessionFinding,
  SubjectFinding,
  UnseenFinding,
} from "./find/finding.js";
export type { ExperimentHandle } from "./handles/experiment-handle.js";
export type { ExperimentsOptions } from "./handles/experiments-options.js";
export type { FileHandle } from "./handles/file-handle.js";
export type { PrearchiveSessionHandle } from "./handles/prearchive-session-handle.js";
export type { ProjectHandle } from "./handles/project-handle.js";
export type { ResourceHandle } from "./handles/resource-handle.js";
export type { ScanHandle } from "./handles/scan-handle.js";
export type { SubjectHandle } from "./handles/subject-handle.js";
export type { XnatItem } from "./http/get-item.js";
export type { AnonScript } from "./manage/anon-script.js";
export type { ExperimentFields } from "./manage/create-experiment.js";
export type { Accessibility, ProjectFields } from "./manage/create-project.js";
export type { ScanFields } from "./manage/create-scan.js";
export type { SubjectFields } from "./manage/create-subject.js";
export type { PrearchiveCode } from "./manage/prearchive-code.js";
export type { MadeThing, MakeOptions } from "./manage/settle-fields.js";
export type { ArchiveOptions, Overwrite } from "./prearchive/archive-session.js";
export type { CommitOptions, SettledSession } from "./prearchive/commit-session.js";
export type { ArchivePlace } from "./prearchive/archive-place.js";
export type { ArchivePlan } from "./prearchive/plan-archive.js";
export type { NamedSession } from "./prearchive/named-sessions.js";
export type { PrearchiveScan } from "./prearchive/prearchive-scans.js";
export type { RefusalReason } from "./prearchive/refusal.js";
export type { WaitOptions, WaitProgress } from "./prearchive/wait-for.js";
export type { LeftOutFile, LeftOutReason } from "./plan/left-out-file.js";
export type { PlanOptions } from "./plan/plan-options.js";
export type { PlannedContent, PlannedFile, PlannedSeries, PlannedSession } from "./plan/planned-session.js";
export type { DoubtfulSeries, PlanTotals, PushPlan } from "./plan/push-plan.js";
export type { PullOptions, PullScope } from "./pull/pull-options.js";
export type { GetFilesOptions } from "./resource/get/get-files.js";
export type { PutTemplate } from "./resource/many/template-tasks.js";
export type { PutParRecOptions } from "./resource/par-rec/put-par-rec.js";
export type { PutFile, PutOptions, PutPlace, PutSource, PutTask } from "./resource/put-options.js";
export type { RemoveFilesOptions } from "./resource/remove/remove-files.js";
export type { Destination, PushOptions, ReplacedSession, SendSessionsOptions } from "./push/push-options.js";
export type { PushSources } from "./push/push.js";
export type { Experiment } from "./schemas/experiment.js";
export type { PrearchiveSession } from "./schemas/prearchive-session.js";
export type { Project } from "./schemas/project.js";
export type { Resource } from "./schemas/resource.js";
export type { Fields } from "./schemas/row.js";
export type { Scan } from "./schemas/scan.js";
export type { Subject } from "./schemas/subject.js";
export type { XnatFile } from "./schemas/xnat-file.js";
export type { SendPlanOptions, SendStudiesOptions } from "./send/send-options.js";
export type { LeftOut, MissingNames, SelectOptions } from "./select/select-options.js";
export type { ScanFilter } from "./select/scan-filter.js";
export type { DayRange, SessionFilter } from "./select/session-filter.js";
export type { XnatAuth } from "./session/credentials.js";
