import { Combobox, useCombobox } from '@mantine/core';
import classes from './pills.module.css';

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

export interface ChoicePillProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly Choice<Value>[];
  readonly onChange: (value: Value) => void;
}

/** A pill with a few choices. The focus stays on it: arrows choose, Tab goes on. */
export function ChoicePill<Value extends string>({
  label,
  value,
  choices,
  onChange,
}: ChoicePillProps<Value>) {
  const combobox = useCombobox({
    onDropdownClose: () => combobox.resetSelectedOption(),
    onDropdownOpen: () => combobox.selectActiveOption(),
  });
  const text = choices.find((each) => each.value === value)?.label ?? value;
  return (
    <Combobox
      store={combobox}
      width="max-content"
      position="bottom-start"
      onOptionSubmit={(chosen) => {
        onChange(chosen as Value);
        combobox.closeDropdown();
      }}
    >
      <Combobox.Target targetType="button" withAriaAttributes={false}>
        <button
          type="button"
          data-pill
          className={classes.pill}
          aria-label={`${label}: ${text}`}
          aria-haspopup="listbox"
          aria-expanded={combobox.dropdownOpened}
          onClick={() => combobox.toggleDropdown()}
          onBlur={() => combobox.closeDropdown()}
        >
          {text}
        </button>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options aria-label={label} mah={320} style={{ overflowY: 'auto' }}>
          {choices.map((each) => (
            <Combobox.Option key={each.value} value={each.value} active={each.value === value}>
              {each.label}
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
