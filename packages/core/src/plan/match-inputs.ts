import picomatch from 'picomatch';

type Test = (path: string) => boolean;

/** Gives the files that a list of globs takes in, in their order. */
export type InputMatcher = (inputs: readonly string[]) => readonly string[];

/**
 * Matches globs against a list of paths. Each glob is compiled once, and each list of globs goes over the paths once,
 * however many checks name it.
 */
export function createInputMatcher(files: readonly string[]): InputMatcher {
  const paths = files.map(matchable);
  const compile = createCompiler();
  const known = new Map<string, readonly string[]>();
  return (inputs) => {
    const key = inputs.join('\0');
    const found = known.get(key) ?? files.filter(toIndexTest(paths, inputTest(inputs, compile)));
    known.set(key, found);
    return found;
  };
}

function toIndexTest(paths: readonly string[], test: Test): (file: string, index: number) => boolean {
  return (_, index) => test(paths[index] as string);
}

/** A glob's `**` is a regular expression's `.`, which stops at the end of a line: a name with a newline would be missed. */
function matchable(path: string): string {
  return path.replace(/[\n\r\u2028\u2029]/gu, '\uFFFD');
}

/** A file counts when some glob takes it in and no `!` glob leaves it out; with excludes alone, all others count. */
function inputTest(inputs: readonly string[], compile: (glob: string, isExclude: boolean) => Test): Test {
  const excludes = inputs.filter((glob) => glob.startsWith('!')).map((glob) => compile(glob.slice(1), true));
  const includes = inputs.filter((glob) => !glob.startsWith('!')).map((glob) => compile(glob, false));
  return (path) =>
    (includes.length === 0 || includes.some((test) => test(path))) && !excludes.some((test) => test(path));
}

function createCompiler(): (glob: string, isExclude: boolean) => Test {
  const known = new Map<string, Test>();
  return (glob, isExclude) => {
    const key = `${isExclude ? '!' : ''}${glob}`;
    const test = known.get(key) ?? compileInput(glob.normalize('NFC').replace(/^(?:\.\/)+/u, ''), isExclude);
    known.set(key, test);
    return test;
  };
}

// A file and a whole folder are what most inputs name; compiled as globs, a thousand of them cost 60 ms of a plan's 100.
function compileInput(glob: string, isExclude: boolean): Test {
  if (glob === '**') return isInside;
  const folder = /^([\w./@+-]+)\/(?:\*\*)?$/u.exec(glob)?.[1];
  if (folder !== undefined) return (path) => path.startsWith(`${folder}/`);
  if (!/^[\w./@+-]+$/u.test(glob)) return compileGlob(glob);
  // `src` may be meant as the folder. To take it in is safe, to leave it out is not.
  return isExclude ? (path) => path === glob : (path) => path === glob || path.startsWith(`${glob}/`);
}

/** `**` is everything in the config's folder, and nothing beside it. */
function isInside(path: string): boolean {
  return !path.startsWith('../');
}

function compileGlob(glob: string): Test {
  const pattern = picomatch.makeRe(glob, { dot: true });
  // A name like `[id].ts` is a glob that does not match itself.
  return (path) => path === glob || pattern.test(path);
}
