import { Combobox, InputBase, Text, useCombobox } from '@mantine/core';
import { type ReactNode, useState } from 'react';

export interface NameOption {
  readonly value: string;
  /** Beside the name, such as how often it was seen. */
  readonly hint?: string;
}

export interface NameSelectProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly NameOption[];
  readonly onChange: (value: string) => void;
  /** Called as somebody types, for options that the server searches. */
  readonly onSearch?: (text: string) => void;
  readonly placeholder?: string;
  readonly isLoading?: boolean;
  /** The element that opens the list, in place of an input. */
  readonly error?: ReactNode;
  readonly width?: number | string;
}

/** Of thousands of names so many are shown; typing finds the others. */
const MOST_SHOWN = 60;

/** Picks one of many names by search. A name that was never seen may be typed too: it is offered as it stands. */
export function NameSelect({
  label,
  value,
  options,
  onChange,
  onSearch,
  placeholder,
  isLoading = false,
  error,
  width = 220,
}: NameSelectProps) {
  const [text, setText] = useState<string>();
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      setText(undefined);
    },
  });
  const typed = (text ?? '').trim();
  const needle = typed.toLowerCase();
  const fitting =
    needle === '' ? options : options.filter((each) => each.value.toLowerCase().includes(needle));
  const shown = fitting.slice(0, MOST_SHOWN);
  const isKnown = options.some((each) => each.value === typed);
  return (
    <Combobox
      store={combobox}
      withinPortal
      onOptionSubmit={(chosen) => {
        onChange(chosen);
        combobox.closeDropdown();
      }}
    >
      <Combobox.Target>
        <InputBase
          size="xs"
          w={width}
          miw={0}
          aria-label={label}
          placeholder={placeholder ?? label}
          value={text ?? value}
          title={value}
          error={error}
          rightSection={<Combobox.Chevron />}
          rightSectionPointerEvents="none"
          onFocus={() => combobox.openDropdown()}
          onClick={() => combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
          onChange={(event) => {
            setText(event.currentTarget.value);
            onSearch?.(event.currentTarget.value);
            combobox.openDropdown();
            combobox.selectFirstOption();
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown miw={260}>
        <Combobox.Options mah={320} style={{ overflowY: 'auto' }}>
          {shown.map((each) => (
            <Combobox.Option key={each.value} value={each.value} active={each.value === value}>
              <span style={{ display: 'flex', gap: 12, justifyContent: 'space-between' }}>
                <bdi style={{ overflowWrap: 'anywhere' }}>{each.value}</bdi>
                {each.hint !== undefined && (
                  <Text span size="xs" c="dimmed" style={{ flex: 'none' }}>
                    {each.hint}
                  </Text>
                )}
              </span>
            </Combobox.Option>
          ))}
          {typed !== '' && !isKnown && (
            <Combobox.Option value={typed}>
              Use “<bdi>{typed}</bdi>” as typed
            </Combobox.Option>
          )}
          {shown.length === 0 && typed === '' && (
            <Combobox.Empty>{isLoading ? 'Looking …' : 'Nothing was seen yet'}</Combobox.Empty>
          )}
          {fitting.length > shown.length && (
            <Combobox.Empty>{fitting.length - shown.length} more: type to find them</Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
