/** What a module imports, read off its text. */
export interface Imports {
  readonly specifiers: readonly string[];
  /** Imports whose name the text does not say, as they stand there. */
  readonly computed: readonly string[];
}

// Also inside of comments and texts: a file too many only makes a result be computed anew.
const STATIC = /(?:\bfrom|\bimport|\bexport\s*\*\s*from)\s*(['"`])([^'"`\n$]+)\1/gu;
const CALLED = /\b(?:import|require)\s*\(\s*([^)]*)\)/gu;
const LITERAL = /^(['"`])([^'"`$]+)\1\s*(?:,.*)?$/su;

/** Reads without running: what a config consists of is asked before anything of it may run, and on every run. */
export function importsOf(text: string): Imports {
  const specifiers = [...text.matchAll(STATIC)].map((match) => match[2] ?? '');
  const computed: string[] = [];
  for (const [call, argument = ''] of text.matchAll(CALLED)) {
    const literal = LITERAL.exec(argument.trim())?.[2];
    if (literal === undefined) computed.push(call);
    else specifiers.push(literal);
  }
  return { specifiers, computed };
}
