import { askGit } from './git.ts';

/** A file as a commit has it. */
export type FileAt =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unread'; readonly words: string };

/** Reads a file of the folder at a commit, as data: nothing is checked out, no filter and no hook runs. */
export async function readAt(
  place: { readonly cwd: string; readonly env: Readonly<Record<string, string | undefined>> },
  commit: string,
  name: string,
): Promise<FileAt> {
  const answer = await askGit(place.cwd, ['cat-file', 'blob', `${commit}:./${name}`], place.env);
  if (answer.isOk) return { kind: 'text', text: answer.text };
  const isAbsent = /does not exist in|exists on disk, but not in/u.test(answer.words);
  return isAbsent ? { kind: 'absent' } : { kind: 'unread', words: answer.words };
}
