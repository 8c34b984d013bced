import { Kbd, Modal, Text, Title } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { STEPS, TOOLS } from './places.ts';
import classes from './shortcut-sheet.module.css';

const EVERYWHERE: readonly (readonly [keys: string, what: string])[] = [
  ['Ctrl K', 'Search and commands'],
  ['/', 'Search and commands'],
  ['?', 'These keys'],
  ['Tab', 'The next part of a sentence or a form'],
  ['Enter', 'Open a row, edit a part'],
  ['Escape', 'Close a panel or a list'],
];

export interface ShortcutSheetProps {
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

/** All keys in one sheet, opened and closed by `?` too. */
export function ShortcutSheet({ isOpen, onToggle }: ShortcutSheetProps) {
  // On some keyboards the question mark needs no shift.
  useHotkeys([
    ['shift+?', onToggle],
    ['?', onToggle],
  ]);
  return (
    <Modal opened={isOpen} onClose={onToggle} title="Keys" size="lg">
      <div className={classes.columns}>
        <Keys title="Everywhere" keys={EVERYWHERE} />
        <Keys title="Go to" keys={[...STEPS, ...TOOLS].map(({ keys, label }) => [keys, label] as const)} />
      </div>
    </Modal>
  );
}

function Keys({
  title,
  keys,
}: {
  readonly title: string;
  readonly keys: readonly (readonly [keys: string, what: string])[];
}) {
  return (
    <section>
      <Title order={3} mb={8}>
        {title}
      </Title>
      <dl className={classes.keys}>
        {keys.map(([pressed, what]) => (
          <div key={pressed}>
            <dt>
              {pressed.split(' ').map((key) => (
                <Kbd key={key} size="xs">
                  {key}
                </Kbd>
              ))}
            </dt>
            <Text component="dd" size="sm" m={0}>
              {what}
            </Text>
          </div>
        ))}
      </dl>
    </section>
  );
}
