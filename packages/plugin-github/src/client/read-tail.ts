/** The last `mostBytes` of a stream as text, from the start of a line where it was cut; no more than twice that is held. */
export async function readTail(
  stream: ReadableStream<Uint8Array> | null,
  mostBytes: number,
): Promise<string> {
  let kept = Buffer.alloc(0);
  let isCut = false;
  for await (const chunk of stream ?? []) {
    kept = Buffer.concat([kept, chunk]);
    if (kept.length <= mostBytes * 2) continue;
    kept = Buffer.from(kept.subarray(-mostBytes));
    isCut = true;
  }
  if (kept.length > mostBytes) isCut = true;
  const text = kept.subarray(-mostBytes).toString('utf8');
  const start = text.indexOf('\n') + 1;
  return (isCut ? text.slice(start) : text).replace(/^\uFEFF/u, '');
}
