import { absolutePath } from "../dataset/absolute-path.js";
import type { DatasetContext } from "../dataset/dataset.js";
import { checkImage } from "../image/check-image.js";
import type { Candidate } from "./candidate.js";
import type { PickedFile, PickProblem } from "./pick.js";

/** What became of the candidates of one participant. */
export interface Chosen {
  readonly files: readonly PickedFile[];
  readonly warnings: readonly PickProblem[];
}

/**
 * Goes through the candidates in their order and takes the first whose content is in order, or all of them.
 * One that looks truncated is taken only where there is no better one, and named in the warnings.
 */
export async function chooseImages(
  context: DatasetContext,
  participant: string,
  candidates: readonly Candidate[],
  all: boolean,
): Promise<Chosen> {
  const files: PickedFile[] = [];
  const second: PickedFile[] = [];
  const warnings: PickProblem[] = [];
  for (const candidate of candidates) {
    const { sizeBytes, mtime, problem } = await checkImage(absolutePath(context.root, candidate.path));
    if (problem !== undefined) warnings.push({ ...problem, path: candidate.path });
    if (mtime === undefined || (problem !== undefined && problem.reason !== "truncated")) continue;
    const picked = toPickedFile(context, candidate, sizeBytes, mtime);
    if (all || problem === undefined) files.push(picked);
    else second.push(picked);
    if (!all && files.length > 0) break;
  }
  if (files.length === 0 && second[0] !== undefined) files.push(second[0]);
  return { files: distinctNames(files, participant), warnings };
}

function toPickedFile(
  context: DatasetContext,
  candidate: Candidate,
  sizeBytes: number,
  mtime: Date,
): PickedFile {
  const { name, path, suffix, extension, datatype, session, entities } = candidate;
  return {
    ...{
      name,
      path: absolutePath(context.root, path),
      relativePath: path,
      sizeBytes,
      mtime,
      suffix,
      extension,
      entities,
    },
    ...(datatype === undefined ? {} : { datatype }),
    ...(session === undefined ? {} : { session }),
  };
}

/** Two sessions of the plain layout may hold files of one name; in one zip they need two. */
function distinctNames(files: readonly PickedFile[], participant: string): PickedFile[] {
  const count = new Map<string, number>();
  for (const { name } of files) count.set(name.toLowerCase(), (count.get(name.toLowerCase()) ?? 0) + 1);
  return files.map((file) =>
    count.get(file.name.toLowerCase()) === 1
      ? file
      : { ...file, name: file.relativePath.slice(participant.length + 1) },
  );
}
