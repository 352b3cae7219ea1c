import type { LimitMeasurement } from '../../model/limit.ts';
import type { RunReport } from '../../model/report.ts';
import type { CheckResult } from '../../model/result.ts';
import { oneLine } from '../escape.ts';
import { html, type Html, type Piece } from './html.ts';
import type { PageView } from './page-view.ts';
import { percent } from './percent.ts';
import { section } from './section.ts';

interface Measure {
  readonly what: string;
  readonly value: string;
  readonly note: string;
  /** Drawn as a bar: from 0 to `whole`, with a line at the limit. */
  readonly bar?: {
    readonly measured: number;
    readonly limit?: number;
    readonly whole: number;
    readonly isBroken: boolean;
  };
}

/** Coverage, and every figure that a limit speaks of. */
export function measuresPart({ report }: PageView): Html | undefined {
  const measures = [
    ...report.results.flatMap(coverageOf),
    ...report.results.flatMap(figuresOf),
    ...overAll(report),
  ];
  if (measures.length === 0) return undefined;
  return section({
    id: 'measures',
    title: measures.some(({ bar }) => bar?.whole === 100) ? 'Coverage and limits' : 'Limits',
    body: html`<div class="scroll" tabindex="0" role="region" aria-label="Table of figures and limits">
      <table class="list">
        <thead>
          <tr>
            <th scope="col">What
            <th scope="col">Figure
            <th scope="col"><span class="vh">As a bar</span>
            <th scope="col">Limit
        </thead>
        <tbody>
          ${measures.map(measureRow)}
        </tbody>
      </table>
    </div>`,
  });
}

function measureRow({ what, value, note, bar }: Measure): Html {
  return html`<tr>
    <th scope="row"><code>${what}</code>
    <td class="num${bar?.isBroken === true ? ' bad' : ''}">${value}
    <td>${bar === undefined ? undefined : drawBar(bar)}
    <td>${note}
   `;
}

function drawBar({ measured, limit, whole, isBroken }: NonNullable<Measure['bar']>): Piece {
  const line =
    limit === undefined
      ? undefined
      : html`<line
          class="limit"
          x1="${percent(limit, whole)}"
          x2="${percent(limit, whole)}"
          y1="0"
          y2="14"
        />`;
  return html`<svg class="measure ${isBroken ? 'bad' : 'good'}" width="160" height="14" aria-hidden="true">
    <rect class="back" y="3" width="100%" height="8" />
    <rect class="fill" y="3" width="${percent(measured, whole)}" height="8" />
    ${line}
  </svg>`;
}

/** A percentage with what it is made of: `coverage`, `coverage.covered`, `coverage.total`. */
function coverageOf({ id, metrics, limits }: CheckResult): readonly Measure[] {
  return Object.keys(metrics).flatMap((name): readonly Measure[] => {
    const [share, covered, total] = [metrics[name], metrics[`${name}.covered`], metrics[`${name}.total`]];
    if (share === undefined || covered === undefined || total === undefined) return [];
    const limit = limits.find(
      ({ rule, measured, bound }) =>
        bound === 'min' && measured !== undefined && (rule.endsWith(`/${name}`) || measured === share),
    );
    return [
      {
        what: `${oneLine(id)} ${oneLine(name)}`,
        value: `${floored(share)} %`,
        note: `${covered} of ${total}${limit === undefined ? '' : `, at least ${limit.limit} %${limit.isBroken ? ': broken' : ''}`}`,
        bar: {
          measured: share,
          whole: 100,
          isBroken: limit?.isBroken === true,
          ...(limit === undefined ? {} : { limit: limit.limit }),
        },
      },
    ];
  });
}

/** 29.996 must not read as the 30 that it missed. */
const floored = (value: number): string => (Math.floor(value * 10 + 1e-6) / 10).toFixed(1);

/** "No finding at all" is not a figure: it is in each check's own words. */
function figuresOf({ id, metrics, limits }: CheckResult): readonly Measure[] {
  const isCoverage = ({ measured, bound }: LimitMeasurement): boolean =>
    bound === 'min' &&
    Object.keys(metrics).some((name) => metrics[`${name}.total`] !== undefined && metrics[name] === measured);
  return limits
    .filter((one) => (one.limit > 0 || one.measured === undefined) && !isCoverage(one))
    .map((one) => figure(`${oneLine(id)} ${oneLine(one.rule)}`, one));
}

function figure(what: string, { measured, limit, bound, isBroken }: LimitMeasurement): Measure {
  return {
    what,
    value: measured === undefined ? 'not measured' : String(Number(measured.toFixed(2))),
    note: `${bound === 'min' ? 'at least' : 'at most'} ${limit}${isBroken ? ': broken' : ''}`,
    ...(measured === undefined
      ? {}
      : { bar: { measured, limit, whole: Math.max(measured, limit, 1) * 1.15, isBroken } }),
  };
}

/** Limits over several checks are judged by the gate, whose objections hold the figures of those that are broken. */
function overAll({ verdict }: RunReport): readonly Measure[] {
  return verdict.objections.flatMap(({ checkId, rule, measured, limit, level }) =>
    checkId !== undefined || measured === undefined || limit === undefined
      ? []
      : [
          figure(oneLine(rule), {
            rule,
            measured,
            limit,
            bound: measured > limit ? 'max' : 'min',
            isBroken: level !== 'note',
            objection: 'block',
          }),
        ],
  );
}
