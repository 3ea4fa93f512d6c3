/** The device names of Windows, with any extension ("nul.txt" is the null device too), superscript digits included. */
const reserved = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\s*\.|\s*$)/i;

/** Tells whether Windows takes this name for a device. */
export function isReservedName(name: string): boolean {
  return reserved.test(name);
}

/** Characters that no name may hold anywhere: C0 and C1 controls, DEL, and halves of surrogate pairs. */
// eslint-disable-next-line no-control-regex -- control characters are exactly what is looked for
export const controlCharacters = /[\u0000-\u001F\u007F-\u009F]|\p{Surrogate}/u;

/** Characters that Windows refuses in a name; a colon would write into a hidden stream of another file there. */
export const windowsForbidden = /[<>:"|?*\\]/;
