import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { rolldown } from 'rolldown';

/** A larger module stays a file of its own: whoever needs it asks for it. */
const OWN_FILE_BYTES = 200_000;

/**
 * Puts what is always loaded together into one file. The build leaves a file for each set of entries that share
 * something, sixty of them for a `sluice run`, and to find, link and set up a file takes longer than what is in it: a
 * run in which nothing changed took 1.27 times as long. Sources maps go along; declarations are left as they are.
 */
export async function mergeChunks(build: string): Promise<void> {
  const bin = join(build, 'cli/bin.js');
  const files = filesIn(build).filter((file) => file.endsWith('.js') && file !== bin);
  const main = join(build, 'cli/main.js');
  const isEntry = (file: string): boolean => file === main || existsSync(file.replace(/\.js$/u, '.d.ts'));
  const run = files.filter((file) => /^run-[^/]*\.js$/u.test(relative(build, file)) && existsSync(main));
  const start = closureOf([main].filter(existsSync));
  const base = closureOf([join(build, 'index.js'), ...run]);
  const large = new Set(files.filter((file) => !isEntry(file) && statSync(file).size >= OWN_FILE_BYTES));
  // A group takes what its members import along: an entry that shares a few lines with a large module would load it all.
  // Only in a plugin: core's own start and base hold what is shared there.
  const aside = new Set(
    existsSync(main) ? [] : [...closureOf([...large])].filter((file) => !large.has(file)),
  );
  const group = (name: string, members: ReadonlySet<string>, priority: number) => ({
    name,
    priority,
    test: (id: string) => members.has(id) && !isEntry(id),
  });
  // Beside the build, as deep as it: the sources that the maps name are told by their way from here.
  const merged = `${build}-merged`;
  rmSync(merged, { recursive: true, force: true });
  const bundle = await rolldown({
    input: Object.fromEntries(
      files.filter(isEntry).map((file) => [relative(build, file).slice(0, -'.js'.length), file]),
    ),
    platform: 'node',
    external: (id) => !id.startsWith('.') && !isAbsolute(id),
    treeshake: false,
    plugins: [{ name: 'source maps', load: loadWithMap }],
  });
  await bundle.write({
    dir: merged,
    format: 'esm',
    sourcemap: true,
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
    codeSplitting: {
      groups: [
        group('aside', aside, 4),
        group('large', large, 3),
        group('start', start, 2),
        group('base', base, 1),
      ],
    },
  });
  for (const file of files) for (const old of [file, `${file}.map`]) rmSync(old, { force: true });
  for (const file of filesIn(merged)) renameSync(file, join(build, relative(merged, file)));
  rmSync(merged, { recursive: true });
}

/** The file with its map, so that a stack trace still names the source. */
function loadWithMap(file: string): { readonly code: string; readonly map: string } | undefined {
  if (!existsSync(`${file}.map`)) return undefined;
  return { code: readFileSync(file, 'utf8'), map: readFileSync(`${file}.map`, 'utf8') };
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** These files and all that they import before they run. */
function closureOf(starts: readonly string[]): ReadonlySet<string> {
  const known = new Set<string>();
  const visit = (file: string): void => {
    if (known.has(file) || !existsSync(file)) return;
    known.add(file);
    for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(
      /^(?:import|export|\})[^;]*?["'](\.{1,2}\/[^"']+)["'];$/gmu,
    ))
      visit(join(dirname(file), path));
  };
  for (const file of starts) visit(file);
  return known;
}
