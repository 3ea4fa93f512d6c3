/** The kinds of server that a login can be for. */
export const serviceKinds = ["xnat", "loris", "nextcloud"] as const;

/** One kind of server. */
export type ServiceKind = (typeof serviceKinds)[number];

/** The environment variables that each service's own tools use, after our `SCANFERRY_*`. */
export const serviceVariables: Readonly<
  Record<ServiceKind, { url: string; username: string; password: string }>
> = {
  xnat: { url: "XNAT_HOST", username: "XNAT_USER", password: "XNAT_PASS" },
  loris: { url: "LORIS_URL", username: "LORIS_USERNAME", password: "LORIS_PASSWORD" },
  nextcloud: { url: "NEXTCLOUD_URL", username: "NEXTCLOUD_USER", password: "NEXTCLOUD_PASSWORD" },
};

/** Tells whether a value names a kind of server. */
export function isServiceKind(value: unknown): value is ServiceKind {
  return serviceKinds.some((kind) => kind === value);
}
