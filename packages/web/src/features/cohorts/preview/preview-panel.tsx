import { describeCohort } from '@cusp/engine/define/language/describe.ts';
import { Progress, Skeleton, Stack, Text } from '@mantine/core';
import { counted, countText, shareText } from '../../../ui/format.ts';
import { Panel } from '../../../ui/panel.tsx';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import type { DraftHandle } from '../draft/use-draft.ts';
import classes from './preview-panel.module.css';
import { SampleMembers } from './sample-members.tsx';
import type { Preview } from './use-preview.ts';

export interface PreviewPanelProps {
  readonly handle: DraftHandle;
  readonly preview: Preview;
}

/** How many would be in, who for instance, and what the definition says in plain words. */
export function PreviewPanel({ handle, preview }: PreviewPanelProps) {
  const { finished, draft, unread } = handle;
  const { answer, isOld, error, retry } = preview;
  const { definition, unfinished } = finished;
  const { unit } = draft.definition;
  const leftOut = unfinished.length;
  return (
    <Panel title={`Who is in, as of now`}>
      <Stack gap="md">
        {error !== null && error !== undefined && (
          <ProblemNotice error={error} safe="What you wrote is kept." onRetry={retry} />
        )}
        {definition === undefined ? (
          <Text size="sm" c="dimmed">
            As soon as a condition is finished, those whom it holds of are counted here, and a few of them
            shown.
          </Text>
        ) : answer === undefined ? (
          error === null && <Skeleton height={120} />
        ) : (
          <div className={classes.answer} data-old={isOld} aria-busy={isOld}>
            <div aria-live="polite">
              <span className={classes.size} data-testid="preview-size">
                {countText(answer.size)}
              </span>{' '}
              <Text span c="dimmed">
                of {counted(answer.known, answer.unit)}, {shareText(answer.share)}
              </Text>
            </div>
            <Progress
              value={(answer.share ?? 0) * 100}
              size="sm"
              aria-label={`${shareText(answer.share)} of all known ${answer.unit}s`}
            />
            {answer.size === 0 && (
              <Text size="sm">
                Nobody fits now. The counts beside the conditions show which of them leaves nobody.
              </Text>
            )}
            {answer.clausesLeftOut > 0 && (
              <Text size="xs" c="dimmed">
                {answer.clausesLeftOut} more conditions are not counted one by one.
              </Text>
            )}
            <SampleMembers answer={answer} />
          </div>
        )}
        {(leftOut > 0 || unread !== undefined) && definition !== undefined && (
          <Text size="sm" className={classes.note}>
            {unread !== undefined
              ? `Of the last definition that could be read: the ${unread.view === 'text' ? 'text' : 'JSON'} as typed cannot.`
              : leftOut === 1
                ? 'One condition is not finished: what is missing of it is left out.'
                : `${leftOut} conditions are not finished: what is missing of them is left out.`}
          </Text>
        )}
        {definition !== undefined && (
          <div>
            <Text size="xs" c="dimmed" mb={4}>
              In plain words
            </Text>
            <p className={classes.plain}>{describeCohort(definition)}</p>
          </div>
        )}
        {definition === undefined && (
          <Text size="xs" c="dimmed">
            The base is every known {unit}: who never did a thing is in when the conditions ask for that.
          </Text>
        )}
      </Stack>
    </Panel>
  );
}
