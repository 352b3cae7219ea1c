import type { FakeState } from '../state/fake-state.ts';
import { ownName } from './own-name.ts';
import { view } from './view.ts';

/** A label by its name. One that nobody made is grey, as GitHub makes it when an issue asks for it. */
export function labelView(state: FakeState, name: string): Record<string, unknown> {
  const label = state.labels.get(name.toLowerCase());
  return view('label', {
    id: label?.id ?? 1,
    name: label?.name ?? name,
    color: label?.color ?? 'ededed',
    description: label?.description ?? null,
    url: `${state.apiUrl}/repos/${ownName(state)}/labels/${encodeURIComponent(name)}`,
  });
}
