import { CLAUSE_KINDS } from '@cusp/engine/define/language/clause-schemas.ts';
import { printClause } from '@cusp/engine/define/language/print-clause.ts';
import { describe, expect, it } from 'vitest';
import { finishedPart } from '../tree/definition.ts';
import { clauseEditors } from './registry.ts';

describe('the editors of clauses', () => {
  it('are there for every kind of clause that the language has, and for no other', () => {
    expect(Object.keys(clauseEditors).toSorted()).toEqual([...CLAUSE_KINDS].toSorted());
  });

  it.each(Object.entries(clauseEditors))(
    '%s: a new one is of its kind, and asks only for names',
    (kind, editor) => {
      const made = editor.make();
      expect(made.kind).toBe(kind);
      expect(editor.make()).not.toBe(made);
      const named = JSON.parse(
        JSON.stringify(made, (key, value) => {
          if (key === 'names' && value[0] === '') return ['a'];
          if (key === 'values') return ['x'];
          return value === '' ? 'p' : value;
        }),
      );
      expect(finishedPart({ unit: 'user', where: named }).isWhole).toBe(true);
      expect(printClause(named)).not.toBe('');
    },
  );
});
