const compressedExtensions = new Set(
  (
    "gz tgz mgz zip bz2 tbz2 xz txz zst lz4 lzma 7z rar br jar nii.gz " +
    "jpg jpeg jp2 j2k jls png gif webp heic avif mp3 m4a ogg opus flac mp4 m4v mov mkv webm avi wmv " +
    "docx xlsx pptx odt ods odp epub npz mgz parquet"
  ).split(" "),
);

/** Tells by the name whether content is compressed already, so that deflating it again would only cost time. */
export function isAlreadyCompressed(name: string): boolean {
  const extension = /\.([^./]+)$/.exec(name)?.[1];
  return extension !== undefined && compressedExtensions.has(extension.toLowerCase());
}
