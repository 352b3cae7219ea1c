import { describe, expect, it } from 'vitest';
import type { PlannedCheck } from '../../src/model/plan.ts';
import { createQueue } from '../../src/run/queue.ts';

const check = (id: string, ...needs: string[]) => ({ id, needs }) as unknown as PlannedCheck;
const idsOf = (checks: Iterable<PlannedCheck>): string[] => [...checks].map(({ id }) => id);

function queueOf(...order: readonly PlannedCheck[]) {
  const queue = createQueue({ order, isDone: (id) => id === 'before' });
  const take = (): string[] => {
    const taken: string[] = [];
    for (let next = queue.next(); next !== undefined; next = queue.next()) {
      taken.push(next.id);
      queue.accept(next);
    }
    return taken;
  };
  return { queue, take };
}

describe('the queue of checks that wait', () => {
  it('gives first what needs nothing, or only what was done before', () => {
    const { take } = queueOf(check('a'), check('b', 'a'), check('c', 'before'));
    expect(take()).toEqual(['a', 'c']);
  });

  it('gives a check when the last of its needs is done, and once', () => {
    const { queue, take } = queueOf(check('a'), check('b'), check('c', 'a', 'b', 'a'));
    take();
    queue.release('a');
    expect(take()).toEqual([]);
    queue.release('b');
    queue.release('b');
    expect(take()).toEqual(['c']);
  });

  it('keeps the order of all among those that are ready, whenever they became it', () => {
    const { queue, take } = queueOf(check('late', 'x'), check('later', 'x'), check('x'), check('y'));
    take();
    queue.release('x');
    take();
    expect(idsOf(queue.ready)).toEqual(['late', 'later', 'x', 'y']);
  });

  it('keeps what is in a circle among those that wait, and never gives it', () => {
    const { queue, take } = queueOf(check('a', 'b'), check('b', 'a'));
    expect([take(), idsOf(queue.waiting)]).toEqual([[], ['a', 'b']]);
  });
});
