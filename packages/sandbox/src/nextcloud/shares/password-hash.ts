import { createHash, timingSafeEqual } from "node:crypto";
import { randomToken } from "../accounts.js";

const PREFIX = "3|$argon2id$v=19$m=65536,t=4,p=1$";

/**
 * Something that looks like the argon2id hash that Nextcloud answers with instead of a share's password.
 *
 * The digest inside is a salted SHA-256: the point is that clients cannot read the password back, not that it is slow.
 */
export function hashPassword(password: string): string {
  return hashWith(password, randomToken(16));
}

/** Whether a password belongs to such a hash. */
export function passwordMatches(password: string, hash: string): boolean {
  const salt = hash.slice(PREFIX.length).split("$")[0] ?? "";
  const other = hashWith(password, Buffer.from(salt, "base64").toString("latin1"));
  return other.length === hash.length && timingSafeEqual(Buffer.from(other), Buffer.from(hash));
}

function hashWith(password: string, salt: string): string {
  const digest = createHash("sha256").update(salt).update(password).digest("base64");
  return `${PREFIX}${plain(Buffer.from(salt, "latin1").toString("base64"))}$${plain(digest)}`;
}

function plain(base64: string): string {
  return base64.replace(/=+$/, "");
}
