/** What isort says under `--check-only`, on both streams. */
export interface IsortReport {
  readonly unsorted: readonly string[];
  /** Files it could not read, with its reason. isort itself passes over them and exits 0. */
  readonly unreadable: readonly { readonly path: string; readonly reason: string }[];
  /** Files with `isort: skip_file`, and those its configuration skips. */
  readonly skipped: number;
  /** Paths given that do not exist. */
  readonly broken: number;
  /** isort itself fell over: the last line of its traceback. isort exits 1 for this as for unsorted imports. */
  readonly crash?: string;
}

/** Reads isort's own words, 5 to 9. */
export function parseIsort(stdout: string, stderr: string): IsortReport {
  const lines = stderr.split(/\r?\n/);
  const unsorted = lines.flatMap((line) => {
    const path = /^ERROR: (.+) Imports are incorrectly sorted and\/or formatted\.$/.exec(line)?.[1];
    return path === undefined ? [] : [path];
  });
  const unreadable = lines.flatMap((line) => {
    const match = /Warning: Unable to parse file (.+?) due to (.+)$/.exec(line);
    return match ? [{ path: match[1] ?? '', reason: match[2] ?? '' }] : [];
  });
  const crash = lines.some((line) => line.startsWith('Traceback (most recent call last)'))
    ? lines.findLast((line) => /^\S.*(Error|Exception|DoesNotExist|\w+):/.test(line))
    : undefined;
  return {
    unsorted,
    unreadable,
    skipped: Number(/^Skipped (\d+) files?/m.exec(stdout)?.[1] ?? 0),
    broken: Number(/^Broken (\d+) paths?/m.exec(stdout)?.[1] ?? 0),
    ...(crash === undefined ? {} : { crash }),
  };
}
