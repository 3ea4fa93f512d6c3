import type { Dialect } from "../dialect.js";
import type { LorisImageName, LorisImageOptions, LorisSandboxOptions } from "../loris-options.js";
import { candidateAt, candidateIndex, type CandidateRange, candidateRanges } from "./candidate-range.js";
import { ExtraImages } from "./extra-images.js";
import { ImageChanges } from "./image-changes.js";
import { generatedName, makeImage, type SessionOfImages, sessionOf } from "./image-maker.js";
import type { LorisCandidate, LorisImage } from "./study-types.js";

/** The made-up study: candidates and images follow from their number, so that none is kept. */
export class Study {
  readonly changes = new ImageChanges();
  /** CandIDs that answer 403. */
  readonly restricted: Set<string>;
  readonly visits: readonly string[];
  /** Names and aliases, dealt to the candidates in turn. */
  readonly sites: readonly (readonly [name: string, alias: string])[];
  readonly #extra = new ExtraImages();
  readonly #ranges: readonly CandidateRange[];

  constructor(
    readonly dialect: Dialect,
    readonly options: LorisSandboxOptions,
  ) {
    const study = options.study ?? {};
    this.visits = study.visits ?? dialect.visits;
    this.sites = study.sites?.map((name) => [name, name.slice(0, 3).toUpperCase()]) ?? dialect.sites;
    this.#ranges = candidateRanges(dialect, options);
    this.restricted = new Set(study.restrictedCandidates);
    for (const image of options.images ?? []) this.add(image);
  }

  get projects(): readonly string[] {
    return [...new Set([...this.#ranges.map((range) => range.project), ...this.#extra.projects()])];
  }

  /** The day of a visit. */
  visitDate(candidate: LorisCandidate, visit: string): string {
    return sessionOf(candidate, visit, this.dialect).visitDate;
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
        yield this.#generated(index, range);
    }
    for (const id of this.#extra.candidates()) {
      if (this.#rangeOf(id) !== undefined) continue;
      const candidate = this.candidate(id);
      if (candidate !== undefined && (project === undefined || candidate.project === project))
        yield candidate;
    }
  }

  candidate(id: string): LorisCandidate | undefined {
    const place = this.#rangeOf(id);
    if (place !== undefined) return this.#generated(place.index, place.range);
    const [first] = this.#extra.of(id);
    if (first === undefined) return undefined;
    const project = first.project ?? this.#ranges[0]?.project ?? this.dialect.project;
    const visits = this.#extra.visits(id, []);
    const like = candidateAt(0, project, { dialect: this.dialect, sites: this.sites, visits });
    // As 28 shows a candidate that was only just made: no dates and no sex (measured).
    const unknown = this.dialect.legacy ? {} : { edc: null, dateOfBirth: null, sex: null };
    return { ...like, ...unknown, id, pscid: first.pscid ?? `EXT${id}` };
  }

  /** All images, or those of a project, in the order of the listing. */
  *images(project?: string): Generator<LorisImage> {
    for (const candidate of this.candidates(project))
      for (const visit of candidate.visits) yield* this.visitImages(candidate, visit);
  }

  *visitImages(candidate: LorisCandidate, visit: string): Generator<LorisImage> {
    const session = sessionOf(candidate, visit, this.dialect);
    const { scanTypes = this.dialect.scanTypes, runsPerType = 1 } = this.options.study ?? {};
    if (this.#isGenerated(candidate, visit))
      for (const scanType of scanTypes)
        for (let run = 1; run <= runsPerType; run += 1) yield* this.#image(session, { scanType, run });
    yield* this.#added(session);
  }

  /** The image of this name. */
  image(candidate: LorisCandidate, visit: string, name: string): LorisImage | undefined {
    for (const image of this.#namedLike(candidate, visit, name)) if (image.name === name) return image;
    return undefined;
  }

  /** The images that may have this name: one where the name says which, so that a visit of thousands is not made for each of them. */
  *#namedLike(candidate: LorisCandidate, visit: string, name: string): Generator<LorisImage> {
    const session = sessionOf(candidate, visit, this.dialect);
    const run = Number(/_(\d+)\.mnc$/.exec(name)?.[1] ?? "0");
    const { scanTypes = this.dialect.scanTypes, runsPerType = 1 } = this.options.study ?? {};
    if (run >= 1 && run <= runsPerType && this.#isGenerated(candidate, visit))
      for (const scanType of scanTypes)
        if (generatedName(session, scanType, run, this.dialect) === name)
          yield* this.#image(session, { scanType, run });
    yield* this.#added(session);
  }

  #isGenerated(candidate: LorisCandidate, visit: string): boolean {
    return this.visits.includes(visit) && this.#rangeOf(candidate.id) !== undefined;
  }

  *#added(session: SessionOfImages): Generator<LorisImage> {
    for (const extra of this.#extra.of(session.owner.id))
      if (extra.visit === session.visit) yield* this.#image(session, { ...extra, run: 1 }, extra);
  }

  #rangeOf(id: string): { readonly index: number; readonly range: CandidateRange } | undefined {
    const index = candidateIndex(id, this.dialect);
    if (index === undefined) return undefined;
    const range = this.#ranges.find((one) => index >= one.start && index < one.start + one.count);
    return range === undefined ? undefined : { index, range };
  }

  #generated(index: number, range: CandidateRange): LorisCandidate {
    const { dialect, sites, visits } = this;
    const candidate = candidateAt(index, range.project, { dialect, sites, visits });
    return { ...candidate, visits: this.#extra.visits(candidate.id, visits) };
  }

  /** The image, unless it was taken out of the lists. */
  *#image(
    session: SessionOfImages,
    which: Pick<LorisImageName, "scanType" | "run"> & { readonly name?: string },
    extra?: LorisImageOptions,
  ): Generator<LorisImage> {
    const { dialect } = this;
    const { scanType, run } = which;
    const name: LorisImageName = {
      candidate: session.owner.id,
      visit: session.visit,
      scanType,
      run,
      name: which.name ?? generatedName(session, scanType, run, dialect),
    };
    const change = this.changes.get(name);
    if (change?.removed !== true)
      yield makeImage(session, name, { dialect, study: this.options.study ?? {}, extra, change });
  }
}
