import type { Severity } from '@sluice/core';

/** One diagnostic of `ruff check --output-format json`. */
export interface RuffDiagnostic {
  /** `E501`; `syntax-error` for code that does not parse, whatever this version calls it. */
  readonly code: string;
  readonly path: string;
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly url?: string;
  readonly isFixable: boolean;
}

interface Place {
  readonly row: number;
  readonly column: number;
}

/**
 * Reads Ruff's JSON, 0.1 to 0.17. Undefined when it is no list of diagnostics: half an output is no output.
 */
export function parseRuffJson(text: string): readonly RuffDiagnostic[] | undefined {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(document)) return undefined;
  const diagnostics = document.map(readDiagnostic);
  return diagnostics.every((diagnostic) => diagnostic !== undefined) ? diagnostics : undefined;
}

function readDiagnostic(entry: unknown): RuffDiagnostic | undefined {
  if (typeof entry !== 'object' || entry === null) return undefined;
  const { code, filename, message, location, end_location: end, url, fix } = entry as Record<string, unknown>;
  if (typeof filename !== 'string' || typeof message !== 'string' || !isPlace(location)) return undefined;
  const last = isPlace(end) ? end : location;
  return {
    code: typeof code !== 'string' || code === 'E999' || code === 'invalid-syntax' ? 'syntax-error' : code,
    path: filename,
    message,
    line: location.row,
    column: location.column,
    endLine: last.row,
    endColumn: last.column,
    ...(typeof url === 'string' ? { url } : {}),
    isFixable:
      typeof fix === 'object' &&
      fix !== null &&
      (fix as Record<string, unknown>)['applicability'] !== 'display',
  };
}

function isPlace(value: unknown): value is Place {
  if (typeof value !== 'object' || value === null) return false;
  const place = value as Record<string, unknown>;
  return typeof place['row'] === 'number' && typeof place['column'] === 'number';
}

/**
 * The severity of a rule, as Ruff has none of its own: code that cannot run is high, what is probably a mistake
 * medium, style low.
 */
export function ruffSeverity(code: string): Severity {
  if (code === 'syntax-error' || code === 'E902') return 'high';
  return /^(F|B|PLE|ASYNC|S)\d/.test(code) ? 'medium' : 'low';
}
