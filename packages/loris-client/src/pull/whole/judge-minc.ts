import { hdf5End, hdf5HeadBytes } from "./hdf5-end.js";
import { netcdfEnd, netcdfHeadBytes } from "./netcdf-end.js";
import { againstEnd, type Judge } from "./verdict.js";

/** MINC 2 is HDF5 and MINC 1 is NetCDF; both say in their first bytes where they end. */
export const judgeMinc: Judge = {
  headBytes: Math.max(hdf5HeadBytes, netcdfHeadBytes),
  judge(head, bytes) {
    const hdf5 = hdf5End(head);
    if (hdf5 !== undefined) return hdf5 === "unknown" ? "unproven" : againstEnd(bytes, hdf5);
    const netcdf = netcdfEnd(head);
    if (netcdf === undefined) return "wrong";
    if (netcdf === "unknown") return "unproven";
    const rest = bytes - netcdf;
    return rest > 0 && rest < 4 ? "whole" : againstEnd(bytes, netcdf);
  },
};
