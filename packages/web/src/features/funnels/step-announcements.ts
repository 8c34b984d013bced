import type { DndContextProps } from '@dnd-kit/core';

/** What those who do not see a drag hear of it; `numberOf` is a step's number by its key. */
export function stepAnnouncements(numberOf: (key: string) => number): DndContextProps['accessibility'] {
  const step = (id: string | number): string => `Step ${numberOf(String(id))}`;
  return {
    screenReaderInstructions: {
      draggable:
        'To move a step, press space, then the arrow keys, and space again; escape leaves it where it was.',
    },
    announcements: {
      onDragStart: ({ active }) => `${step(active.id)} is picked up.`,
      onDragOver: ({ active, over }) =>
        over === null
          ? undefined
          : `${step(active.id)} is over the place of step ${numberOf(String(over.id))}.`,
      onDragEnd: ({ over }) =>
        over === null
          ? 'The step stays where it was.'
          : `The step is now number ${numberOf(String(over.id))}.`,
      onDragCancel: () => 'The step stays where it was.',
    },
  };
}
