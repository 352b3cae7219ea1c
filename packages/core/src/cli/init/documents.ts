import { messageOf } from '../../errors/message-of.ts';
import { parseIni, type Ini } from './ini.ts';
import { isTable, textAt, textsAt, valueAt } from './table.ts';
import { namesIn, type Tree } from './tree.ts';

/** A hook of `.pre-commit-config.yaml`. */
export interface Hook {
  readonly id: string;
  readonly repo: string;
  readonly rev: string;
  /** What a hook of the project itself calls. */
  readonly entry?: string;
  readonly args: readonly string[];
  /** Whether it is called with the names of the files of a commit. */
  readonly takesFiles: boolean;
  /** When it is called; nothing means at a commit. */
  readonly stages: readonly string[];
}

/** The files that say how a project works, parsed once. A file that is missing or broken is an empty one. */
export interface Documents {
  readonly tree: Tree;
  readonly pyproject: unknown;
  readonly pipfile: unknown;
  readonly packageJson: unknown;
  readonly toxToml: unknown;
  /** `.ruff.toml`, else `ruff.toml`. */
  readonly ruffToml?: { readonly file: string; readonly table: unknown };
  readonly hooks: readonly Hook[];
  /** Whether hooks are kept from some files by `exclude` or `files`, which no tool called by itself knows of. */
  readonly hooksAreFiltered: boolean;
  readonly workflows: readonly { readonly file: string; readonly document: unknown }[];
  readonly ini: (file: string) => Ini;
  /** What does not parse, in words. */
  readonly problems: readonly string[];
}

type Parse = (file: string, parse: (text: string) => unknown) => unknown;

/** Parses what there is. The parsers are loaded only when there is something for them. */
export async function readDocuments(tree: Tree): Promise<Documents> {
  const problems: string[] = [];
  const parsed: Parse = (file, parse) => {
    const text = tree.read(file);
    if (text === undefined) return undefined;
    try {
      return parse(text);
    } catch (error) {
      problems.push(`${file} does not parse: ${messageOf(error).split('\n')[0]}`);
      return undefined;
    }
  };
  const toml = (await import('smol-toml')).parse as (text: string) => unknown;
  const load = (await import('./load-yaml.ts')).loadYaml;
  const preCommit = parsed('.pre-commit-config.yaml', load);
  const ruffFile = ['.ruff.toml', 'ruff.toml'].find((file) => tree.read(file) !== undefined);
  const workflows = namesIn(tree, '.github/workflows').filter((name) => /\.ya?ml$/u.test(name));
  return {
    tree,
    pyproject: parsed('pyproject.toml', toml),
    pipfile: parsed('Pipfile', toml),
    packageJson: parsed('package.json', JSON.parse),
    toxToml: parsed('tox.toml', toml),
    ...(ruffFile === undefined ? {} : { ruffToml: { file: ruffFile, table: parsed(ruffFile, toml) } }),
    ...hooksOf(preCommit),
    workflows: workflows.map((file) => ({ file, document: parsed(`.github/workflows/${file}`, load) })),
    ini: (file) => parseIni(tree.read(file) ?? ''),
    problems,
  };
}

function hooksOf(preCommit: unknown): Pick<Documents, 'hooks' | 'hooksAreFiltered'> {
  const repos = valueAt(preCommit, 'repos');
  const entries = Array.isArray(repos) ? (repos as unknown[]) : [];
  const isFiltered = (value: unknown): boolean => isTable(value) && ('exclude' in value || 'files' in value);
  let hooksAreFiltered = isFiltered(preCommit);
  const hooks = entries.flatMap((entry) => {
    const list = valueAt(entry, 'hooks');
    return (Array.isArray(list) ? (list as unknown[]) : []).flatMap((hook) => {
      const id = textAt(hook, 'id');
      hooksAreFiltered ||= isFiltered(hook);
      if (id === undefined) return [];
      const calls = textAt(hook, 'entry');
      const own = textsAt(hook, 'stages');
      return [
        {
          id,
          repo: textAt(entry, 'repo') ?? '',
          rev: String(valueAt(entry, 'rev') ?? ''),
          ...(calls === undefined ? {} : { entry: calls }),
          args: textsAt(hook, 'args'),
          takesFiles: valueAt(hook, 'pass_filenames') !== false,
          stages: own.length > 0 ? own : textsAt(preCommit, 'default_stages'),
        },
      ];
    });
  });
  return { hooks, hooksAreFiltered };
}
