import { useSortable } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { ActionIcon, Checkbox } from '@mantine/core';
import { IconGripVertical, IconX } from '@tabler/icons-react';
import { EventField } from '../../ui/fields/event-field.tsx';
import type { FunnelSearch } from './search.ts';
import classes from './step-row.module.css';

type Step = FunnelSearch['steps'][number];

export interface StepRowProps {
  readonly id: string;
  readonly number: number;
  readonly step: Step;
  /** Only a step in the middle may be left out, and only in the order listed. */
  readonly canBeOptional: boolean;
  readonly onChange: (step: Step) => void;
  readonly onRemove: (() => void) | undefined;
}

/** One step, with the handle that moves it. */
export function StepRow({ id, number, step, canBeOptional, onChange, onRemove }: StepRowProps) {
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } =
    useSortable({ id });
  return (
    <li
      ref={setNodeRef}
      className={`${classes.row} ${isDragging ? classes.dragged : ''}`}
      style={{ transform: CSS.Translate.toString(transform), transition }}
    >
      <button
        ref={setActivatorNodeRef}
        type="button"
        className={classes.handle}
        {...attributes}
        {...listeners}
        aria-label={`Drag step ${number}`}
      >
        <IconGripVertical size={14} aria-hidden />
        {number}
      </button>
      <EventField
        label={`Step ${number}`}
        value={step}
        onChange={(event) => onChange({ ...step, ...event })}
        after={
          <>
            {(canBeOptional || step.optional === true) && (
              <Checkbox
                size="xs"
                className={classes.optional ?? ''}
                label="may be left out"
                checked={step.optional ?? false}
                onChange={({ currentTarget }) => {
                  const { optional: _, ...event } = step;
                  onChange(currentTarget.checked ? { ...event, optional: true } : event);
                }}
              />
            )}
            {onRemove && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size="sm"
                aria-label={`Remove step ${number}`}
                onClick={onRemove}
              >
                <IconX size={14} />
              </ActionIcon>
            )}
          </>
        }
      />
    </li>
  );
}
