import { existsSync, readFileSync } from 'node:fs';
import { createRequire, enableCompileCache, findPackageJSON } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isModuleNamespaceObject } from 'node:util/types';
import { ciError } from '../errors/ci-error.ts';
import { kindOf } from '../plugin/check-plugin.ts';
import { isMissingExport, isSyntaxProblem, placeOf } from './load-problem.ts';

/** What plain Node refuses and jiti can load: other syntax, other resolution, CommonJS names in a module. */
const FOR_JITI = new Set([
  'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX',
  'ERR_INVALID_TYPESCRIPT_SYNTAX',
  'ERR_UNKNOWN_FILE_EXTENSION',
  'ERR_UNSUPPORTED_DIR_IMPORT',
  'ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING',
  'ERR_IMPORT_ATTRIBUTE_MISSING',
  'ERR_AMBIGUOUS_MODULE_SYNTAX',
  'ERR_REQUIRE_ESM',
  'ERR_REQUIRE_ASYNC_MODULE',
]);

// Told from the text, so that the upper half of such a config does not run twice.
const COMMONJS_NAMES = /\b(?:__dirname|__filename)\b|\bexport\s*=|\bimport\s+\w+\s*=\s*require\b/u;

/** How often each file was loaded: Node keeps modules by URL, so that each time after the first needs another one. */
const loads = new Map<string, number>();

/**
 * Runs a config and returns what it exports by default. Node itself loads it where it can (nothing else is as fast),
 * else jiti. Either way packages are shared with the rest of the process, so that there is one instance of core.
 */
export async function loadModule(
  file: string,
  text: string,
  timeoutMs: number,
): Promise<{ readonly value: unknown }> {
  const module = await withDeadline(importEither(file, text), { file, timeoutMs });
  const names = Object.keys(module);
  // A file that exports nothing is CommonJS to Node, and an empty object its export.
  const isSilent = names.length === 0 || !/\bexports?\b/u.test(text);
  if (isSilent || !names.includes('default')) {
    throw ciError(
      'CONFIG_NO_EXPORT',
      { found: isSilent ? 'nothing' : `${names.join(', ')} and no default` },
      { file },
    );
  }
  const value = module['default'];
  // TypeScript compiled to CommonJS: `module.exports = { __esModule: true, default: … }`.
  const isCompiled = kindOf(value) === 'an object' && Object.hasOwn(value as object, '__esModule');
  return { value: isCompiled ? (value as { default?: unknown }).default : value };
}

type Module = Readonly<Record<string, unknown>>;

async function importEither(file: string, text: string): Promise<Module> {
  const isTypeScript = ['.ts', '.mts'].includes(extname(file));
  const canStrip = Boolean(process.features.typescript) && !COMMONJS_NAMES.test(text);
  if ((isTypeScript && !canStrip) || isModuleInCommonJs(file, text)) return importByJiti(file);
  try {
    return await importByNode(file);
  } catch (error) {
    if (!canJitiHelp(error) || (isMissingExport(error) && (await isUsedAsValue(error)))) throw error;
    try {
      return await importByJiti(file);
    } catch (second) {
      // jiti says where a syntax error is, which Node does not for a module that is imported; of the rest Node's
      // word is the better one: to jiti a missing export is a name that is undefined when it is called.
      throw isSyntaxProblem(second) || !(isMissingExport(error) || isNotFound(error)) ? second : error;
    }
  }
}

// Node would refuse it too, but not without a warning that cannot be held back.
function isModuleInCommonJs(file: string, text: string): boolean {
  if (!['.ts', '.js'].includes(extname(file)) || !/(?:^|[;}])\s*(?:import|export)\b/mu.test(text))
    return false;
  try {
    const manifest = findPackageJSON(pathToFileURL(file));
    return (
      manifest !== undefined &&
      (JSON.parse(readFileSync(manifest, 'utf8')) as { type?: unknown } | null)?.type === 'commonjs'
    );
  } catch {
    return false;
  }
}

/**
 * Whether a name that a module does not export is needed when the code runs. A type imported without `type` is not,
 * and jiti leaves it out; anything else would be `undefined` there in silence, and with it perhaps a check.
 */
