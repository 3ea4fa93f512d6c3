import type { VisitOf } from "../candidates/visit-routes.js";

/** Series of a tar as recorded: the number is a number, the times are texts, and a time that does not apply is null. */
export function seriesInfo(of: VisitOf): readonly object[] {
  const root = `1.3.12.2.1107.5.2.32.35008.${of.candidate.id}`;
  return [
    {
      SeriesDescription: "t1_mpr_1mm_p2_pos50",
      SeriesNumber: 2,
      EchoTime: "3.16",
      RepetitionTime: "2400",
      InversionTime: "1200",
      SliceThickness: "1",
      Modality: "MR",
      SeriesUID: `${root}.2.0.0.0`,
    },
    {
      SeriesDescription: "t2_spc_1mm_p2",
      SeriesNumber: 3,
      EchoTime: "499",
      RepetitionTime: "3200",
      InversionTime: null,
      SliceThickness: "1",
      Modality: "MR",
      SeriesUID: `${root}.3.0.0.0`,
    },
  ];
}
