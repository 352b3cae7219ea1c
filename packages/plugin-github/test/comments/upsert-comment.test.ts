import { describe, expect, it } from 'vitest';
import type { CommentSection } from '../../src/comments/comment-section.ts';
import { upsertComment, type UpsertInput } from '../../src/comments/upsert-comment.ts';
import { writeComment } from '../../src/comments/write-comment.ts';
import { clientFor } from '../client/client-for.ts';
import { commentServer, type CommentServer } from './comment-server.ts';

const RUN_URL = 'https://github.com/acme/orders/actions/runs/9001';

const section = (text: string, more: Partial<CommentSection> = {}): CommentSection => ({
  name: 'report',
  text,
  run: { runId: 9001, attempt: 1, headSha: 'b'.repeat(40) },
  ...more,
});

const bodyOf = (...sections: readonly CommentSection[]): string => writeComment(sections, RUN_URL);

async function upsert(server: CommentServer, one: CommentSection, more: Partial<UpsertInput> = {}) {
  const client = await clientFor(server.url);
  return upsertComment({
    client,
    repository: { owner: 'acme', name: 'orders' },
    number: 7,
    section: one,
    runUrl: RUN_URL,
    ...more,
  });
}

const methods = ({ sent }: CommentServer): readonly string[] => sent.map(({ method }) => method);

describe('the comment of a pull request', () => {
  it('is made once, then updated in place, and left alone when nothing is new', async () => {
    await using server = await commentServer();
    expect(await upsert(server, section('one'))).toMatchObject({ ok: true, data: { outcome: 'created' } });
    expect(await upsert(server, section('two'))).toMatchObject({ ok: true, data: { outcome: 'updated' } });
    expect(await upsert(server, section('two'))).toMatchObject({ ok: true, data: { outcome: 'unchanged' } });
    expect(server.kept.map(({ body }) => body)).toEqual([bodyOf(section('two')).trimEnd()]);
    expect(methods(server)).toEqual(['GET', 'POST', 'GET', 'GET', 'PATCH', 'GET']);
  });

  it('is found beyond the third page', async () => {
    await using server = await commentServer();
    for (let index = 0; index < 310; index += 1) server.add(`chat ${index}`, 'alice');
    server.add(bodyOf(section('old')));
    expect(await upsert(server, section('new'))).toMatchObject({ data: { outcome: 'updated' } });
    expect(server.kept).toHaveLength(311);
    expect(server.kept.at(-1)?.body).toContain('new');
  });

  it('has sections of two writers, and each changes its own only', async () => {
    await using server = await commentServer();
    await upsert(server, section('the verdict'));
    await upsert(server, section('started again', { name: 'auto-rerun' }));
    await upsert(server, section('the second verdict'));
    expect(server.kept.map(({ body }) => body)).toEqual([
      bodyOf(section('started again', { name: 'auto-rerun' }), section('the second verdict')).trimEnd(),
    ]);
  });

  it('says no more of the rerun of an earlier run, once a later one has reported', async () => {
    await using server = await commentServer();
    server.add(bodyOf(section('started again', { name: 'auto-rerun' }), section('old')));
    await upsert(server, section('new', { run: { runId: 9002, attempt: 1, headSha: 'c'.repeat(40) } }));
    expect(server.kept[0]?.body).not.toContain('started again');
  });

  it.each([
    [{ runId: 9000, attempt: 3, headSha: 'a'.repeat(40) }, 'superseded'],
    [{ runId: 9001, attempt: 1, headSha: 'b'.repeat(40) }, 'superseded'],
    [{ runId: 9001, attempt: 3, headSha: 'b'.repeat(40) }, 'updated'],
    [{ runId: 9002, attempt: 1, headSha: 'c'.repeat(40) }, 'updated'],
  ])('keeps the report of the later run: %o is %s', async (run, outcome) => {
    await using server = await commentServer();
    server.add(bodyOf(section('there', { run: { runId: 9001, attempt: 2, headSha: 'b'.repeat(40) } })));
    expect(await upsert(server, section('here', { run }))).toMatchObject({ ok: true, data: { outcome } });
    expect(server.kept[0]?.body).toContain(outcome === 'updated' ? 'here' : 'there');
  });

  it('is never one of somebody else, whatever it holds', async () => {
    await using server = await commentServer();
    const planted = bodyOf(
      section('all green', { run: { runId: 99_999, attempt: 9, headSha: 'f'.repeat(40) } }),
    );
    for (const login of ['mallory', 'renovate[bot]', 'github-actions']) server.add(planted, login);
    server.add(`quoted:\n${planted}`);
    expect(await upsert(server, section('red'))).toMatchObject({ data: { outcome: 'created' } });
    expect(server.kept.slice(0, 3).map(({ body }) => body)).toEqual([planted, planted, planted]);
    expect(server.kept).toHaveLength(5);
    expect(await upsert(server, section('red still'))).toMatchObject({ data: { outcome: 'updated' } });
    expect(server.kept).toHaveLength(5);
  });

  it('is that of the account whose token it is, and that of an app which is named', async () => {
    await using person = await commentServer('alice');
    person.add(bodyOf(section('old')));
    expect(await upsert(person, section('new'))).toMatchObject({ data: { outcome: 'updated' } });
    expect(methods(person)).toEqual(['GET', 'GET', 'PATCH']);
    await using app = await commentServer('acme-ci[bot]');
    app.add(bodyOf(section('old')));
    expect(await upsert(app, section('new'), { author: 'acme-ci[bot]' })).toMatchObject({
      data: { outcome: 'updated' },
    });
    expect(methods(app)).toEqual(['GET', 'PATCH']);
  });

  it('stays one for an app that is not named: who it is, its first answer says', async () => {
    await using server = await commentServer('acme-ci[bot]');
    const first = server.add(bodyOf(section('old')));
    expect(await upsert(server, section('new'))).toMatchObject({ data: { outcome: 'updated' } });
    expect(server.kept.map(({ id }) => id)).toEqual([first.id]);
  });

  it('is made again when it was deleted, before or between two calls', async () => {
    await using server = await commentServer();
    await upsert(server, section('one'));
    server.kept.length = 0;
    expect(await upsert(server, section('two'))).toMatchObject({ data: { outcome: 'created' } });
    server.before = ({ method }) => {
      if (method === 'PATCH') server.kept.length = 0;
    };
    expect(await upsert(server, section('three'))).toMatchObject({ data: { outcome: 'created' } });
    expect(server.kept).toHaveLength(1);
  });
});

