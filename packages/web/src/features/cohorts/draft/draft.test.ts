import { checkCohort } from '@cusp/engine/define/language/check.ts';
import { parseCohort } from '@cusp/engine/define/language/parse.ts';
import { printCohort } from '@cusp/engine/define/language/print.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryDefinition } from '../../../../../../test/support/arbitrary-definition.ts';
import { eventCountEditor } from '../clauses/event-count.tsx';
import { propertyEditor } from '../clauses/property.tsx';
import type { DraftDefinition } from '../tree/definition.ts';
import { inserted } from '../tree/edits.ts';
import { ROOT } from '../tree/path.ts';
import { type Draft, edited, isSame, NO_DEFINITION, newDraft } from './draft.ts';
import { viewsOf } from './views.ts';

function definition(text: string): DraftDefinition {
  const read = parseCohort(text);
  if (!read.ok) throw new Error(read.problems[0]?.message);
  return read.value;
}

const typeText = (draft: Draft, source: string) => edited(draft, { kind: 'type', view: 'text', source });
const typeJson = (draft: Draft, source: string) => edited(draft, { kind: 'type', view: 'json', source });

describe('a draft in its three views', () => {
  const start = newDraft(definition('users who did a and have plan = "free"'), 'ready');

  it('shows a change of the tree in the text and the JSON at once', () => {
    const draft = edited(start, {
      kind: 'define',
      definition: { unit: 'account', where: start.definition.where },
    });
    const { text, json, hindrance } = viewsOf(draft);
    expect(text).toBe('accounts who\n  did a\n  and have plan = "free"');
    expect(JSON.parse(json)).toEqual(checkedValue(draft.definition));
    expect(hindrance).toBeUndefined();
  });

  it('shows typed text in the tree and the JSON, and the text as it was typed', () => {
    const draft = typeText(start, 'users  who did b   # all of them');
    expect(draft.definition).toEqual(definition('users who did b'));
    const { text, json } = viewsOf(draft);
    expect(text).toBe('users  who did b   # all of them');
    expect(JSON.parse(json)).toEqual(definition('users who did b'));
  });

  it('keeps text that cannot be read as typed, with what could be read last in the other views', () => {
    const draft = typeText(typeText(start, 'users who did b'), 'users who did b at lea');
    const { text, json, unread, hindrance } = viewsOf(draft);
    expect(text).toBe('users who did b at lea');
    expect(JSON.parse(json)).toEqual(definition('users who did b'));
    expect(unread?.problems[0]).toMatchObject({ path: '1:20' });
    expect(hindrance).toMatch(/^The text cannot be read yet/);
    const dropped = edited(draft, { kind: 'drop-typed' });
    expect(viewsOf(dropped).text).toBe('users who did b');
  });

  it('reads typed JSON, and says at which path it is wrong', () => {
    const draft = typeJson(start, JSON.stringify(definition('users who did c')));
    expect(viewsOf(draft).text).toBe('users who did c');
    const wrong = typeJson(draft, '{"unit":"user","where":{"kind":"event-count"}}');
    expect(viewsOf(wrong).unread?.problems.map(({ path }) => path)).toContain('where.event');
    expect(viewsOf(wrong).text).toBe('users who did c');
    expect(viewsOf(typeJson(draft, '{"unit":')).unread?.problems[0]).toMatchObject({ code: 'bad-json' });
  });

  it('goes back and forward, one step for what was typed in one go', () => {
    const typed = ['users who did x', 'users who did xy', 'users who did xyz'].reduce(typeText, start);
    const back = edited(typed, { kind: 'undo' });
    expect(isSame(back.definition, start.definition)).toBe(true);
    expect(viewsOf(edited(back, { kind: 'redo' })).text).toBe('users who did xyz');
    const byWayOfNothing = ['', 'users who', 'users who did x', 'users who did', 'users who did xy'].reduce(
      typeText,
      start,
    );
    expect(byWayOfNothing.past).toHaveLength(1);
    expect(isSame(edited(byWayOfNothing, { kind: 'undo' }).definition, start.definition)).toBe(true);
    expect(edited(start, { kind: 'undo' })).toBe(start);
    expect(edited(start, { kind: 'redo' })).toBe(start);
  });

  it('leaves what is only begun out of the text and the question, and does not save it', () => {
    const where = inserted(start.definition.where, { group: ROOT, index: 2 }, propertyEditor.make());
    const draft = edited(start, { kind: 'define', definition: { unit: 'user', where } });
    const { text, finished, hindrance, json } = viewsOf(draft);
    expect(text).toBe('users who\n  did a\n  and have plan = "free"');
    expect(finished.unfinished.map(({ leaf }) => leaf.place)).toEqual(['where.conditions.2']);
    expect(JSON.parse(json).where.conditions).toHaveLength(3);
    expect(hindrance).toBe('One condition is not finished.');
  });

  it('asks about an event without the filter that was only begun, and never about any event in place of none', () => {
    const clause = eventCountEditor.make();
    expect(viewsOf(newDraft({ unit: 'user', where: clause })).finished.definition).toBeUndefined();
    const begun = {
      ...clause,
      event: { names: ['a', ''], filters: [{ scope: 'event', property: '', op: 'is', values: [] }] },
    } as typeof clause;
    const { text, finished } = viewsOf(newDraft({ unit: 'user', where: begun }));
    expect(text).toBe('users who did a in the last 30 days');
    expect(finished.isWhole).toBe(false);
  });

  it('says what is missing before anything is written', () => {
    const { hindrance, text, finished } = viewsOf(newDraft(NO_DEFINITION));
    expect([hindrance, text, finished.definition]).toEqual([
      'Add a condition first.',
      'users who ',
      undefined,
    ]);
    expect(viewsOf(newDraft(start.definition)).hindrance).toBe('Give it a name.');
  });

  it('comes back to the same tree from its text and from its JSON, whatever it is', () => {
    fc.assert(
      fc.property(arbitraryDefinition(), (any) => {
        const { text, json } = viewsOf(newDraft(any, 'any'));
        expect(text).toBe(printCohort(any));
        const byText = typeText(newDraft(NO_DEFINITION), text);
        const byJson = typeJson(newDraft(NO_DEFINITION), json);
        expect(byText.definition).toEqual(checkedValue(any));
        expect(byJson.definition).toEqual(checkedValue(any));
        expect(viewsOf(byText).unread ?? viewsOf(byJson).unread).toBeUndefined();
      }),
      { numRuns: 200 },
    );
  });
});

function checkedValue(value: unknown) {
  const read = checkCohort(value);
  if (!read.ok) throw new Error(read.problems[0]?.message);
  return read.value;
}
