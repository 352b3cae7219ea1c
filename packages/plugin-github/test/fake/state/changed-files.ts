import type { FakeState } from './fake-state.ts';

export interface ChangedFile {
  readonly path: string;
  readonly status: 'added' | 'removed' | 'modified';
  readonly before: string;
  readonly after: string;
}

/** The files in which two commits differ, by their names. */
export function changedFiles(state: FakeState, base: string, head: string): ChangedFile[] {
  const before = state.commits.get(base)?.files ?? {};
  const after = state.commits.get(head)?.files ?? {};
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted();
  return paths.flatMap((path) => {
    const [was, is] = [before[path], after[path]];
    if (was === is) return [];
    const status = was === undefined ? 'added' : is === undefined ? 'removed' : 'modified';
    return [{ path, status, before: was ?? '', after: is ?? '' }];
  });
}
