import type { ResourcePlace } from "../plan/resource-place.js";

/** Where things go below the output folder. Names out of it are safe on every file system; two that become one are found out by the engine. */
export interface Layout {
  /** The folder that shows where a resource goes. */
  folder(place: ResourcePlace): string;
  /** @param path Below the resource, its names safe already. */
  file(place: ResourcePlace, path: string): string;
  /** The archive of a resource. */
  archive(place: ResourcePlace): string;
}

/** Makes a layout out of the folder that a resource's files lie in. */
export function layoutOf(folder: (place: ResourcePlace) => string, archive: Layout["archive"]): Layout {
  return { folder, file: (place, path) => `${folder(place)}/${path}`, archive };
}
