import { fileURLToPath } from 'node:url';
import { problemOf } from '../errors/ci-error.ts';
import { messageOf } from '../errors/message-of.ts';
import type { Problem } from '../model/problem.ts';

/** Where an error arose, in a file of the user's. */
export interface Place {
  readonly file: string;
  readonly line?: number;
}

/** What went wrong while a config was loaded: syntax, an import, or a throw, each with file and line where known. */
export function loadProblem(error: unknown, config: string): Problem {
  const place = placeOf(error, config);
  const where = `${place.file}${place.line === undefined ? '' : `:${place.line}`}`;
  const said = firstLines(safeMessageOf(error));
  if (isSyntaxProblem(error))
    return problemOf('CONFIG_SYNTAX', { detail: `${syntaxMessage(said)} (${where})` }, { file: place.file });
  if (isImportProblem(error))
    return problemOf('CONFIG_IMPORT_FAILED', { detail: said }, { file: place.file });
  return problemOf('CONFIG_THREW', { detail: `${said} (${where})` }, { file: place.file });
}

/** A missing named export is a SyntaxError to Node, but no syntax is wrong. */
export function isMissingExport(error: unknown): error is SyntaxError {
  return error instanceof SyntaxError && /does not provide an export named/u.test(error.message);
}

/** True for what Node, its type stripping or jiti could not parse. */
export function isSyntaxProblem(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (error instanceof SyntaxError && !isMissingExport(error)) || error.message.startsWith('ParseError');
}

function isImportProblem(error: unknown): boolean {
  const code = String((error as { code?: unknown } | null | undefined)?.code ?? '');
  const isResolution =
    /^(?:ERR_)?MODULE_NOT_FOUND$|^ERR_PACKAGE_|^ERR_UNSUPPORTED_|^ERR_INVALID_MODULE|^ERR_UNKNOWN_/u.test(
      code,
    );
  return isMissingExport(error) || isResolution;
}

/** The user's file, and line, in which an error arose; the config when nothing tells. */
export function placeOf(error: unknown, config: string): Place {
  const stack = safeStackOf(error);
  // jiti: "ParseError: …\n /path/file.ts:4:5"; Node: the first line of the stack, "file:///path/file.ts:4".
  const parsed = /^ParseError[^\n]*\n\s*(\S.*?):(\d+):\d+$/mu.exec(stack.replace(/^Error: /u, ''));
  const head = /^((?:file:\/\/)?\/[^\n]*|[A-Za-z]:\\[^\n]*):(\d+)$/mu.exec(stack.split('\n')[0] ?? '');
  const frame = stack
    .split('\n')
    .map((line) => /^\s+at (?:.*\()?((?:file:\/\/)?(?:\/|[A-Za-z]:[\\/])[^\n]*?):(\d+):\d+\)?$/u.exec(line))
    .find((match) => match !== null && !isOfOurs(match[1] ?? ''));
  const match = parsed ?? head ?? frame;
  const imported = / imported from (\/\S.*|[A-Za-z]:\\.*)$/mu.exec(stack);
  if (imported?.[1] !== undefined) return { file: imported[1] };
  if (match?.[1] === undefined) return { file: config };
  return { file: asPath(match[1]), line: Number(match[2]) };
}

// Frames of the loaders say nothing to the user.
function isOfOurs(file: string): boolean {
  return (
    /\/(?:jiti|cosmiconfig)\/(?:dist|lib)\//u.test(file) ||
    file.startsWith(import.meta.url.replace(/[^/]*$/u, ''))
  );
}

function asPath(file: string): string {
  const bare = file.replace(/\?[^?]*$/u, '');
  return bare.startsWith('file:') ? fileURLToPath(bare) : bare;
}

function syntaxMessage(said: string): string {
  return said.replace(/^ParseError: /u, '').trim();
}

/** The message without Node's and jiti's further lines (a stack of requires, the place again). */
function firstLines(message: string): string {
  return message.split(/\n(?:Require stack:|\s*(?:\/|[A-Za-z]:\\)[^\n]*:\d+:\d+)/u)[0]?.trim() ?? message;
}

function safeMessageOf(error: unknown): string {
  try {
    return messageOf(error);
  } catch {
    return 'an error that cannot be read';
  }
}

function safeStackOf(error: unknown): string {
  try {
    return String((error as { stack?: unknown } | null | undefined)?.stack ?? '');
  } catch {
    return '';
  }
}
