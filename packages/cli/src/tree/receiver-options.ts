import type { Command } from "commander";

/** The options that say where a DICOM receiver is; `send` and `doctor` understand them alike. */
export function addReceiverOptions(command: Command): Command {
  return command
    .optionsGroup("DICOM receiver:")
    .option("--host <name>", "name or address of the DICOM receiver")
    .option("--port <number>", "its port; default: 8104, XNAT's own")
    .option("--called-aet <title>", "its AE title; default: XNAT")
    .option("--calling-aet <title>", "our AE title; default: SCANFERRY")
    .option("--tls", "encrypt the connection")
    .option("--tls-ca <file>", "certificate authorities to trust instead of the usual ones (PEM)")
    .option("--tls-cert <file>", "our own certificate (PEM)")
    .option("--tls-key <file>", "the key of --tls-cert (PEM); nobody else may read the file")
    .option("--tls-passphrase-file <file>", "file with the passphrase of --tls-key")
    .option("--tls-server-name <name>", "the name in the receiver's certificate; default: the host")
    .option("--tls-insecure", "take any certificate of the receiver");
}
