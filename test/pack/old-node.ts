import { must } from './must.ts';

/** The oldest Node that the packages say they work on, by npm: the path of its executable. */
export async function oldNode(cwd: string): Promise<string> {
  const args = ['-y', '--package=node@22.18.0', '--', 'node', '-p', 'process.execPath'];
  return (await must('npx', args, { cwd })).trim();
}
