import { Button, Group, SegmentedControl, Skeleton, Text } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useProject } from '../../../api/use-project.ts';
import type { View } from '../draft/draft.ts';
import type { DraftHandle } from '../draft/use-draft.ts';
import type { Preview } from '../preview/use-preview.ts';
import classes from './editor.module.css';
import { UnreadNotice } from './unread-notice.tsx';

const Builder = lazy(() => import('../builder/builder.tsx').then((m) => ({ default: m.Builder })));
const TextView = lazy(() => import('../text/text-view.tsx').then((m) => ({ default: m.TextView })));
const JsonView = lazy(() => import('../text/json-view.tsx').then((m) => ({ default: m.JsonView })));

const VIEWS = [
  { value: 'builder', label: 'Builder' },
  { value: 'text', label: 'Text' },
  { value: 'json', label: 'JSON' },
];

export interface DefinitionEditorProps {
  readonly handle: DraftHandle;
  readonly preview: Preview;
  readonly view: View;
  readonly onView: (view: View) => void;
}

/** One definition in three views: what is changed in one shows in the others at once. */
export function DefinitionEditor({ handle, preview, view, onView }: DefinitionEditorProps) {
  const project = useProject();
  const { draft, finished, text, json, unread, edit } = handle;
  const isBehind = unread !== undefined && unread.view !== view;
  const warnings = [...preview.facts.warnings.values()].flat();
  return (
    <div className={classes.editor}>
      <Group justify="space-between" gap="sm">
        <SegmentedControl
          size="xs"
          aria-label="View of the definition"
          data={VIEWS}
          value={view}
          onChange={(chosen) => onView(chosen as View)}
        />
        <Group gap={4}>
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            leftSection={<IconArrowBackUp size={14} />}
            disabled={draft.past.length === 0}
            onClick={() => edit({ kind: 'undo' })}
          >
            Undo
          </Button>
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            leftSection={<IconArrowForwardUp size={14} />}
            disabled={draft.future.length === 0}
            onClick={() => edit({ kind: 'redo' })}
          >
            Redo
          </Button>
        </Group>
      </Group>
      {isBehind && (
        <UnreadNotice
          typed={unread}
          onGo={() => onView(unread.view)}
          onDrop={() => edit({ kind: 'drop-typed' })}
        />
      )}
      <div inert={isBehind} className={isBehind ? classes.behind : undefined}>
        <Suspense fallback={<Skeleton height={220} />}>
          {view === 'builder' && (
            <Builder
              definition={draft.definition}
              finished={finished}
              facts={preview.facts}
              isOld={preview.isOld}
              onChange={(definition) => edit({ kind: 'define', definition })}
              onUndo={() => edit({ kind: 'undo' })}
              onRedo={() => edit({ kind: 'redo' })}
            />
          )}
          {view === 'text' && (
            <TextView
              project={project}
              value={text}
              warnings={warnings}
              onChange={(source) => edit({ kind: 'type', view: 'text', source })}
            />
          )}
          {view === 'json' && (
            <JsonView value={json} onChange={(source) => edit({ kind: 'type', view: 'json', source })} />
          )}
        </Suspense>
      </div>
      {view === 'text' && draft.typed?.view !== 'text' && finished.unfinished.length > 0 && (
        <Text size="xs" className={classes.note}>
          {finished.unfinished.length === 1 ? 'One condition' : `${finished.unfinished.length} conditions`} of
          the builder is only begun and not in the text: what is typed here takes its place.
        </Text>
      )}
      {view !== 'builder' && (
        <Text size="xs" c="dimmed">
          {view === 'text'
            ? 'Ctrl Space shows what may come next. Escape, then Tab leaves the field.'
            : 'The form in which it is stored, and in which the API takes it.'}
        </Text>
      )}
      {view === 'builder' && draft.definition.where !== undefined && !isBehind && (
        <Text size="xs" c="dimmed" visibleFrom="sm">
          Tab goes from part to part, typing edits it. Alt ↑ and Alt ↓ move a condition, Ctrl Z takes a change
          back.
        </Text>
      )}
    </div>
  );
}
