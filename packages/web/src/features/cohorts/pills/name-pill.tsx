import { Combobox, Text, useCombobox } from '@mantine/core';
import { useMemo, useState } from 'react';
import { type NameOption, type Offers, useOffered } from './catalogue-options.ts';
import { Pill, type PillEditorProps } from './pill.tsx';
import classes from './pills.module.css';

export interface NamePillProps {
  readonly label: string;
  /** Empty: none chosen yet. */
  readonly value: string;
  /** As it stands in the sentence; the value itself when left out. */
  readonly text?: string;
  readonly placeholder: string;
  readonly onChange: (value: string) => void;
  /** What is offered, asked for when the pill is opened. */
  readonly offers: Offers;
  /** A name that is not offered may be given too. */
  readonly allowsOther?: boolean;
  readonly isWrong?: boolean;
  readonly hint?: string | undefined;
}

const MOST_SHOWN = 60;

/** A name out of thousands, found by typing a part of it in the pill's place. */
export function NamePill(props: NamePillProps) {
  const { label, value, text = value, placeholder, isWrong = false, hint } = props;
  return (
    <Pill
      label={label}
      text={value === '' ? placeholder : text}
      isEmpty={value === ''}
      isWrong={isWrong}
      hint={hint}
      editor={(editing) => <NameInput {...props} {...editing} />}
    />
  );
}

function NameInput({
  label,
  value,
  placeholder,
  onChange,
  offers,
  allowsOther = true,
  typed,
  onDone,
}: NamePillProps & PillEditorProps) {
  const { options, isLoading } = useOffered(offers);
  const [text, setText] = useState(typed);
  const combobox = useCombobox({ defaultOpened: true });
  const needle = text.trim();
  const fitting = useMemo(() => fittingOptions(options, needle), [options, needle]);
  const shown = fitting.slice(0, MOST_SHOWN);
  const isOther = allowsOther && needle !== '' && !options.some((each) => each.value === needle);
  const choose = (chosen: string, keepsFocus: boolean): void => {
    if (chosen !== value) onChange(chosen);
    onDone(keepsFocus);
  };
  return (
    <Combobox
      store={combobox}
      width={320}
      position="bottom-start"
      onOptionSubmit={(chosen) => choose(chosen, true)}
    >
      <Combobox.Target>
        <input
          className={classes.input}
          style={{ width: `${Math.min(40, Math.max(16, text.length + 2))}ch` }}
          // biome-ignore lint/a11y/noAutofocus: it takes the place of the element that had the focus
          autoFocus
          aria-label={label}
          autoComplete="off"
          spellCheck={false}
          placeholder={value === '' ? placeholder : value}
          value={text}
          onChange={({ currentTarget }) => {
            setText(currentTarget.value);
            combobox.openDropdown();
            combobox.updateSelectedOptionIndex();
            queueMicrotask(() => combobox.selectFirstOption());
          }}
          onBlur={() => (needle !== '' && isExact(options, needle) ? choose(needle, false) : onDone(false))}
          onKeyDown={(event) => {
            if (event.key === 'Escape') {
              event.preventDefault();
              event.stopPropagation();
              onDone(true);
            }
            const best = isExact(options, needle)
              ? needle
              : (shown[0]?.value ?? (isOther ? needle : undefined));
            if (event.key === 'Tab' && !event.shiftKey && needle !== '' && best !== undefined) {
              if (best !== value) onChange(best);
            }
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options aria-label={label} mah={320} style={{ overflowY: 'auto' }}>
          {shown.map((each) => (
            <Combobox.Option key={each.value} value={each.value} active={each.value === value}>
              <span style={{ display: 'flex', gap: 12, justifyContent: 'space-between' }}>
                <bdi style={{ overflowWrap: 'anywhere' }}>{each.value}</bdi>
                {each.hint !== undefined && (
                  <Text span size="xs" className={classes.hint}>
                    {each.hint}
                  </Text>
                )}
              </span>
            </Combobox.Option>
          ))}
          {isOther && (
            <Combobox.Option value={needle}>
              Use “<bdi>{needle}</bdi>” as typed
            </Combobox.Option>
          )}
          {shown.length === 0 && !isOther && (
            <Combobox.Empty>{isLoading ? 'Looking …' : 'Nothing fits'}</Combobox.Empty>
          )}
          {fitting.length > shown.length && (
            <Combobox.Empty>{fitting.length - shown.length} more: type to find them</Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

/** Those that hold what was typed; those that begin with it first. */
function fittingOptions(options: readonly NameOption[], needle: string): readonly NameOption[] {
  if (needle === '') return options;
  const small = needle.toLowerCase();
  const places = options.flatMap((option) => {
    const at = option.value.toLowerCase().indexOf(small);
    return at < 0 ? [] : [{ option, isFirst: at === 0 }];
  });
  return [...places.filter(({ isFirst }) => isFirst), ...places.filter(({ isFirst }) => !isFirst)].map(
    ({ option }) => option,
  );
}

function isExact(options: readonly NameOption[], name: string): boolean {
  return options.some((each) => each.value === name);
}
