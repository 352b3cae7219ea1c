import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { CheckContext, FindingInput } from '@sluice/core';
import { byteWords } from '../context/byte-words.ts';
import { createIgnoreMatcher } from '../context/ignore-matcher.ts';
import type { IgnoreRule } from '../context/ignore-rule.ts';
import { isFile } from '../context/is-file.ts';
import { measureContext } from '../context/measure-context.ts';
import type { ImageSpec } from '../images/image-spec.ts';
import type { DockerOptions } from '../options.ts';
import { projectFault } from './project-fault.ts';

/** What is wrong with a context before anything of it is sent: nothing there, or far too much. */
export async function contextFault(
  { cwd, signal }: Pick<CheckContext, 'cwd' | 'signal'>,
  {
    options,
    spec,
    rules,
  }: { readonly options: DockerOptions; readonly spec: ImageSpec; readonly rules: readonly IgnoreRule[] },
): Promise<FindingInput | undefined> {
  const { context, dockerfile } = spec;
  const folder = await stat(resolve(cwd, context)).catch(() => undefined);
  if (folder?.isDirectory() !== true)
    return projectFault('no-context', `there is no folder ${context} to build from`, context);
  if (!(await isFile(resolve(cwd, dockerfile))))
    return projectFault(
      'no-dockerfile',
      `there is no ${dockerfile} to build the image ${spec.name} from`,
      dockerfile,
    );
  const max = options.build === false ? Infinity : options.build.maxContextBytes;
  const size = await measureContext(resolve(cwd, context), createIgnoreMatcher(rules), signal);
  if (size.bytes <= max) return undefined;
  const largest = size.largest.map(({ path, bytes }) => `${path} ${byteWords(bytes)}`).join(', ');
  return projectFault(
    'context-too-large',
    `the context is ${byteWords(size.bytes)} in ${size.files} files, and ${byteWords(max)} is the most (build.maxContextBytes); the largest: ${largest}. Leave out in .dockerignore what the image does not need`,
    context === '.' ? '.dockerignore' : `${context}/.dockerignore`,
  );
}
