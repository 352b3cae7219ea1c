import { ciError } from '../errors/ci-error.ts';
import { command } from '../plugin/command.ts';
import { kindOf } from '../plugin/check-plugin.ts';
import { resolvePlugin } from './resolve-plugin.ts';

/**
 * Reads the JSON form: plugins by name (`["python", { … }]`), checks as the arguments of `command()`
 * (`["docs", ["mkdocs", "build"], { … }]`). What has another shape is left as it is, for the check of the config to say so.
 */
export async function loadJson(file: string, text: string): Promise<unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch (error) {
    throw ciError(
      'CONFIG_SYNTAX',
      { detail: `${(error as Error).message} (${file}${lineOf(error, text)})` },
      { file },
      error,
    );
  }
  if (kindOf(value) !== 'an object') return value;
  const { $schema: _, ...config } = value as Record<string, unknown>;
  const { plugins, checks } = config;
  if (Array.isArray(plugins)) {
    config['plugins'] = await Promise.all(
      plugins.map((entry: unknown, index) => resolvePlugin({ entry, index, file })),
    );
  }
  if (Array.isArray(checks)) config['checks'] = checks.map(asCommand);
  return config;
}

function asCommand(entry: unknown): unknown {
  if (!Array.isArray(entry) || entry.length < 2 || entry.length > 3) return entry;
  const [name, argv, options] = entry as [string, readonly string[], object | undefined];
  return command(name, argv, options ?? {});
}

// V8 gives a line itself, but for an end that came too early and for a short text that it quotes whole.
function lineOf(error: unknown, text: string): string {
  const { message } = error as Error;
  const line = /\(line (\d+) column \d+\)/u.exec(message)?.[1];
  if (line !== undefined) return `:${line}`;
  return message.includes('Unexpected end') ? `:${text.trimEnd().split('\n').length}` : '';
}
