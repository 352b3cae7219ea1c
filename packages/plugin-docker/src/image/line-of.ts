import { readDockerfile } from '../parse/dockerfile.ts';
import type { ImageSource } from './image-source.ts';
import { plainInstruction } from './plain-instruction.ts';

/**
 * The line of the Dockerfile with an instruction that an image's history has. Undefined for one of its base, and for
 * one that had values put in.
 */
export function lineOf({ dockerfile }: ImageSource, recorded: string): number | undefined {
  if (dockerfile === undefined) return undefined;
  const wanted = plainInstruction(recorded);
  return readDockerfile(dockerfile.text).findLast(({ text }) => plainInstruction(text) === wanted)?.line;
}
