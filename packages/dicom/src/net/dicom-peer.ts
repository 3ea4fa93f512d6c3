/** How the connection to a receiver is encrypted. Certificates and keys are PEM texts. */
export interface DicomTls {
  /** Certificate authorities to trust instead of those that Node knows. */
  readonly ca?: string | readonly string[] | undefined;
  /** Our own certificate, where the receiver asks for one. */
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
  /** Opens an encrypted `key`. */
  readonly passphrase?: string | undefined;
  /** The name that the receiver's certificate must bear. @default the host */
  readonly serverName?: string | undefined;
  /** Takes any certificate: whoever stands between can read everything. @default false */
  readonly insecure?: boolean | undefined;
}

/** A DICOM receiver, and how long it may take. */
export interface DicomPeer {
  readonly host: string;
  readonly port: number;
  /** What the receiver calls itself, at most 16 characters. @default "XNAT" */
  readonly calledAet?: string | undefined;
  /** What we call ourselves, at most 16 characters. @default "SCANFERRY" */
  readonly callingAet?: string | undefined;
  readonly tls?: DicomTls | undefined;
  /** How long a connection may take, TLS included. @default 15000 */
  readonly connectTimeoutMs?: number | undefined;
  /** How long the receiver may think about an association. @default 30000 */
  readonly associationTimeoutMs?: number | undefined;
  /** How long the receiver may think about one object, and how long nothing may move while one is sent. @default 120000 */
  readonly dimseTimeoutMs?: number | undefined;
  /** How long the receiver may take for the goodbye. @default 5000 */
  readonly releaseTimeoutMs?: number | undefined;
}
