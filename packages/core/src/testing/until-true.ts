const LONGEST_MS = 30_000;
const PAUSE_MS = 10;

/** Waits for another process to do something. Throws after half a minute: that is no speed of any machine. */
export async function untilTrue(isSo: () => Promise<boolean> | boolean, what: string): Promise<void> {
  const start = performance.now();
  while (!(await isSo())) {
    if (performance.now() - start > LONGEST_MS) throw new Error(`waited ${LONGEST_MS / 1000} s for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
