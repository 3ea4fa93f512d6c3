import { z } from "zod";

/** Booleans come as such or as 0 and 1, depending on field and version. */
const flag = z.union([z.boolean(), z.number(), z.null()]).optional();

/**
 * A share as Nextcloud 27 and 32 give it in JSON. `id` is a string; `item_size` exists on 32 only; `password` is a
 * hash for links (never the clear text), so it is only ever tested for presence.
 */
export const shareSchema = z.looseObject({
  id: z.union([z.string(), z.number()]).transform(String),
  share_type: z.number(),
  token: z.string().nullish(),
  url: z.string().nullish(),
  path: z.string().nullish(),
  item_type: z.string().nullish(),
  expiration: z.string().nullish(),
  stime: z.number().nullish(),
  label: z.string().nullish(),
  note: z.string().nullish(),
  password: z.string().nullish(),
  hide_download: flag,
  item_size: z.number().nullish(),
  permissions: z.number().nullish(),
});

/** `GET /shares/ID` answers with a list of one. */
export const shareListSchema = z.array(shareSchema);

/** The parsed raw record. */
export type RawShare = z.output<typeof shareSchema>;
