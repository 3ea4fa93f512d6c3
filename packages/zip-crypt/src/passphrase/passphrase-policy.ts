/** What a server or an institution demands of passwords. */
export interface PassphrasePolicy {
  /** Least number of characters. @default 0 */
  minLength?: number;
  /** At least one digit. @default false */
  digit?: boolean;
  /** At least one capital letter. @default false */
  upper?: boolean;
  /** At least one small letter; passphrases always have them. @default false */
  lower?: boolean;
  /** At least one character that is neither letter, digit nor space. @default false */
  special?: boolean;
}
