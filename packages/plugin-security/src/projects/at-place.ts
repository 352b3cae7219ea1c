import { posix } from 'node:path';
import type { Check } from '@sluice/core';
import type { ProjectPlace } from './project-place.ts';

/** A check as it is for one project: in a cell of its name, with the inputs of its folder. */
export function atPlace(check: Check, { name, root, widened }: ProjectPlace): Check {
  const within = (glob: string): string => {
    if (glob.startsWith('!')) return `!${within(glob.slice(1))}`;
    return posix.normalize(root) === '.' ? glob : `${escaped(root)}/${glob}`;
  };
  // What a check would look at everywhere, it looks at in the project.
  const own = check.inputs?.filter((glob) => !/^!?\.\.\//u.test(glob)).map(within);
  return {
    ...check,
    ...(own === undefined ? {} : { inputs: [...new Set([...own, ...ABOVE, ...widened])] }),
    ...(name === undefined ? {} : { matrix: { project: [name] } }),
  };
}

/** Files of the config's folder that say how every project is scanned. */
const ABOVE = ['.bandit', 'pyproject.toml', '.python-version'];

function escaped(path: string): string {
  return path.replace(/\/+$/u, '').replace(/[\\*?[\]{}()!|]/gu, String.raw`\$&`);
}
