/** A file that Black could not format. */
export interface BlackFailure {
  readonly path: string;
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
  /** The file is at fault (it does not parse, or is not text), not Black. */
  readonly isFileAtFault: boolean;
}

/** What Black says on standard error under `--check`. */
export interface BlackReport {
  readonly wouldReformat: readonly string[];
  readonly failures: readonly BlackFailure[];
  /** Undefined when the closing line is missing: then Black did not get to its end. */
  readonly counts?: { readonly changed: number; readonly unchanged: number; readonly failed: number };
  /** Black says that it found no file at all. */
  readonly isEmpty: boolean;
  /** Keys of its configuration that it does not know; it goes on without them. */
  readonly warnings: readonly string[];
}

/** Reads Black's own words, 22 to 26. Since 26 a file that does not parse is named over several lines. */
export function parseBlack(stderr: string): BlackReport {
  const wouldReformat: string[] = [];
  const failures: BlackFailure[] = [];
  const warnings: string[] = [];
  const lines = stderr.split(/\r?\n/);
  for (const [index, line] of lines.entries()) {
    const changed = /^would reformat (.+)$/.exec(line)?.[1];
    if (changed !== undefined) wouldReformat.push(changed);
    const failure = readFailure(line, lines.slice(index + 1, index + 6));
    if (failure) failures.push(failure);
    if (line.startsWith('Invalid config keys detected')) warnings.push(line);
  }
  const counts = readCounts(stderr);
  return {
    wouldReformat,
    failures,
    ...(counts ? { counts } : {}),
    isEmpty: /^No (Python files are present to be formatted|Path provided)\. Nothing to do/m.test(stderr),
    warnings,
  };
}

function readFailure(line: string, following: readonly string[]): BlackFailure | undefined {
  // It names the target version where the project asks for some and Black's own Python is older.
  const parse = /^error: cannot parse(?: for target versions? [^:]+)?: (.+):(\d+):(\d+)$/i.exec(line);
  if (parse) {
    const why = following.find((text) => /^\w*Error: /.test(text)) ?? 'it does not parse';
    const place = { line: Number(parse[2]), column: Number(parse[3]) + 1 };
    return { path: parse[1] ?? '', ...place, message: `cannot parse: ${why}`, isFileAtFault: true };
  }
  const format = /^error: cannot format (.+?): (.+)$/.exec(line);
  if (!format) return undefined;
  const [, path = '', message = ''] = format;
  const place = /^Cannot parse.*?: (\d+):(\d+):/.exec(message);
  return {
    path,
    ...(place ? { line: Number(place[1]), column: Number(place[2]) + 1 } : {}),
    message,
    isFileAtFault: /^Cannot parse|codec can't decode|^unknown encoding|^invalid or missing encoding/i.test(
      message,
    ),
  };
}

function readCounts(stderr: string): BlackReport['counts'] {
  const count = (what: string): number | undefined => {
    const found = new RegExp(`(\\d+) files? would ${what}`).exec(stderr)?.[1];
    return found === undefined ? undefined : Number(found);
  };
  const changed = count('be reformatted');
  const unchanged = count('be left unchanged');
  const failed = count('fail to reformat');
  if (changed === undefined && unchanged === undefined && failed === undefined) return undefined;
  return { changed: changed ?? 0, unchanged: unchanged ?? 0, failed: failed ?? 0 };
}
