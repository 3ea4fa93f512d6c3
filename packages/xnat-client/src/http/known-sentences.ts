/** Sentences of XNAT's code that name nothing (recorded on 1.6.4, or read in 1.9's source: wire/xnat.md, 5, 6 and 9). */
const sentences = new Set([
  "Bad credentials",
  "Cannot archive sessions from the Unassigned folder",
  "Cannot validate multiple sessions in one request",
  "In-body File posts must include the file directly as the body of the message",
  "Invalid character in project ID",
  "java.lang.NullPointerException",
  "Login attempt failed. Please try again",
  "Need PUT Contents",
  "session document locked",
  "Session already exists with matching files",
  "Session already exists with the same resources",
  "Session already exists, retry with overwrite enabled",
  "Session processing may already be in progress: AutoRun. Concurrent modification is discouraged",
  "Specified resource already exists",
  "Unable to find catalog entry for given uri",
  "Unable to identify upload format",
  "Unable to locate prearc resource",
  "Upload did not include parsable files for session generation",
  "Upload did not include parseable files for session generation",
  "Upload included files for multiple imaging sessions",
]);

const patterns = [
  /^Invalid modification of session (?:subject|project|label|UID|modality) via archive process$/,
  /^You tried to PUT a payload of \d+ [KMG]?B to this service, but didn't provide any data\. If you think you sent data to upload, you can try to PUT with the query-string parameter inbody=true or use multipart\/form-data encoding$/,
];

/** Whether a text of the server's is one that is known to hold no label: the words alone cannot tell, because a label may be any word. */
export function isKnownSentence(said: string): boolean {
  const text = said.replace(/\s+/g, " ").replace(/\.$/, "");
  return sentences.has(text) || patterns.some((pattern) => pattern.test(text));
}
