import { Button, Group, Stack, Text } from '@mantine/core';
import type { ImportAnswer } from '../../api/imports.ts';
import { useProject } from '../../api/use-project.ts';
import { ChangeLink } from '../../ui/change-button.tsx';
import { Figures } from '../../ui/figures.tsx';
import { counted, countText } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { instantText, useTimeZone } from '../../ui/time-zone.ts';

const STATES = {
  running: 'is still being read',
  done: 'is imported',
  failed: 'could not be read to its end',
  cancelled: 'was stopped',
};

/** What an import came to. */
export function ImportReport({
  answer,
  onDone,
}: {
  readonly answer: ImportAnswer;
  readonly onDone: () => void;
}) {
  const project = useProject();
  const timeZone = useTimeZone();
  const { name, state, error, report } = answer;
  return (
    <Panel
      title={
        <>
          <bdi className="name">{name}</bdi> {STATES[state]}
        </>
      }
    >
      <Stack gap="md">
        <Figures
          figures={[
            ['Rows', countText(answer.rows)],
            ['Stored', countText(answer.stored)],
            ['Stored before', countText(answer.duplicates)],
            ['Left out', countText(answer.skipped)],
            ['Refused', countText(answer.refused)],
          ]}
        />
        {error !== null && <Text size="sm">{error}</Text>}
        {report !== null && report.from !== null && report.until !== null && (
          <Text size="sm">
            From {instantText(report.from, timeZone)} to {instantText(report.until, timeZone)}.
          </Text>
        )}
        {report?.refused.map(({ field, code, rows, examples }) => (
          <Text key={`${field} ${code}`} size="sm" c="var(--cusp-stale)" className="name">
            {counted(rows, 'row')} refused: {examples[0]?.message ?? code}
            {examples[0] !== undefined && ` (${examples[0].where})`}
          </Text>
        ))}
        {[...(report?.warnings ?? []), ...(report?.troubles ?? [])].map((text) => (
          <Text key={text} size="sm" c="var(--cusp-stale)" className="name">
            {text}
          </Text>
        ))}
        <Group>
          <ChangeLink to="/$project/cohorts/new" params={{ project }}>
            Build a cohort
          </ChangeLink>
          <Button variant="default" onClick={onDone}>
            Import another file
          </Button>
        </Group>
      </Stack>
    </Panel>
  );
}
