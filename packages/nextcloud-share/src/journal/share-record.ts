import { z } from "zod";

/** What tells whether a source file is still the one that was sealed. */
export const sourceSchema = z.object({
  name: z.string(),
  sizeBytes: z.number(),
  mtimeMs: z.number(),
  /** Only for uploads that may be resumed: the same salt for other content would break the encryption. */
  sha256: z.string().optional(),
});

/** A source file as the journal remembers it. */
export type SourceMark = z.infer<typeof sourceSchema>;

const step = { subject: z.string(), attempt: z.string() };

/**
 * The steps of sharing one participant, in their order. Each is written before the next thing happens on the server, so
 * that after a kill at any moment the next run knows what may be there.
 */
export const shareRecordSchema = z.discriminatedUnion("step", [
  /** Both passwords and the intended path, before anything exists. The passwords are blanked once the row is written. */
  z.object({
    ...step,
    step: z.literal("planned"),
    remotePath: z.string(),
    encryption: z.string(),
    password: z.string(),
    linkPassword: z.string().optional(),
  }),
  /** The upload begins, under this content id and with these salts. */
  z.object({
    ...step,
    step: z.literal("uploading"),
    contentId: z.string(),
    salts: z.array(z.string()),
    sources: z.array(sourceSchema),
    /** How many of the sources, at the end, go into every zip (`--add`). */
    added: z.number().optional(),
    zipBytes: z.number(),
  }),
  /** The zip lies on the server, checked. */
  z.object({
    ...step,
    step: z.literal("uploaded"),
    sizeBytes: z.number(),
    sha256: z.string(),
    etag: z.string().optional(),
    /** Nextcloud never gives a number of a file twice, and keeps it when the content changes or the file moves. */
    fileId: z.string().optional(),
    entries: z.array(z.object({ name: z.string(), sha256: z.string() })),
  }),
  /** The link is asked for with this last day; whether it exists is unknown until `linked`. */
  z.object({ ...step, step: z.literal("link-intended"), expire: z.string() }),
  /** The link exists. */
  z.object({
    ...step,
    step: z.literal("linked"),
    shareId: z.string(),
    url: z.string(),
    expire: z.string(),
    sharedAt: z.string(),
  }),
  /** The row stands in the list on disk. */
  z.object({ ...step, step: z.literal("listed") }),
  /** The link was tried as its recipient would, or that was not wanted. */
  z.object({ ...step, step: z.literal("tested"), skipped: z.boolean() }),
  /** A row that another program or journal wrote: its link proves later that a file is the one that was shared. */
  z.object({
    ...step,
    step: z.literal("imported"),
    url: z.string(),
    remotePath: z.string(),
    sizeBytes: z.number().optional(),
    sha256: z.string().optional(),
  }),
  /** What this attempt left was cleared away. */
  z.object({ ...step, step: z.literal("cleared") }),
]);

/** One line of the share journal. */
export type ShareRecord = z.infer<typeof shareRecordSchema>;

/** How far a participant has come. */
export type ShareStep = ShareRecord["step"];
