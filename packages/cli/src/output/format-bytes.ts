const units = ["B", "KB", "MB", "GB", "TB", "PB"];

/** Writes a size for people, in decimal units as Nextcloud and the disks' makers count: `12.3 MB`. */
export function formatBytes(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1);
  const value = bytes / 1000 ** power;
  return `${power === 0 ? String(value) : value.toFixed(value < 100 ? 1 : 0)} ${units[power] ?? "B"}`;
}
