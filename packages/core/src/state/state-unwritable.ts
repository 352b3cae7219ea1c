import { ciError, type CiError } from '../errors/ci-error.ts';
import { messageOf } from '../errors/message-of.ts';

const WORDS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left on the device',
  EDQUOT: 'the disk quota is used up',
  ENOENT: 'its folder does not exist or takes no files',
  ENOTDIR: 'a part of the path is a file',
  EEXIST: 'a file of that name is in the way',
  ELOOP: 'the path goes round in symbolic links',
  EMFILE: 'too many files are open',
};

/** The code of a failed system call, such as `ENOENT`; undefined for anything else. */
export function errnoOf(error: unknown): string | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** Why a file could not be written, in words that a reader of a CI log understands, with the system's code. */
export function ioDetail(error: unknown): string {
  const code = errnoOf(error);
  const words = code === undefined ? undefined : WORDS[code];
  return words === undefined ? messageOf(error) : `${words} (${code})`;
}

/** The one error for a state folder that takes no writes: read-only, full, or in the way of a file. */
export function stateUnwritable(dir: string, error: unknown): CiError {
  return ciError('STATE_UNWRITABLE', { dir, detail: ioDetail(error) }, {}, error);
}
