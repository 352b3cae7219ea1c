/** One message of MyPy about a place in the code. */
export interface MypyMessage {
  readonly path: string;
  readonly line?: number;
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  readonly severity: 'error' | 'note' | 'warning';
  readonly message: string;
  /** `arg-type`; absent for messages that have none. */
  readonly code?: string;
}

/** What MyPy says. */
export interface MypyReport {
  readonly messages: readonly MypyMessage[];
  /** From its closing line; undefined when there is none, as in JSON. */
  readonly summary?: { readonly errors: number; readonly checked?: number };
  /** "errors prevented further checking": what was found is not all there is. */
  readonly isCutShort: boolean;
}

/**
 * Reads MyPy's text or JSON, whichever it printed: a configuration may ask for JSON, and versions before 1.11 have
 * none. The text form alone tells how many files were checked and how many errors to expect, so it is asked for.
 */
export function parseMypy(stdout: string): MypyReport {
  const lines = stdout.split(/\r?\n/);
  const messages = lines.map(readLine).filter((message) => message !== undefined);
  const found = /^Found (\d+) errors? in \d+ files?(?: \(checked (\d+) source files?\))?/m.exec(stdout);
  const clean = /^Success: no issues found in (\d+) source files?/m.exec(stdout);
  const summary = found
    ? { errors: Number(found[1]), ...(found[2] === undefined ? {} : { checked: Number(found[2]) }) }
    : clean && { errors: 0, checked: Number(clean[1]) };
  return {
    messages,
    ...(summary ? { summary } : {}),
    isCutShort: stdout.includes('errors prevented further checking'),
  };
}

function readLine(line: string): MypyMessage | undefined {
  return line.startsWith('{') ? readJson(line) : readText(line);
}

function readText(line: string): MypyMessage | undefined {
  const match =
    /^(.+?):(?:(\d+):(?:(\d+):)?(?:(\d+):(\d+):)?)? (error|note|warning): (.*?)(?: {2}\[([\w-]+)\])?$/.exec(
      line,
    );
  if (!match) return undefined;
  const [, path = '', row, column, endLine, endColumn, severity, message = '', code] = match;
  const number = (key: string, text: string | undefined) =>
    text === undefined ? {} : { [key]: Number(text) };
  return {
    path,
    ...number('line', row),
    ...number('column', column),
    ...number('endLine', endLine),
    ...number('endColumn', endColumn),
    severity: severity as MypyMessage['severity'],
    message,
    ...(code === undefined ? {} : { code }),
  };
}

/** MyPy's JSON counts columns from 0, its text from 1. */
function readJson(line: string): MypyMessage | undefined {
  let entry: Record<string, unknown>;
  try {
    entry = JSON.parse(line) as Record<string, unknown>;
  } catch {
    return undefined;
  }
  const { file, message, severity, code } = entry;
  if (typeof file !== 'string' || typeof message !== 'string') return undefined;
  const number = (key: string, value: unknown, offset: number) =>
    typeof value === 'number' && value >= 0 ? { [key]: value + offset } : {};
  return {
    path: file,
    ...number('line', entry['line'], 0),
    ...number('column', entry['column'], 1),
    ...number('endLine', entry['end_line'], 0),
    ...number('endColumn', entry['end_column'], 0),
    severity: severity === 'note' || severity === 'warning' ? severity : 'error',
    message,
    ...(typeof code === 'string' ? { code } : {}),
  };
}
