import { expect, it } from 'vitest';
import { exitedCsv, membersCsv } from './csv-file.ts';

it('writes numbers as numbers, lists as JSON, and lets no spreadsheet run a text', () => {
  const members = [
    { unit: '1', id: '=cmd', properties: { balance: -5, tags: ['a', 'b'], admin: false } },
    { unit: '2', id: 'bob', properties: { tags: '-5' } },
  ];
  expect(membersCsv(members, ['balance', 'tags', 'admin'])).toBe(
    'id,balance,tags,admin\r\n\'=cmd,-5,"[""a"",""b""]",false\r\nbob,,\'-5,\r\n',
  );
});

it('writes only the ids of those who left', () => {
  expect(exitedCsv([{ unit: '1', id: 'ann' }])).toBe('id\r\nann\r\n');
  expect(exitedCsv([])).toBe('id\r\n');
});
