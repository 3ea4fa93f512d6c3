import { ScanferryError } from "@scanferry/transfer";

import type { Planner } from "../planner.js";

/** Not built yet. */
export const planStockBids: Planner = () => {
  throw new ScanferryError("internal", "This way is not built yet.");
};
