import { z } from "zod";

const flag = z.boolean();

/** `expire_date` has `days` and `enforced` only while it is enabled (Nextcloud 27 and 32). */
const expireDate = z.looseObject({
  enabled: flag,
  days: z.coerce.number().optional(),
  enforced: flag.optional(),
});

/** With links disabled the object has no other key than `enabled`. */
const publicLinks = z.looseObject({
  enabled: flag,
  password: z.looseObject({ enforced: flag }).optional(),
  expire_date: expireDate.optional(),
  multiple_links: flag.optional(),
});

const passwordPolicy = z.looseObject({
  minLength: z.number().optional(),
  enforceNonCommonPassword: flag.optional(),
  enforceNumericCharacters: flag.optional(),
  enforceSpecialCharacters: flag.optional(),
  enforceUpperLowerCase: flag.optional(),
  api: z.looseObject({ generate: z.string().optional(), validate: z.string().optional() }).optional(),
});

const files = z.looseObject({
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
export const capabilitiesSchema = z.looseObject({
  core: z.looseObject({ user: z.looseObject({ timezone: z.string().optional() }).optional() }).optional(),
  files: files.optional(),
  files_sharing: z.looseObject({ api_enabled: flag, public: publicLinks.optional() }).optional(),
  password_policy: passwordPolicy.optional(),
  dav: z.looseObject({ chunking: z.string().optional() }).optional(),
});

/** The whole `data` of the capabilities answer. */
export const capabilitiesAnswerSchema = z.looseObject({
  version: z.looseObject({ major: z.number(), minor: z.number(), micro: z.number(), string: z.string() }),
  capabilities: capabilitiesSchema,
});

/** What the server says it can do and demands, for the account that asks. */
export type Capabilities = z.output<typeof capabilitiesSchema>;
