/** `true`, as often as asked, two at a time, by Node's own spawn: what no engine on Node can be faster than. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { twoAtATime } from '../lib/two-at-a-time.ts';

await twoAtATime(Number(process.argv[2]), async () => {
  const [code] = await once(spawn('true', { stdio: ['ignore', 'pipe', 'pipe'] }), 'close');
  if (code !== 0) throw new Error(`true ended with ${String(code)}`);
});
