import {
  type Announcements,
  type CollisionDetection,
  DndContext,
  DragOverlay,
  type DropAnimation,
  type KeyboardCoordinateGetter,
  KeyboardSensor,
  PointerSensor,
  useDndContext,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import type { ReactNode } from 'react';
import type { Gap } from '../tree/edits.ts';
import { movedTo } from '../tree/gaps.ts';
import { conditionAt, type Path } from '../tree/path.ts';
import classes from './builder.module.css';
import { useBuilder } from './builder-context.ts';
import { conditionWords } from './condition-words.ts';

const NO_ANIMATION: DropAnimation | null = null;
/** How far a pointer goes before a press is a drag, in px. */
const SLOP = 4;

/** Moves conditions by the pointer, and by the keyboard: space takes one up, arrows choose the place, space puts it down, Escape leaves it. */
export function Drag({ children }: { readonly children: ReactNode }) {
  const { root, apply } = useBuilder();
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: SLOP } }),
    useSensor(KeyboardSensor, { coordinateGetter: nextGap }),
  );
  const words = (path: unknown): string => {
    const condition = Array.isArray(path) ? conditionAt(root, path) : undefined;
    return condition === undefined ? 'the condition' : conditionWords(condition);
  };
  const announcements: Announcements = {
    onDragStart: ({ active }) => `Took up: ${words(active.data.current?.path)}.`,
    onDragOver: ({ over }) => (over ? placeWords(over.data.current?.gap) : 'Over no place.'),
    onDragEnd: ({ over }) => (over ? 'Put down.' : 'Left where it was.'),
    onDragCancel: () => 'Left where it was.',
  };
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={nearestGap}
      accessibility={{
        announcements,
        screenReaderInstructions: {
          draggable:
            'Press space to take the condition up, the arrow keys to choose a place, space to put it down, Escape to leave it. Alt and an arrow key moves it at once.',
        },
      }}
      onDragEnd={({ active, over }) => {
        const path = active.data.current?.path as Path;
        const gap = over?.data.current?.gap as Gap | undefined;
        const result = gap && movedTo(root, path, gap);
        if (result) apply(result.tree, { path: result.path, on: 'handle' });
      }}
    >
      {children}
      <DragOverlay dropAnimation={NO_ANIMATION}>
        <Dragged />
      </DragOverlay>
    </DndContext>
  );
}

function Dragged() {
  const { root, dragged } = useDragged();
  const condition = dragged && conditionAt(root, dragged);
  return condition === undefined ? null : (
    <div className={classes.overlay}>
      <bdi>{conditionWords(condition)}</bdi>
    </div>
  );
}

function useDragged(): {
  readonly root: ReturnType<typeof useBuilder>['root'];
  readonly dragged: Path | undefined;
} {
  const { root } = useBuilder();
  const { active } = useDndContext();
  return { root, dragged: active?.data.current?.path as Path | undefined };
}

function placeWords(gap: Gap | undefined): string {
  if (gap === undefined) return 'Over no place.';
  const level = gap.group.length === 0 ? '' : ', inside a group';
  return `Place ${gap.index + 1}${level}.`;
}

/** The gap that is nearest to the pointer, or to the top of what the keyboard moves; of two at one height the one further in that begins left of it. */
const nearestGap: CollisionDetection = ({
  droppableContainers,
  droppableRects,
  pointerCoordinates,
  collisionRect,
}) => {
  const y = pointerCoordinates?.y ?? collisionRect.top;
  const x = pointerCoordinates?.x ?? collisionRect.left;
  return droppableContainers
    .flatMap((container) => {
      const rect = droppableRects.get(container.id);
      if (rect === undefined) return [];
      const aside = x + 1 < rect.left ? 24 : (x - rect.left) / 1_000;
      return [
        {
          id: container.id,
          data: { droppableContainer: container, value: Math.abs(rect.top + rect.height / 2 - y) + aside },
        },
      ];
    })
    .toSorted((a, b) => a.data.value - b.data.value);
};

/** By the arrow keys: the next gap downwards or upwards. */
const nextGap: KeyboardCoordinateGetter = (event, { context }) => {
  const step = event.code === 'ArrowDown' ? 1 : event.code === 'ArrowUp' ? -1 : 0;
  if (step === 0) return undefined;
  event.preventDefault();
  const { droppableRects, droppableContainers, over, collisionRect } = context;
  const gaps = droppableContainers
    .getEnabled()
    .flatMap(({ id }) => {
      const rect = droppableRects.get(id);
      return rect === undefined ? [] : [{ id, rect }];
    })
    .toSorted((a, b) => a.rect.top - b.rect.top);
  const top = collisionRect?.top ?? 0;
  const at = gaps.findIndex(({ id }) => id === over?.id);
  const from = at >= 0 ? at : gaps.findLastIndex(({ rect }) => rect.top <= top);
  const next = gaps[Math.min(gaps.length - 1, Math.max(0, from + step))];
  return next && { x: next.rect.left, y: next.rect.top + next.rect.height / 2 };
};
