import { killGroups } from './end-family.ts';

const live = new Set<number>();
let isListening = false;

/**
 * Remembers the process groups that run, and kills them should this process end without having ended them: after a
 * second Ctrl-C, or a crash. Returns what forgets the group again.
 */
export function rememberGroup(leader: number): () => void {
  if (!isListening) {
    isListening = true;
    process.on('exit', () => killGroups(live));
  }
  live.add(leader);
  return () => void live.delete(leader);
}
