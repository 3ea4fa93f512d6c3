import type { Topic } from "./topics.js";

/** The environment variables that are read. */
export const environmentTopic: Topic = {
  name: "environment",
  title: "Environment",
  text: `SCANFERRY_URL, SCANFERRY_USERNAME, SCANFERRY_PASSWORD   the login, for any kind of server
SCANFERRY_PROFILE       the stored login to use, as --profile
SCANFERRY_CREDENTIALS   a credentials file, as --credentials
SCANFERRY_CONFIG_DIR    folder of the profiles (default: scanferry in $XDG_CONFIG_HOME or ~/.config, or %APPDATA%)
SCANFERRY_STATE_DIR     folder of the record of what was pushed (default: scanferry in $XDG_STATE_HOME or ~/.local/state, or %LOCALAPPDATA%)
SCANFERRY_KEYRING       off keeps secrets in a file of mode 0600 and leaves the keyring alone
NEXTCLOUD_URL, NEXTCLOUD_USER, NEXTCLOUD_PASSWORD       the login for Nextcloud
XNAT_HOST, XNAT_USER, XNAT_PASS                         the login for XNAT; provider/user names the login provider
XNATPY_HOST with XNATPY_USER and XNATPY_PASS            the same for xnatpy's scripts, where XNAT_HOST is not set
XNATPY_HOST, XNATPY_JSESSION                            a session that xnatpy's command has opened; it is left open
LORIS_URL, LORIS_USERNAME, LORIS_PASSWORD               the login for LORIS; /api/VERSION behind the address is followed
NETRC                   the netrc file (default: ~/.netrc)
HTTPS_PROXY, HTTP_PROXY, NO_PROXY                       proxies
NODE_EXTRA_CA_CERTS     further certificate authorities, e.g. of a clinic
NO_COLOR, TERM=dumb     plain output

A login is put together from the first place that knows each part:
flag, SCANFERRY_*, the service's own variables, the profile of --profile or SCANFERRY_PROFILE,
--credentials file, default profile, netrc, question at the terminal.
A stored profile that you did not name, and netrc, serve their own server and user only.
remote_path and expiration_days of a credentials file count only where its login is used.

Files with secrets that others can read are refused; the hint names the chmod that mends it.`,
};