async function isUsedAsValue(error: Error): Promise<boolean> {
  const name = /does not provide an export named '([^']+)'/u.exec(error.message)?.[1];
  const { file } = placeOf(error, '');
  if (name === undefined || !/\.[mc]?ts$/u.test(file)) return true;
  const { createJiti } = await import('jiti');
  const code = createJiti(file, { fsCache: false }).transform({
    source: readFileSync(file, 'utf8'),
    filename: file,
    ts: true,
  });
  // As Babel writes a reference to an import: `_module.name`.
  return new RegExp(`\\b_\\w+\\.${name.replaceAll('$', String.raw`\$`)}(?![\\w$])`, 'u').test(code);
}

async function importByNode(file: string): Promise<Module> {
  enableCompileCache();
  const count = loads.get(file) ?? 0;
  loads.set(file, count + 1);
  const url = pathToFileURL(file);
  if (count > 0) {
    url.searchParams.set('load', String(count));
    // A CommonJS module is kept by its path, whatever the query.
    delete createRequire(file).cache[file];
  }
  return withoutLoaderWarnings(() => import(url.href) as Promise<Module>);
}

async function importByJiti(file: string): Promise<Module> {
  const { createJiti } = await import('jiti');
  const modules = join(dirname(file), 'node_modules');
  const jiti = createJiti(file, {
    moduleCache: false,
    // Never in the system's temporary folder, where others could write what we would run.
    fsCache: existsSync(modules) ? join(modules, '.cache', 'jiti') : false,
    interopDefault: false,
    // By `require` jiti would translate and run packages once more; Node shares them with all that import them.
    nativeModules: ['@sluice', 'sluice', 'zod'],
  });
  const module = (await jiti.import(file)) as Module;
  // `export =` and `module.exports =` give the value itself.
  const isModule =
    kindOf(module) === 'an object' &&
    (isModuleNamespaceObject(module) || Object.hasOwn(module, '__esModule'));
  return isModule ? module : { default: module };
}

function canJitiHelp(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  const { code } = error as NodeJS.ErrnoException;
  if (code !== undefined && FOR_JITI.has(code)) return true;
  // A path may lack its extension or mean the .ts beside it; a package that is missing stays missing.
  if (code === 'ERR_MODULE_NOT_FOUND')
    return isNotFound(error) && error.message.startsWith('Cannot find module');
  if (error instanceof ReferenceError)
    return /\b(?:__dirname|__filename|require|module|exports) is not defined/u.test(error.message);
  return error instanceof SyntaxError;
}

function isNotFound(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND';
}

let quietLoads = 0;
let emitWarning = process.emitWarning;

// Node warns of a folder whose package.json does not name a type, and of its own type stripping. Both are our affair
// and not the user's; nothing else is held back. Counted, for two configs may load at once.
async function withoutLoaderWarnings<T>(load: () => Promise<T>): Promise<T> {
  if (quietLoads === 0) {
    emitWarning = process.emitWarning;
    process.emitWarning = quietWarning as typeof process.emitWarning;
  }
  quietLoads += 1;
  try {
    return await load();
  } finally {
    quietLoads -= 1;
    if (quietLoads === 0) process.emitWarning = emitWarning;
  }
}

function quietWarning(...given: readonly unknown[]): void {
  const [warning, options] = given;
  const code = (options as { code?: unknown } | null | undefined)?.code;
  const isTypeless = [...given, code].includes('MODULE_TYPELESS_PACKAGE_JSON');
  const text = warning instanceof Error ? warning.message : String(warning);
  const isOfLoader = /^Type Stripping is an experimental feature|^Failed to load the ES module/u.test(text);
  if (!isTypeless && !isOfLoader) Reflect.apply(emitWarning, process, given);
}

// A top-level `await` that never settles would let the process drain and end without a word.
async function withDeadline<T>(
  loading: Promise<T>,
  { file, timeoutMs }: { file: string; timeoutMs: number },
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    const detail = `it did not finish loading within ${timeoutMs / 1000} s; is there an \`await\` that never ends?`;
    timer = setTimeout(() => reject(ciError('CONFIG_THREW', { detail }, { file })), timeoutMs);
  });
  try {
    return await Promise.race([loading, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
