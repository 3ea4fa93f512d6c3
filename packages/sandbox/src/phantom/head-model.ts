/** What a voxel is made of. */
export type Tissue =
  "air" | "scalp" | "skull" | "csf" | "gray" | "white" | "deepGray" | "cerebellum" | "stem" | "eye";

/** How one made-up head differs from the next; all near 1, shifts near 0. */
export interface HeadVariation {
  readonly width: number;
  readonly length: number;
  readonly height: number;
  readonly ventricles: number;
  /** Phase of the cortical folds, radians. */
  readonly folds: number;
  readonly shiftX: number;
  readonly shiftY: number;
}

/** How much of the image the head fills: the nose needs room. */
const FILL = 0.9;

/** A variation drawn from a random source. */
export function drawVariation(random: () => number): HeadVariation {
  const around = (spread: number): number => 1 + (random() - 0.5) * 2 * spread;
  return {
    width: around(0.05),
    length: around(0.05),
    height: around(0.04),
    ventricles: around(0.25),
    folds: random() * 2 * Math.PI,
    shiftX: (random() - 0.5) * 0.06,
    shiftY: (random() - 0.5) * 0.06,
  };
}

/**
 * The tissue at a point of a head made of ellipsoids, after Shepp and Logan (1974) in three dimensions, with a skull, folded
 * gray and white matter, ventricles, cerebellum and eyes; coordinates run from -1 to 1 to the right, front and top.
 */
export function tissueAt(right: number, front: number, top: number, head: HeadVariation): Tissue {
  const x = (right - head.shiftX) / (head.width * FILL);
  const y = (front - head.shiftY) / (head.length * FILL);
  const z = top / (head.height * FILL);
  if (within(Math.abs(x) - 0.27, y - 0.72, z + 0.38, 0.12, 0.12, 0.12)) return "eye";
  const shell = radius(x, y, z + 0.02, 0.72, 0.88, 0.9);
  const nose = within(x, y - 0.9, z + 0.42, 0.09, 0.13, 0.18);
  if (shell > 1) return nose ? "scalp" : "air";
  if (shell > 0.93) return "scalp";
  if (shell > 0.86) return "skull";
  return brainTissue(x, y, z, shell, head);
}

function brainTissue(x: number, y: number, z: number, shell: number, head: HeadVariation): Tissue {
  const side = Math.abs(x);
  const v = head.ventricles;
  if (within(x, y + 0.18, z + 0.62, 0.11, 0.12, 0.3)) return "stem";
  if (within(x, y + 0.46, z + 0.5, 0.38, 0.26, 0.2)) return "cerebellum";
  if (within(side - 0.1, y - 0.02, z - 0.1, 0.065 * v, 0.3 * v, 0.13 * v)) return "csf";
  if (within(x, y + 0.04, z + 0.06, 0.022 * v, 0.12, 0.1)) return "csf";
  if (within(side - 0.13, y + 0.06, z + 0.05, 0.09, 0.14, 0.09)) return "deepGray";
  // The fissure between the hemispheres, deep at the top.
  if (side < 0.018 && z > 0.02 && shell > 0.42) return "csf";
  const folds =
    Math.sin(15 * Math.atan2(y, side + 0.05) + head.folds) *
    Math.sin(11 * Math.acos(clamp(z / Math.max(0.05, Math.hypot(x, y, z)))));
  const surface = 0.82 + 0.03 * folds;
  if (shell > surface) return "csf";
  return shell > surface - 0.12 - 0.08 * folds ? "gray" : "white";
}

function radius(x: number, y: number, z: number, a: number, b: number, c: number): number {
  return Math.sqrt((x / a) ** 2 + (y / b) ** 2 + (z / c) ** 2);
}

function within(x: number, y: number, z: number, a: number, b: number, c: number): boolean {
  return (x / a) ** 2 + (y / b) ** 2 + (z / c) ** 2 <= 1;
}

function clamp(value: number): number {
  return Math.max(-1, Math.min(1, value));
}
