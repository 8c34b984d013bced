import { Button, Collapse } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAdjustmentsHorizontal, IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { type ReactNode, useId } from 'react';
import classes from './options.module.css';

export interface OptionsProps {
  /** How many of them differ from what is usual: said on the button, so that a folded option is not forgotten. */
  readonly set: number;
  readonly children: ReactNode;
}

/** What most questions do not need, one click away. Open from the start when some of it is set. */
export function Options({ set, children }: OptionsProps) {
  const [isOpen, { toggle }] = useDisclosure(set > 0);
  const id = useId();
  return (
    <>
      <Button
        size="xs"
        variant="subtle"
        color="gray"
        aria-expanded={isOpen}
        aria-controls={id}
        leftSection={<IconAdjustmentsHorizontal size={14} />}
        rightSection={isOpen ? <IconChevronUp size={14} /> : <IconChevronDown size={14} />}
        style={{ alignSelf: 'flex-start' }}
        onClick={toggle}
      >
        {set === 0 ? 'More options' : `More options, ${set} set`}
      </Button>
      <Collapse expanded={isOpen} id={id}>
        <div className={classes.options}>{children}</div>
      </Collapse>
    </>
  );
}

/** One option with its name at the left. */
export function Option({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <fieldset className={classes.option} aria-label={label}>
      <span className={classes.label} aria-hidden>
        {label}
      </span>
      <div className={classes.fields}>{children}</div>
    </fieldset>
  );
}
