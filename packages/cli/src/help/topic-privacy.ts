import type { Topic } from "./topics.js";

/** Where labels and secrets go, and where not. */
export const privacyTopic: Topic = {
  name: "privacy",
  title: "Privacy",
  text: `Passwords       never a flag's value; never in logs, errors or the process list. The passwords of zips stand in the
                share list (or with --split-passwords in a file of their own), which only you can read.
Stored logins   in the operating system's keyring; without one in secrets.json (mode 0600) beside the profiles.
                For LORIS that file never gets the password, only a token that ends after 24 hours.
                The password for an XNAT is kept nowhere: an alias token is, which ends by itself.
Images          travel to participants as AES-256 zips. The image's bytes are not changed: a scan of a head shows a face.
                To an XNAT they go as they lie on the disk; what is taken out there is the server's own script's doing.
Labels          may be names or record numbers. They stand in results on your screen, in the list and in the journal,
                after a pull also in the names of its folders and in its manifest, after a push in the record of what was
                sent (SCANFERRY_STATE_DIR), which only you can read.
Logs            --log-file holds labels and links unless --redact is given; it is made with mode 0600.
Errors          the records of --json hold no label and no path beside the item's own "id".
Network         this program talks to the server you name and to no other; it sends no statistics.`,
};
