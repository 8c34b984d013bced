import { ActionIcon, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';

export interface WhySearchProps {
  readonly unit: 'user' | 'account';
  readonly id: string;
  readonly onAsk: (id: string) => void;
}

/** Asks about one by its id. */
export function WhySearch({ unit, id, onAsk }: WhySearchProps) {
  const [typed, setTyped] = useState<string>();
  const text = typed ?? id;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() === '') return;
        onAsk(text.trim());
        setTyped(undefined);
      }}
    >
      <TextInput
        label={unit === 'user' ? 'User id, or device: and a device id' : 'Account'}
        value={text}
        data-autofocus={id === '' ? true : undefined}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        rightSection={
          <ActionIcon type="submit" variant="subtle" aria-label="Ask">
            <IconSearch size={16} />
          </ActionIcon>
        }
      />
    </form>
  );
}
