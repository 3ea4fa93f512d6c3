/** A connection to one LORIS. */
export class LorisClient {}
