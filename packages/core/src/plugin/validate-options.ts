import { problemOf, type ProblemPlace } from '../errors/ci-error.ts';
import { messageOf } from '../errors/message-of.ts';
import type { Problem } from '../model/problem.ts';
import { kindOf } from './check-plugin.ts';
import { describeIssues, type Issue, type Mistake } from './describe-issues.ts';
import { droppedKeys } from './known-keys.ts';
import type { Plugin } from './plugin.ts';

type Validated = { readonly options: never } | { readonly problems: readonly Problem[] };

/** The options of one plugin as its schema gives them back, with defaults; or every mistake in them. */
export function validateOptions(plugin: Plugin, place: ProblemPlace): Validated {
  const mistakes: Mistake[] = [];
  try {
    const found =
      plugin.definition.options === undefined ? withoutSchema(plugin.rawOptions) : bySchema(plugin);
    if ('options' in found) return { options: found.options as never };
    mistakes.push(...found.mistakes);
  } catch (error) {
    // An asynchronous refinement, or a transform that throws: the schema's fault, not the user's.
    const detail = `its schema failed on these options: ${messageOf(error)}`;
    mistakes.push({ path: '', detail, fix: 'This is a defect of the plugin; report it there.' });
  }
  const base = `${place.path ?? 'plugins'}.${plugin.name}`;
  return {
    problems: mistakes.map(({ path, detail, fix }) =>
      problemOf(
        'PLUGIN_OPTIONS_INVALID',
        { plugin: plugin.name, detail, fix },
        { ...place, path: joined(base, path) },
      ),
    ),
  };
}

function bySchema({
  definition,
  rawOptions,
}: Plugin): { readonly options: unknown } | { readonly mistakes: readonly Mistake[] } {
  const schema = definition.options;
  const result = schema?.safeParse(rawOptions);
  const dropped = droppedKeys(schema, rawOptions).map(({ path, key }) => ({ ...UNKNOWN, path, keys: [key] }));
  const issues = [...((result?.error?.issues ?? []) as readonly Issue[]), ...dropped];
  if (issues.length === 0) return { options: result?.data };
  const mistakes = describeIssues(issues, { schema, value: rawOptions, name: 'its options' });
  return {
    mistakes: mistakes.map((mistake) => ({
      ...mistake,
      detail: mistake.detail.replace(/^its options is /u, 'its options are '),
    })),
  };
}

const UNKNOWN = { code: 'unrecognized_keys', message: 'unknown key' };

// No schema means no options, and strictly so: an option that nobody reads is a misspelt wish.
function withoutSchema(
  rawOptions: unknown,
): { readonly options: unknown } | { readonly mistakes: readonly Mistake[] } {
  if (kindOf(rawOptions) !== 'an object') {
    return {
      mistakes: [
        { path: '', detail: `its options are ${kindOf(rawOptions)}`, fix: 'It takes none; call it without.' },
      ],
    };
  }
  const keys = Object.keys(rawOptions as object);
  if (keys.length === 0) return { options: {} };
  return {
    mistakes: keys.map((key) => ({
      path: key,
      detail: `unknown key ${JSON.stringify(key)}`,
      fix: 'It takes no options; take it out.',
    })),
  };
}

function joined(base: string, path: string): string {
  if (path === '') return base;
  return path.startsWith('[') ? `${base}${path}` : `${base}.${path}`;
}
