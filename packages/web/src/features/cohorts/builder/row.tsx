import { useDraggable } from '@dnd-kit/core';
import { IconGripVertical } from '@tabler/icons-react';
import type { KeyboardEvent, ReactNode } from 'react';
import { connected, removed } from '../tree/edits.ts';
import { movedBy } from '../tree/gaps.ts';
import { conditionAt, isGroup, type Path, partsOf } from '../tree/path.ts';
import classes from './builder.module.css';
import { type BuilderState, useBuilder } from './builder-context.ts';
import { conditionWords } from './condition-words.ts';
import { RowMenu } from './row-menu.tsx';

export interface RowProps {
  readonly path: Path;
  readonly connective: 'and' | 'or' | undefined;
  /** Of how many it holds; undefined shows nothing. */
  readonly count?: ReactNode;
  readonly children: ReactNode;
}

/** The line of a condition: its handle, the word before it, what it says, of how many it holds, and what can be done with it. */
export function Row({ path, connective, count, children }: RowProps) {
  const builder = useBuilder();
  const { root, apply } = builder;
  const condition = conditionAt(root, path);
  const words = condition === undefined ? '' : conditionWords(condition);
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, isDragging } = useDraggable({
    id: `row ${path.join('.')}`,
    data: { path },
    disabled: path.length === 0,
  });
  const group = path.slice(0, -1);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the pills and buttons inside
    <div
      ref={setNodeRef}
      className={classes.row}
      data-row={path.join('.')}
      data-first={connective === undefined}
      data-dragged={isDragging}
      onKeyDown={(event) => onRowKey(event, builder, path)}
    >
      <button
        ref={setActivatorNodeRef}
        type="button"
        className={classes.handle}
        {...attributes}
        {...listeners}
        aria-label={`Move: ${words.slice(0, 120)}`}
        disabled={path.length === 0}
      >
        <IconGripVertical size={14} />
      </button>
      <span data-place="connective">
        {connective !== undefined && (
          <button
            type="button"
            className={classes.connective}
            title={connective === 'and' ? 'Turn into “or”' : 'Turn into “and”'}
            aria-label={`${connective}: turn into ${connective === 'and' ? 'or' : 'and'}`}
            onClick={() => apply(connected(root, group, connective === 'and' ? 'any' : 'all'))}
          >
            {connective}
          </button>
        )}
      </span>
      <div className={classes.body}>{children}</div>
      <span className={classes.count}>{count}</span>
      <span data-place="menu">
        <RowMenu path={path} words={words} />
      </span>
    </div>
  );
}

function onRowKey(event: KeyboardEvent, { root, apply }: BuilderState, path: Path): void {
  if (!event.altKey || event.ctrlKey || event.metaKey) return;
  const direction = event.key === 'ArrowUp' ? 'up' : event.key === 'ArrowDown' ? 'down' : undefined;
  if (direction !== undefined) {
    event.preventDefault();
    event.stopPropagation();
    const result = movedBy(root, path, direction);
    if (result) apply(result.tree, { path: result.path, on: 'handle' }, `Moved ${direction}.`);
  }
  if (event.key === 'Delete' || event.key === 'Backspace') {
    event.preventDefault();
    event.stopPropagation();
    apply(
      removed(root, path),
      { path: nearbyPath(root, path), on: 'handle' },
      'Removed. Undo brings it back.',
    );
  }
}

/** The row that takes the focus of one that goes. */
export function nearbyPath(root: BuilderState['root'], path: Path): Path {
  const own = path.at(-1);
  if (own === undefined) return path;
  const parent = conditionAt(root, path.slice(0, -1));
  if (parent !== undefined && isGroup(parent) && partsOf(parent).length > 1) {
    return own === 0 ? path : [...path.slice(0, -1), own - 1];
  }
  return path.slice(0, -1);
}
