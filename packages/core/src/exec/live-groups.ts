import { signalGroup } from './kill-tree.ts';

const live = new Set<number>();
let isListening = false;

/**
 * Remembers the process groups that run, and kills them should this process end without having ended them: after a
 * second Ctrl-C, or a crash. Returns what forgets the group again.
 */
export function rememberGroup(leader: number): () => void {
  if (!isListening) {
    isListening = true;
    process.on('exit', () => {
      for (const group of live) signalGroup(group, 'SIGKILL');
    });
  }
  live.add(leader);
  return () => void live.delete(leader);
}
