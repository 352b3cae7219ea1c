import { AsyncLocalStorage, createHook } from 'node:async_hooks';

/** What keeps a process from ending. Files and name look-ups in flight end by themselves and are not among them. */
const HANDLES = new Set([
  'Timeout',
  'PROCESSWRAP',
  'PIPEWRAP',
  'PIPESERVERWRAP',
  'TCPWRAP',
  'TCPSERVERWRAP',
  'UDPWRAP',
  'FSEVENTWRAP',
  'STATWATCHER',
  'SIGNALWRAP',
  'WORKER',
]);

/**
 * What was opened may take a moment to close by itself: the end of a program is told after its exit. Counted in looks
 * and not by a clock, so that a slow machine, which is late with everything, is given the same chances.
 */
const LOOKS = 150;
const PAUSE_MS = 10;

type Opened = Map<number, { readonly type: string; readonly resource: object }>;

const current = new AsyncLocalStorage<Opened>();

/**
 * Names what code left open that would keep the process alive. Of the work, only what is called through `within` is
 * looked at; whether it closed everything is seen when all the work is done.
 */
export async function leftOpen(
  work: (within: <T>(part: () => T) => T) => Promise<unknown>,
): Promise<readonly string[]> {
  const opened: Opened = new Map();
  const hook = createHook({
    init: (id, type, _trigger, resource) => {
      if (HANDLES.has(type)) current.getStore()?.set(id, { type, resource });
    },
    destroy: (id) => void opened.delete(id),
  }).enable();
  try {
    await work((part) => current.run(opened, part));
    for (let look = 0; look < LOOKS && alive(opened).length > 0; look += 1) {
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    return alive(opened);
  } finally {
    hook.disable();
  }
}

/** A handle that was unreferenced, or that is closing, holds nothing. */
function alive(opened: Opened): readonly string[] {
  return [...opened.values()]
    .filter(({ resource }) => {
      const { hasRef } = resource as { readonly hasRef?: () => boolean };
      return typeof hasRef !== 'function' || hasRef.call(resource);
    })
    .map(({ type }) => type);
}
