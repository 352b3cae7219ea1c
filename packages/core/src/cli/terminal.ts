/** Where a verb writes: the document to stdout, everything else to stderr; and what the terminal can show. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly isTty: boolean;
  readonly columns: () => number;
  readonly rows: () => number | undefined;
  readonly color: boolean;
  readonly ci: 'github' | 'other' | undefined;
}

interface TerminalInput {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: {
    readonly isTTY?: boolean;
    readonly columns?: number;
    readonly rows?: number;
    write: (text: string) => unknown;
  };
  readonly stderr: { readonly isTTY?: boolean; write: (text: string) => unknown };
  /** From `--color` and `--no-color`. */
  readonly colorFlag?: boolean;
}

/** Reads from flags and environment what may be shown. */
export function openTerminal({ env, stdout, stderr, colorFlag }: TerminalInput): Terminal {
  const ci = detectCi(env);
  const isTty = stdout.isTTY === true && ci === undefined && env['TERM'] !== 'dumb';
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    isTty,
    columns: () => (isTty ? (stdout.columns ?? 80) : 120),
    rows: () => stdout.rows,
    color: wantsColor(env, isTty, colorFlag),
    ci,
  };
}

/** Flag, then NO_COLOR, then FORCE_COLOR, then TTY (no-color.org, bixense.com/clicolors). */
export function wantsColor(
  env: Readonly<Record<string, string | undefined>>,
  isTty: boolean,
  flag: boolean | undefined,
): boolean {
  if (flag !== undefined) return flag;
  if ((env['NO_COLOR'] ?? '') !== '') return false;
  const force = env['FORCE_COLOR'] ?? env['CLICOLOR_FORCE'];
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false';
  return isTty && env['TERM'] !== 'dumb';
}

function detectCi(env: Readonly<Record<string, string | undefined>>): Terminal['ci'] {
  if (env['GITHUB_ACTIONS'] === 'true') return 'github';
  const ci = env['CI'];
  return ci === undefined || ci === '' || ci === '0' || ci.toLowerCase() === 'false' ? undefined : 'other';
}
