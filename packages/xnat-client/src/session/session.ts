/** The server session that all workers of one client share. */
export interface Session {
  /** The value of JSESSIONID; a secret. Undefined for a guest that the server gave none. */
  readonly id: string | undefined;
}
