import type { Dialect } from "../dialect.js";
import type { LorisImageName, LorisImageOptions, LorisSandboxOptions } from "../loris-options.js";
import { bidsNaming } from "./bids-naming.js";
import { candidateAt, candidateIndex, type CandidateRange } from "./candidate-range.js";
import { ExtraImages } from "./extra-images.js";
import { ImageChanges } from "./image-changes.js";
import type { LorisCandidate, LorisImage } from "./study-types.js";

/** 2019-05-23T17:48:47Z, an insert time of the recordings. */
const FIRST_INSERT = 1_558_633_727;

/** The made-up study: candidates and images follow from their number, so that none is kept. */
export class Study {
  readonly changes = new ImageChanges();
  /** CandIDs that answer 403. */
  readonly restricted: Set<string>;
  readonly #extra = new ExtraImages();
  readonly #ranges: readonly CandidateRange[];
  readonly #visits: readonly string[];
  readonly #scanTypes: readonly string[];
  readonly #runs: number;
  readonly #sites: readonly (readonly [name: string, alias: string])[];

  constructor(
    readonly dialect: Dialect,
    readonly options: LorisSandboxOptions,
  ) {
    const study = options.study ?? {};
    this.#visits = study.visits ?? dialect.visits;
    this.#scanTypes = study.scanTypes ?? dialect.scanTypes;
    this.#runs = study.runsPerType ?? 1;
    this.#sites =
      study.sites?.map((name) => [name, name.slice(0, 3).toUpperCase()] as const) ?? dialect.sites;
    this.#ranges = candidateRanges(dialect, options);
    this.restricted = new Set(study.restrictedCandidates);
    for (const image of options.images ?? []) this.add(image);
  }

