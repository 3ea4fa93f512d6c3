import { z } from "zod";

/** The envelope of every OCS answer, the empty and enveloped-less ones apart (429, CSRF, unknown route). */
export const ocsEnvelope = z.looseObject({
  ocs: z.looseObject({
    meta: z.looseObject({ status: z.string(), statuscode: z.number(), message: z.string().nullish() }),
    data: z.unknown(),
  }),
});

/** What an OCS answer says about a refusal. */
export interface OcsRefusal {
  /** HTTP status. */
  readonly status: number;
  /** `statuscode` of the envelope; the HTTP status where there is none. */
  readonly statusCode: number;
  /** The server's own sentence; empty where there is none. */
  readonly message: string;
}
