import { foldersIn, namesIn, type Tree } from './tree.ts';

/** Folders that hold Python of another purpose than the product's. */
const NOT_THE_PRODUCT =
  /^(?:tests?|testing|docs?|documentation|examples?|samples?|scripts?|tools?|benchmarks?|bench|build|dist|venv|env|migrations|requirements|node_modules|ci|\..*)$/u;

/** Where the code is: packages in `src`, packages in the root, `app` without being one, else modules of the root. */
export function codePlaces(tree: Tree): readonly string[] {
  const holdsPython = (folder: string): boolean =>
    tree.files.some((path) => path.startsWith(`${folder}/`) && /\.pyi?$/u.test(path));
  const inSource = foldersIn(tree, 'src')
    .map((name) => `src/${name}`)
    .filter(holdsPython);
  if (inSource.length > 0) return inSource;
  const candidates = foldersIn(tree, '').filter((name) => !NOT_THE_PRODUCT.test(name) && holdsPython(name));
  const packages = candidates.filter((name) => tree.files.includes(`${name}/__init__.py`) || name === 'app');
  if (packages.length > 0) return packages;
  const modules = [...namesIn(tree, ''), ...namesIn(tree, 'src').map((name) => `src/${name}`)].filter(
    (name) =>
      name.endsWith('.py') &&
      !/^(?:setup|conftest|noxfile|tasks|fabfile|manage|versioneer|test_.*|.*_test)\.py$/u.test(name),
  );
  return modules.length > 0 ? modules : candidates;
}