describe('two runs at once', () => {
  it('leave one comment, with what the later of them says', async () => {
    await using server = await commentServer();
    const later = section('later', { run: { runId: 9002, attempt: 1, headSha: 'c'.repeat(40) } });
    // Both have looked before either creates.
    const both = Promise.withResolvers<void>();
    let looked = 0;
    const [a, b] = await Promise.all(
      [section('earlier'), later].map(async (one) => {
        const client = await clientFor(server.url);
        const gated: typeof client = {
          ...client,
          pages: async (call, most) => {
            const answer = await client.pages(call, most);
            looked += 1;
            if (looked === 2) both.resolve();
            await both.promise;
            return answer;
          },
        };
        return upsert(server, one, { client: gated });
      }),
    );
    expect([a?.ok, b?.ok]).toEqual([true, true]);
    expect(server.kept).toHaveLength(1);
    expect(server.kept[0]?.body).toContain('later');
  });

  it('that left two all the same are put together by the next one', async () => {
    await using server = await commentServer();
    server.add(bodyOf(section('a')));
    server.add(bodyOf(section('started again', { name: 'auto-rerun' })));
    await upsert(server, section('b'));
    expect(server.kept.map(({ body }) => body)).toEqual([
      bodyOf(section('started again', { name: 'auto-rerun' }), section('b')).trimEnd(),
    ]);
  });
});

describe('a comment that GitHub does not take', () => {
  it('is not created a second time when the answer was lost, though it was done', async () => {
    await using server = await commentServer();
    server.before = ({ method }) => (method === 'POST' ? { isDone: true } : undefined);
    expect(await upsert(server, section('one'))).toMatchObject({ ok: true });
    expect(server.kept).toHaveLength(1);
    expect(methods(server).filter((method) => method === 'POST')).toHaveLength(1);
  });

  it.each([
    [401, 'bad-token'],
    [403, 'permission'],
    [404, 'not-found'],
    [410, 'gone'],
    [422, 'invalid'],
    [500, 'server'],
  ])('is a fault, %i of a create', async (status, kind) => {
    await using server = await commentServer();
    server.before = ({ method }) => (method === 'POST' ? { status } : undefined);
    expect(await upsert(server, section('one'))).toMatchObject({ ok: false, fault: { kind } });
    expect(methods(server).filter((method) => method === 'POST')).toHaveLength(1);
  });
});
