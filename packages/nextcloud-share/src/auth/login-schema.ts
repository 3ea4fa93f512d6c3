import { z } from "zod";

/** Answer to the start of login flow v2. */
export const startSchema = z.looseObject({
  poll: z.looseObject({ token: z.string(), endpoint: z.string() }),
  login: z.string(),
});

/** The one answer after the grant. */
export const grantSchema = z.looseObject({
  server: z.string(),
  loginName: z.string(),
  appPassword: z.string(),
});
