/** An annotation as it is read back: what was not given is null. */
export function annotationView(sha: string, annotation: Readonly<Record<string, unknown>>): unknown {
  return {
    start_column: null,
    end_column: null,
    title: null,
    raw_details: null,
    ...annotation,
    blob_href: `https://github.com/acme/orders/blob/${sha}/${encodeURI(String(annotation['path']))}`,
  };
}
