import type { FakeState } from './fake-state.ts';

/** The commit of a branch, of a ref (`heads/main`, `refs/heads/main`) or of its own id. */
export function resolveRef(state: FakeState, ref: string): string | undefined {
  if (state.commits.has(ref)) return ref;
  const short = ref.replace(/^refs\//u, '');
  return state.refs.get(`heads/${short}`) ?? state.refs.get(`tags/${short}`) ?? state.refs.get(short);
}
