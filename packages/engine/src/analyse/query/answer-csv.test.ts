import { describe, expect, it } from 'vitest';
import { answerCsv } from './answer-csv.ts';

describe('an answer as CSV', () => {
  it('has a row for each object of each list, and names columns as in JSON', () => {
    const answer = {
      kind: 'funnel',
      open: 2,
      steps: [
        { event: { names: ['a', 'b'] }, count: 3, ofPrevious: null },
        { event: { names: ['c'] }, count: 1, ofPrevious: { share: 0.5 } },
      ],
    };
    expect(answerCsv(answer).split('\r\n')).toEqual([
      'table,kind,open,steps.event.names,steps.count,steps.ofPrevious,steps.ofPrevious.share',
      'answer,funnel,2,,,,',
      'steps,,,"[""a"",""b""]",3,,',
      'steps,,,"[""c""]",1,,0.5',
      '',
    ]);
  });

  it('repeats the outer row in the rows of an inner list, and spreads numbers over columns', () => {
    const answer = { curves: [{ group: 'x, "y"\n', cells: [{ n: [1, null, 3] }, { n: [4] }] }] };
    expect(answerCsv(answer)).toBe(
      [
        'table,curves.group,curves.cells.n.0,curves.cells.n.1,curves.cells.n.2',
        'answer,,,,',
        'curves,"x, ""y""\n",,,',
        'curves.cells,"x, ""y""\n",1,,3',
        'curves.cells,"x, ""y""\n",4,,',
        '',
      ].join('\r\n'),
    );
  });

  it('makes formulas harmless and leaves numbers alone', () => {
    expect(answerCsv({ rows: [{ name: '=1+1', less: -0.5 }] })).toBe(
      "table,rows.name,rows.less\r\nanswer,,\r\nrows,'=1+1,-0.5\r\n",
    );
  });
});
