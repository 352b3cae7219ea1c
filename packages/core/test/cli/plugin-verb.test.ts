import { describe, expect, it } from 'vitest';
import { openDoor } from './door.ts';

/** A stranger's plugin with one command that prints what it was given. */
const PLUGIN = {
  'node_modules/sluice-plugin-greet/package.json':
    '{"name":"sluice-plugin-greet","version":"1.0.0","type":"module","exports":"./index.js"}',
  'node_modules/sluice-plugin-greet/index.js': `
    import { definePlugin } from '@sluice/core';
    export const greet = definePlugin({
      name: 'greet',
      version: '1.0.0',
      commands: [{ name: 'say', description: 'Greets.', run: ({ argv, cwd, calledFrom, out }) => {
        out(JSON.stringify({ argv, cwd, calledFrom }));
        return 1;
      } }],
      setup() {},
    });
  `,
};

describe('a command of a plugin', () => {
  it('runs without a config, for it was named, and gets its arguments as they are', async () => {
    await using door = await openDoor(PLUGIN);
    const { code, stdout } = await door.sluice(['greet', 'say', '--help', 'you']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual({ argv: ['--help', 'you'], cwd: door.dir, calledFrom: door.dir });
  });

  it("runs in the config's folder where there is one, and knows where it was called", async () => {
    await using door = await openDoor({
      ...PLUGIN,
      '.git/HEAD': '',
      'ci.config.json': '{}',
      'deep/down/file': '',
    });
    const { stdout } = await door.sluice(['greet', 'say', '--cwd', 'deep/down']);
    expect(JSON.parse(stdout)).toMatchObject({ cwd: door.dir, calledFrom: door.path('deep/down') });
  });

  it.each([[['greet']], [['greet', 'shout']], [['gret', 'say']], [['../greet', 'say']]])(
    'is looked for only by its plugin and its own name: %j',
    async (argv) => {
      await using door = await openDoor(PLUGIN);
      const { code, stderr } = await door.sluice(argv);
      expect([code, stderr]).toEqual([2, expect.stringContaining('There is no verb')]);
    },
  );
});
