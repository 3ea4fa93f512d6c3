import {
  sendFiles,
  type DicomPeer,
  type SendFile,
  type SendOptions,
  type SendOutcome,
} from "../../src/index.js";

/** Waits short enough for tests, and long enough for a busy machine. */
export const short = {
  connectTimeoutMs: 5_000,
  associationTimeoutMs: 5_000,
  dimseTimeoutMs: 5_000,
  releaseTimeoutMs: 1_000,
};

/** Sends and gathers the outcomes; nobody waits between tries. */
export async function sendAll(
  files: AsyncIterable<SendFile> | Iterable<SendFile>,
  peer: DicomPeer,
  options: SendOptions = {},
): Promise<SendOutcome[]> {
  const outcomes: SendOutcome[] = [];
  const { sleep = () => Promise.resolve() } = options;
  for await (const one of sendFiles(files, { ...short, ...peer }, { ...options, sleep })) outcomes.push(one);
  return outcomes;
}

/** What a test looks at: each file's status, and the code of its error. */
export function verdicts(outcomes: readonly SendOutcome[]): Record<string, string> {
  return Object.fromEntries(
    outcomes.map(({ id, status, error }) => [id, error === undefined ? status : `${status} ${error.code}`]),
  );
}
