/** What a file needs to be agreed upon before it can be sent: its kind and how its bytes are written. */
export interface PresentationContext {
  readonly sopClassUid: string;
  readonly transferSyntax: string;
}

/** An association has room for this many: their numbers are odd and fit into a byte (PS3.8 9.3.2.2). */
export const mostContexts = 128;

/** One text per context, for maps. */
export function contextKey({ sopClassUid, transferSyntax }: PresentationContext): string {
  return `${sopClassUid} ${transferSyntax}`;
}
