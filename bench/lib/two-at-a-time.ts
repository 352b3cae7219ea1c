/** Calls something so often, with two calls under way at a time. */
export async function twoAtATime(count: number, call: () => Promise<void>): Promise<void> {
  let left = count;
  const lane = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await call();
    }
  };
  await Promise.all([lane(), lane()]);
}
