/** `npm run check [step…]`: what can be said about the sources without running them, two steps at a time. */
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { cross, node24, pool, run, seconds, tail, tick, tools } from './repository.mjs';

const steps = [
  {
    name: 'types',
    title: 'types agree',
    args: [tools.tsc, '--project', 'tsconfig.json', '--pretty', 'false'],
  },
  {
    name: 'unused',
    title: 'nothing unused',
    args: [
      tools.knip,
      '--no-progress',
      '--no-config-hints',
      '--cache',
      '--cache-location',
      'node_modules/.cache/knip',
    ],
  },
  { name: 'lint', title: 'lint is clean', args: [tools.oxlint, '--deny-warnings'] },
  { name: 'format', title: 'formatted', args: [tools.oxfmt, '--check', '.'], hint: 'Run `npm run format`.' },
];

/** Runs the steps and prints a line for each. Gives how many passed and failed. */
export async function check(names = steps.map(({ name }) => name)) {
  const chosen = steps.filter(({ name }) => names.includes(name));
  const results = await pool(
    chosen.map((step) => () => runStep(step)),
    2,
  );
  const passed = results.filter(Boolean).length;
  return { passed, failed: results.length - passed };
}

async function runStep({ title, args, hint }) {
  const { code, output, durationMs } = await run(node24, args);
  const isClean = code === 0;
  console.log(`  ${isClean ? tick() : cross()} ${title}   ${seconds(durationMs)}`);
  if (!isClean) console.log(`${tail(output, 60)}${hint ? `\n    ${hint}` : ''}`);
  return isClean;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const names = process.argv.slice(2);
  const unknown = names.filter((name) => !steps.some((step) => step.name === name));
  if (!existsSync(node24)) {
    console.error('Nothing is installed yet. Run `npm run setup` first.');
    process.exitCode = 2;
  } else if (unknown.length > 0) {
    console.error(
      `No such step: ${unknown.join(', ')}. There are: ${steps.map(({ name }) => name).join(', ')}.`,
    );
    process.exitCode = 2;
  } else {
    const { failed } = await check(names.length > 0 ? names : undefined);
    if (failed > 0) process.exitCode = 1;
  }
}
