import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wordsOf } from '../report/html/words-of.ts';
import { commands, openDoor, reportOf, type Door } from './door.ts';

let door: Door;
beforeAll(async () => {
  door = await openDoor({
    'ci.config.mjs': commands({
      fine: ['node', '-e', 'console.log("all is " + 6 * 7)'],
      bad: ['node', 'bad.mjs'],
    }),
    'bad.mjs':
      'console.log("</script><b>no markup</b>"); console.error("AssertionError: 1 != 2"); process.exit(3);\n',
  });
});
afterAll(() => door[Symbol.asyncDispose]());

describe('the page of a run', () => {
  it('is written by run, with the logs and the lines that triage went by', async () => {
    const { code } = await door.sluice(['run', '--format', 'html=out/run.html']);
    expect(code).toBe(1);
    const html = await door.read('out/run.html');
    const words = wordsOf(html);
    expect(words).toMatch(/BLOCK 1 reason\n/u);
    expect(words).toContain('all is 42');
    expect(words).toContain('</script><b>no markup</b>');
    expect(html).not.toContain('<b>no markup');
    expect(html).toMatch(/<li class="hit" id="log-\d-1-\d+">\s*<mark>AssertionError: 1 != 2<\/mark>/u);
    expect(words).toContain('Flips to PASS checked');
  });

  it('is the same when it is drawn again, from the folder alone', async () => {
    const ran = await door.sluice(['run', '--json', '--format', 'html=run.html', '--out', 'kept']);
    await rm(door.path('.sluice'), { recursive: true });
    const { code, stdout } = await door.sluice(['report', '--from', 'kept', '--format', 'html=again.html']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(await door.read('again.html')).toBe(await door.read('run.html'));
    expect(await door.read('again.html')).toContain(reportOf(ran).runId);
  });

  it('is drawn from the report alone where the logs are gone, and says so', async () => {
    await door.sluice(['run', '--out', 'bare']);
    await rm(door.path('bare/logs'), { recursive: true });
    await door.sluice(['report', '--from', 'bare', '--format', 'html=bare.html']);
    const words = wordsOf(await door.read('bare.html'));
    expect(words).toContain('.1.log: not in the run folder.');
    expect(words).toContain('AssertionError: 1 != 2');
    expect(words).not.toContain('all is 42');
  });

  it('is written by gate, with the logs of each machine', async () => {
    await door.sluice(['plan', '--out', 'parts/plan']);
    await door.sluice(['run', 'repo/fine', '--out', 'parts/one']);
    await door.sluice(['run', 'repo/bad', '--out', 'parts/two']);
    await rm(door.path('.sluice'), { recursive: true });
    const { code } = await door.sluice(['gate', '--from', 'parts', '--format', 'html=gate.html']);
    expect(code).toBe(1);
    const words = wordsOf(await door.read('gate.html'));
    expect(words).toMatch(/BLOCK 1 reason\n/u);
    expect(words).toContain('all is 42');
    expect(words).toContain('AssertionError: 1 != 2');
    expect(words).not.toContain('not a gate verdict');
  });

  it('says what kept run and gate from a verdict', async () => {
    await using own = await openDoor({ 'ci.config.mjs': 'export default { plugins: 7 };' });
    await own.sluice(['run', '--format', 'html=run.html']);
    expect((await own.sluice(['gate', '--from', 'nowhere', '--format', 'html=gate.html'])).code).toBe(2);
    for (const [file, problem] of [
      ['run.html', 'CONFIG_INVALID'],
      ['gate.html', 'FOLDER_NOT_FOUND'],
    ] as const) {
      const words = wordsOf(await own.read(file));
      expect(words).toContain('NOT STARTED 1 problem, no check was run');
      expect(words).toContain(problem);
    }
  });

  it('is no file of the run folder, which is sealed', async () => {
    const { code } = await door.sluice(['run', 'repo/fine', '--format', 'html=page.html']);
    expect(code).toBe(0);
    expect((await door.sluice(['verify', 'latest'])).code).toBe(0);
  });
});
