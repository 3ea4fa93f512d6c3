import type { Cloud } from "../cloud.js";
import { OcsError } from "../ocs/ocs-response.js";
import { policyComplaints } from "../ocs/password-policy.js";

/** @throws OcsError `weakStatus` when the policy refuses the password (POST: 400, 27 403; PUT: 400 on both), 403 when one is enforced and none is given */
export function checkSharePassword(
  cloud: Cloud,
  password: string | undefined,
  weakStatus = cloud.version.weakPasswordStatus,
): void {
  if (password === undefined || password === "") {
    if (cloud.settings.passwordEnforced)
      throw new OcsError(403, "Passwords are enforced for link and mail shares");
    return;
  }
  const complaints = policyComplaints(cloud.settings.policy, cloud.version, password);
  if (complaints !== "") throw new OcsError(weakStatus, complaints);
}
