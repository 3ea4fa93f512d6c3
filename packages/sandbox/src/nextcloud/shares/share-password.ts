import type { Cloud } from "../cloud.js";
import { OcsError } from "../ocs/ocs-response.js";
import { policyComplaints } from "../ocs/password-policy.js";

/** @throws OcsError 400 (27: 403) when the policy refuses the password, 403 when one is enforced and none is given */
export function checkSharePassword(cloud: Cloud, password: string | undefined): void {
  if (password === undefined || password === "") {
    if (cloud.settings.passwordEnforced)
      throw new OcsError(403, "Passwords are enforced for link and mail shares");
    return;
  }
  const complaints = policyComplaints(cloud.settings.policy, cloud.version, password);
  if (complaints !== "") throw new OcsError(cloud.version.weakPasswordStatus, complaints);
}
