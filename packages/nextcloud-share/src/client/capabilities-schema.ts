import { z } from "zod";

const flag = z.boolean();

/** PHP writes an empty map as an empty list. */
const phpObject = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.preprocess((value) => (Array.isArray(value) && value.length === 0 ? {} : value), z.looseObject(shape));

/** `expire_date` has `days` and `enforced` only while it is enabled (Nextcloud 27 and 32). */
const expireDate = phpObject({
  enabled: flag,
  days: z.coerce.number().optional(),
  enforced: flag.optional(),
});

/** With links disabled the object has no other key than `enabled`. */
const publicLinks = phpObject({
  enabled: flag,
  password: phpObject({ enforced: flag }).optional(),
  expire_date: expireDate.optional(),
  multiple_links: flag.optional(),
});

const passwordPolicy = phpObject({
  minLength: z.number().optional(),
  enforceNonCommonPassword: flag.optional(),
  enforceNumericCharacters: flag.optional(),
  enforceSpecialCharacters: flag.optional(),
  enforceUpperLowerCase: flag.optional(),
  api: phpObject({ generate: z.string().optional(), validate: z.string().optional() }).optional(),
});

const files = phpObject({
  bigfilechunking: flag.optional(),
  chunked_upload: z
    .looseObject({ max_size: z.number().optional(), max_parallel_count: z.number().optional() })
    .optional(),
  forbidden_filenames: z.array(z.string()).optional(),
  forbidden_filename_basenames: z.array(z.string()).optional(),
  forbidden_filename_characters: z.array(z.string()).optional(),
  forbidden_filename_extensions: z.array(z.string()).optional(),
  blacklisted_files: z.array(z.string()).optional(),
  undelete: flag.optional(),
  windows_compatible_filenames: flag.optional(),
});

/**
 * What we read from `/cloud/capabilities`; every other key is kept as it came.
 * A server without the sharing app has no `files_sharing`, one without the policy app no `password_policy`.
 */
export const capabilitiesSchema = phpObject({
  core: phpObject({ user: phpObject({ timezone: z.string().optional() }).optional() }).optional(),
  files: files.optional(),
  files_sharing: phpObject({ api_enabled: flag, public: publicLinks.optional() }).optional(),
  password_policy: passwordPolicy.optional(),
  dav: phpObject({ chunking: z.string().optional() }).optional(),
});

/** The whole `data` of the capabilities answer. */
export const capabilitiesAnswerSchema = phpObject({
  version: phpObject({ major: z.number(), minor: z.number(), micro: z.number(), string: z.string() }),
  capabilities: capabilitiesSchema,
});

/** What the server says it can do and demands, for the account that asks. */
export type Capabilities = z.output<typeof capabilitiesSchema>;
