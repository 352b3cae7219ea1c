import { isTable, textsOf, valueAt } from './table.ts';

/** One hook of `.pre-commit-config.yaml`, with the release of the repository it comes from. */
export interface PreCommitHook {
  readonly id: string;
  /** `https://github.com/psf/black-pre-commit-mirror`; `local` for the project's own. */
  readonly repo: string;
  /** The tag, without a leading `v`. */
  readonly version: string;
  readonly args: readonly string[];
}

/** The hooks of a parsed `.pre-commit-config.yaml`; what has another shape is passed over. */
export function preCommitHooks(document: unknown): readonly PreCommitHook[] {
  const repos = valueAt(document, 'repos');
  if (!Array.isArray(repos)) return [];
  return repos.flatMap((entry: unknown) => {
    const hooks = valueAt(entry, 'hooks');
    if (!isTable(entry) || !Array.isArray(hooks)) return [];
    return hooks.flatMap((hook: unknown) => {
      const id = valueAt(hook, 'id');
      if (typeof id !== 'string') return [];
      return [
        {
          id,
          repo: String(entry['repo'] ?? ''),
          version: String(entry['rev'] ?? '').replace(/^v(?=\d)/, ''),
          args: textsOf(valueAt(hook, 'args')),
        },
      ];
    });
  });
}
