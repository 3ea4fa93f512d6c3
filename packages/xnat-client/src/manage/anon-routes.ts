import type { AnonScript } from "./anon-script.js";

/** One of the two ways in which releases of XNAT keep anonymization scripts. */
export interface AnonRoutes {
  read(): Promise<AnonScript>;
  write(script: string): Promise<void>;
  enable(enabled: boolean): Promise<void>;
}
