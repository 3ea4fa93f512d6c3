/** The OCS path of the share interface. */
export const sharesPath = "apps/files_sharing/api/v1/shares";
