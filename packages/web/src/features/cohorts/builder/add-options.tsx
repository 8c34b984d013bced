import type { ClauseNode } from '@cusp/engine/define/language/ast.ts';
import { Combobox, Text } from '@mantine/core';
import { clauseEditors } from '../clauses/registry.ts';
import { useOffered } from '../pills/catalogue-options.ts';
import classes from '../pills/pills.module.css';
import { useBuilder } from './builder-context.ts';
import { offerOfEvent, offerOfKind, offerOfProperty } from './offered-conditions.ts';

const MOST_NAMES = 8;
const ABOUT = ['what they did', 'what they are', 'how they compare'] as const;
const KINDS = Object.entries(clauseEditors) as [
  ClauseNode['kind'],
  (typeof clauseEditors)[ClauseNode['kind']],
][];

/** Kinds of conditions by what they are about; as soon as something is typed, events and properties of that name too. */
export function AddOptions({ search }: { readonly search: string }) {
  const { unit } = useBuilder();
  const events = useOffered({ of: 'events' });
  const properties = useOffered({ of: 'own-properties', unit });
  const needle = search.toLowerCase();
  const fits = (text: string): boolean => text.toLowerCase().includes(needle);
  const kinds = KINDS.filter(([, { title, example }]) => fits(title) || fits(example));
  const named = (options: typeof events.options) =>
    needle === '' ? [] : options.filter(({ value }) => fits(value)).slice(0, MOST_NAMES);
  const [foundEvents, foundProperties] = [named(events.options), named(properties.options)];
  const isNothing = kinds.length + foundEvents.length + foundProperties.length === 0;
  return (
    <>
      {foundEvents.length > 0 && (
        <Combobox.Group label="Did an event">
          {foundEvents.map(({ value, hint }) => (
            <NameOption key={value} offer={offerOfEvent(value)} name={value} hint={hint} />
          ))}
        </Combobox.Group>
      )}
      {foundProperties.length > 0 && (
        <Combobox.Group label="Have a property">
          {foundProperties.map(({ value, hint }) => (
            <NameOption key={value} offer={offerOfProperty(value)} name={value} hint={hint} />
          ))}
        </Combobox.Group>
      )}
      {ABOUT.map((about) => {
        const of = kinds.filter(([, editor]) => editor.about === about);
        return (
          of.length > 0 && (
            <Combobox.Group key={about} label={`${about.slice(0, 1).toUpperCase()}${about.slice(1)}`}>
              {of.map(([kind, { title, example }]) => (
                <Combobox.Option key={kind} value={offerOfKind(kind)}>
                  <Text size="sm">{title}</Text>
                  <Text size="xs" className={classes.hint}>
                    {example}
                  </Text>
                </Combobox.Option>
              ))}
            </Combobox.Group>
          )
        );
      })}
      {isNothing && <Combobox.Empty>Nothing of that name was seen yet</Combobox.Empty>}
    </>
  );
}

function NameOption({ offer, name, hint }: { offer: string; name: string; hint: string | undefined }) {
  return (
    <Combobox.Option value={offer}>
      <span style={{ display: 'flex', gap: 12, justifyContent: 'space-between' }}>
        <bdi style={{ overflowWrap: 'anywhere' }}>{name}</bdi>
        <Text span size="xs" className={classes.hint}>
          {hint}
        </Text>
      </span>
    </Combobox.Option>
  );
}
