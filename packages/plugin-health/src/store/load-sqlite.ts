import type * as Sqlite from 'node:sqlite';

/**
 * Node's own SQLite, without the warning that it is experimental: it would stand between the figures of a person who
 * chose no database. Only that one warning is left out, and only while this module is loaded for the first time.
 */
export async function loadSqlite(): Promise<typeof Sqlite> {
  const { emitWarning } = process;
  process.emitWarning = (warning: string | Error, ...rest: readonly unknown[]): void => {
    const text = typeof warning === 'string' ? warning : warning.message;
    if (!text.startsWith('SQLite ')) Reflect.apply(emitWarning, process, [warning, ...rest]);
  };
  try {
    return await import('node:sqlite');
  } finally {
    process.emitWarning = emitWarning;
  }
}
