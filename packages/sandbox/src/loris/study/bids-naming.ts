/** How an image is called in the BIDS endpoint. */
export interface BidsNaming {
  readonly subfolder: string;
  /** What stands behind `sub-…_ses-…_`, without an extension. */
  readonly suffix: string;
}

/** Names by scan type as recorded on PREVENT-AD; functional runs always carry their number, the others from the second on. */
export function bidsNaming(scanType: string, run: number): BidsNaming {
  const number = `run-${String(run).padStart(3, "0")}`;
  const task = /^(?:task-(\w+)-)?bold$/.exec(scanType);
  if (task !== null) return { subfolder: "func", suffix: `task-${task[1] ?? "rest"}_${number}_bold` };
  const again = run > 1 ? `${number}_` : "";
  if (scanType.startsWith("dwi")) return { subfolder: "dwi", suffix: `${again}dwi` };
  switch (scanType) {
    case "t1w":
      return { subfolder: "anat", suffix: `${again}T1w` };
    case "t2w":
      return { subfolder: "anat", suffix: `${again}T2w` };
    case "asl":
      return { subfolder: "asl", suffix: `${again}asl` };
    case "fieldmap":
      return { subfolder: "fmap", suffix: `${again}phasediff` };
    case "MP2RAGE":
      return { subfolder: "anat", suffix: `inv-${String(run)}_MP2RAGE` };
    default:
      return { subfolder: "anat", suffix: `${again}${scanType}` };
  }
}
