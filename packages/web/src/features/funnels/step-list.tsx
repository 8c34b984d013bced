import {
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import {
  arrayMove,
  SortableContext,
  sortableKeyboardCoordinates,
  verticalListSortingStrategy,
} from '@dnd-kit/sortable';
import type { FunnelSearch } from './search.ts';
import { stepAnnouncements } from './step-announcements.ts';
import { movedStep, withoutStep } from './step-moves.ts';
import classes from './step-row.module.css';
import { StepRow } from './step-row.tsx';
import { useStepKeys } from './use-step-keys.ts';

export interface StepListProps {
  readonly search: FunnelSearch;
  readonly onChange: (part: Partial<FunnelSearch>) => void;
}

/** The steps in their order, which a drag by the handle changes: with a pointer, or with space and the arrow keys. */
export function StepList({ search, onChange }: StepListProps) {
  const { steps, order = 'this' } = search;
  const { keys, reorder } = useStepKeys(steps.length);
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const places = steps.map((_, place) => place);
  const end = ({ active, over }: DragEndEvent): void => {
    const [from, to] = [keys.indexOf(String(active.id)), keys.indexOf(String(over?.id))];
    if (from === -1 || to === -1 || from === to) return;
    reorder(arrayMove(places, from, to));
    onChange(movedStep(search, from, to));
  };
  return (
    <DndContext
      accessibility={stepAnnouncements((key) => keys.indexOf(key) + 1)}
      sensors={sensors}
      collisionDetection={closestCenter}
      onDragEnd={end}
    >
      <SortableContext items={[...keys]} strategy={verticalListSortingStrategy}>
        <ul className={classes.steps} aria-label="Steps">
          {steps.map((step, i) => (
            <StepRow
              key={keys[i]}
              id={keys[i] ?? ''}
              number={i + 1}
              step={step}
              canBeOptional={order === 'this' && i > 0 && i < steps.length - 1}
              onChange={(changed) => onChange({ steps: steps.with(i, changed) })}
              onRemove={
                steps.length > 2
                  ? () => {
                      reorder(places.toSpliced(i, 1));
                      onChange(withoutStep(search, i));
                    }
                  : undefined
              }
            />
          ))}
        </ul>
      </SortableContext>
    </DndContext>
  );
}