  get projects(): readonly string[] {
    return [...new Set([...this.#ranges.map((range) => range.project), ...this.#extraProjects()])];
  }

  get visits(): readonly string[] {
    return this.#visits;
  }

  get sites(): readonly (readonly [name: string, alias: string])[] {
    return this.#sites;
  }

  /** The day of a visit. */
  visitDate(candidate: LorisCandidate, visit: string): string {
    return dayOf(this.dialect.legacy ? 2014 : 2018, Math.max(0, candidate.visits.indexOf(visit)));
  }

  /** Adds an image by name. */
  add(image: LorisImageOptions): void {
    this.#extra.add(image);
  }

  /** All candidates, or those of a project. */
  *candidates(project?: string): Generator<LorisCandidate> {
    for (const range of this.#ranges) {
      if (project !== undefined && range.project !== project) continue;
      for (let index = range.start; index < range.start + range.count; index += 1)
        yield this.#withVisits(candidateAt(index, range.project, this.#making));
    }
    for (const id of this.#extra.candidates()) {
      if (this.#generated(id) !== undefined) continue;
      const candidate = this.#added(id);
      if (project === undefined || candidate?.project === project) if (candidate) yield candidate;
    }
  }

  candidate(id: string): LorisCandidate | undefined {
    const generated = this.#generated(id);
    return generated === undefined ? this.#added(id) : this.#withVisits(generated);
  }

  /** All images, or those of a project, in the order of the listing. */
  *images(project?: string): Generator<LorisImage> {
    for (const candidate of this.candidates(project))
      for (const visit of candidate.visits) yield* this.visitImages(candidate, visit);
  }

  *visitImages(candidate: LorisCandidate, visit: string): Generator<LorisImage> {
    const generated = this.#generated(candidate.id);
    if (generated !== undefined && this.#visits.includes(visit))
      for (const scanType of this.#scanTypes)
        for (let run = 1; run <= this.#runs; run += 1) {
          const image = this.#image(candidate, { candidate: candidate.id, visit, scanType, run });
          if (image !== undefined) yield image;
        }
    for (const extra of this.#extra.of(candidate.id)) {
      if (extra.visit !== visit) continue;
      const image = this.#image(candidate, { ...extra, run: 1 }, extra);
      if (image !== undefined) yield image;
    }
  }

  /** The image of this name. */
  image(candidate: LorisCandidate, visit: string, name: string): LorisImage | undefined {
    for (const image of this.visitImages(candidate, visit)) if (image.name === name) return image;
    return undefined;
  }

  get #making(): Parameters<typeof candidateAt>[2] {
    return { dialect: this.dialect, sites: this.#sites, visits: this.#visits };
  }

  #extraProjects(): string[] {
    return (this.options.images ?? []).flatMap((image) => image.project ?? []);
  }

  #withVisits(candidate: LorisCandidate): LorisCandidate {
    return { ...candidate, visits: this.#extra.visits(candidate.id, candidate.visits) };
  }

  #generated(id: string): LorisCandidate | undefined {
    const index = candidateIndex(id, this.dialect);
    if (index === undefined) return undefined;
    const range = this.#ranges.find((one) => index >= one.start && index < one.start + one.count);
    return range === undefined ? undefined : candidateAt(index, range.project, this.#making);
  }

  #added(id: string): LorisCandidate | undefined {
    const [first] = this.#extra.of(id);
    if (first === undefined) return undefined;
    const project = first.project ?? this.#ranges[0]?.project ?? this.dialect.project;
    const like = candidateAt(0, project, this.#making);
    return { ...like, id, pscid: first.pscid ?? `EXT${id}`, visits: this.#extra.visits(id, []) };
  }

  #image(
    owner: LorisCandidate,
    which: Omit<LorisImageName, "name"> & { readonly name?: string },
    extra?: LorisImageOptions,
  ): LorisImage | undefined {
    const { candidate, visit, scanType, run } = which;
    const number = String(run).padStart(3, "0");
    const identity: LorisImageName = {
      candidate,
      visit,
      scanType,
      run,
      name: which.name ?? `${this.dialect.prefix}_${candidate}_${visit}_${scanType}_${number}.mnc`,
    };
    const change = this.changes.get(identity);
    if (change?.removed === true) return undefined;
    const study = this.options.study ?? {};
    const naming = bidsNaming(scanType, run);
    const imageBytes =
      typeof study.imageBytes === "function" ? study.imageBytes(identity) : (study.imageBytes ?? 4096);
    const visitIndex = Math.max(0, owner.visits.indexOf(visit));
    const usual = this.dialect.legacy ? null : "Pass";
    const qc = change?.qc === undefined ? (study.qcStatus ?? (() => usual))(identity) : change.qc;
    return {
      ...identity,
      owner,
      visitDate: this.visitDate(owner, visit),
      insertTime: change?.insertTime ?? insertTime(FIRST_INSERT + visitIndex * 86_400),
      outputType: extra?.outputType ?? "native",
      subfolder: extra?.subfolder ?? naming.subfolder,
      bidsName: extra?.bidsName ?? `sub-${candidate}_ses-${visit}_${naming.suffix}`,
      bytes: change?.bytes ?? extra?.bytes ?? imageBytes,
      mtime: change?.mtime ?? FIRST_INSERT + visitIndex * 86_400,
      revision: change?.revision ?? 0,
      qc,
      selected: change?.selected ?? qc === "Pass",
    };
  }
}

/** LORIS writes times with a numeric zone. */
export function insertTime(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}+00:00`;
}

function dayOf(year: number, index: number): string {
  return `${String(year + Math.floor(index / 12))}-${String((index % 12) + 1).padStart(2, "0")}-20`;
}

function candidateRanges(dialect: Dialect, options: LorisSandboxOptions): CandidateRange[] {
  let start = 0;
  const range = (project: string, count: number): CandidateRange => {
    const made = { project, start, count };
    start += count;
    return made;
  };
  return [
    range(options.project ?? dialect.project, options.study?.candidates ?? 3),
    ...(options.projects ?? dialect.projects).map((one) =>
      typeof one === "string" ? range(one, 0) : range(one.name, one.candidates ?? 0),
    ),
  ];
}
