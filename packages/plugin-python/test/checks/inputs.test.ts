import { describe, expect, it } from 'vitest';
import { mypyCheck } from '../../src/checks/mypy.ts';
import { pytestCheck } from '../../src/checks/pytest.ts';
import { pythonOptions } from '../../src/options.ts';
import { readProject } from '../../src/project/read-project.ts';

const exclude = ['docs/**', '../web/**'];

describe('the inputs of pytest and MyPy', () => {
  it('are every file of the repository', async () => {
    const options = pythonOptions.parse({});
    const project = await readProject(import.meta.dirname, undefined);
    expect(pytestCheck(options).inputs).toEqual(['**', '../**']);
    expect(mypyCheck(options, project).inputs).toEqual(['**', '../**']);
  });

  it('are without the files that an option excludes', async () => {
    const options = pythonOptions.parse({ mypy: { exclude }, pytest: { exclude } });
    const project = await readProject(import.meta.dirname, undefined);
    expect(pytestCheck(options).inputs).toEqual(['**', '../**', '!docs/**', '!../web/**']);
    expect(mypyCheck(options, project).inputs).toEqual(['**', '../**', '!docs/**', '!../web/**']);
  });
});
