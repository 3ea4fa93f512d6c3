/** What a user has to know before choosing ZipCrypto; shown by the command line and sent as a `warning` event. */
export const zipCryptoWarning =
  "ZipCrypto is weak: whoever knows a dozen bytes of a file in the archive, and every .nii.gz begins with known ones, " +
  "can open it within minutes without the password. Use it only when the recipient has nothing but Windows Explorer, " +
  "which cannot open AES-256; 7-Zip, macOS, Linux and phone apps can.";
