/** Where a copy of a file stands: what a browser would not show as text gets an ending that it does. */
export function fileUrl(file: string): string {
  return /\.(?:json|svg|png|webp|txt)$/u.test(file) ? `files/${file}` : `files/${file}.txt`;
}
