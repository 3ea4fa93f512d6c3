const STYLE_BYTES = 23_000;

/** A page of the website where an API answer is due; LORIS's are about 23 kB of frame around one sentence. */
export function htmlPage(title: string, sentence: string): string {
  const frame = '<div class="row"></div>\n'.repeat(Math.floor(STYLE_BYTES / 24));
  return (
    `<!DOCTYPE html>\n<html lang="en">\n<head><title>${title}</title></head>\n<body>\n` +
    `<div id="page" class="container-fluid"><h3>${sentence}</h3>\n${frame}</div>\n</body>\n</html>\n`
  );
}

/** Apache's own page. */
export function apachePage(status: number, reason: string): string {
  return (
    `<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\n<html><head>\n<title>${String(status)} ${reason}</title>\n` +
    `</head><body>\n<h1>${reason}</h1>\n<p>The requested URL was not found on this server.</p>\n</body></html>\n`
  );
}
