import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { type ImportAnswer, importFile, previewImport } from '../../api/imports.ts';
import { useProject } from '../../api/use-project.ts';
import { ChangeButton } from '../../ui/change-button.tsx';
import { Figures } from '../../ui/figures.tsx';
import { countText } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { ImportReport } from './import-report.tsx';
import { MappingEditor } from './mapping-editor.tsx';
import { PreviewTables } from './preview-tables.tsx';

export interface ImportFileProps {
  readonly file: File;
  /** The file is done with, imported or not. */
  readonly onDone: () => void;
}

/** One file: what its columns are taken for, what its rows become, and then how far it is. */
export function ImportFile({ file, onDone }: ImportFileProps) {
  const project = useProject();
  const client = useQueryClient();
  const [mapping, setMapping] = useState<unknown>();
  const [progress, setProgress] = useState<ImportAnswer>();
  const stop = useRef<AbortController>(undefined);
  const preview = useQuery({
    queryKey: ['import-preview', project, file.name, file.size, file.lastModified, mapping],
    queryFn: ({ signal }) => previewImport(file, mapping, signal),
    placeholderData: (before) => before,
    retry: false,
  });
  const work = useMutation({
    mutationFn: (chosen: unknown) => {
      stop.current = new AbortController();
      return importFile(file, chosen, setProgress, stop.current.signal);
    },
    onSettled: () => client.invalidateQueries(),
  });
  if (work.data !== undefined) return <ImportReport answer={work.data} onDone={onDone} />;
  if (work.isPending) {
    const share = progress === undefined ? 0 : (progress.received / Math.max(1, progress.size)) * 100;
    return (
      <Panel title={<bdi className="name">{file.name}</bdi>}>
        <Stack gap="md">
          <Progress value={share} animated aria-label="Imported so far" />
          <Figures
            figures={[
              ['Rows', countText(progress?.rows)],
              ['Stored', countText(progress?.stored)],
              ['Stored before', countText(progress?.duplicates)],
              ['Refused', countText(progress?.refused)],
            ]}
          />
          <Group>
            <Button variant="default" onClick={() => stop.current?.abort()}>
              Stop here
            </Button>
            <Text size="sm" c="dimmed">
              What was read stays stored. Importing the file again stores nothing twice.
            </Text>
          </Group>
        </Stack>
      </Panel>
    );
  }
  return (
    <Stack gap="lg">
      <Loaded query={preview} skeleton={[160, 240]}>
        {(seen) => (
          <Stack gap="lg">
            <Panel title={<bdi className="name">{file.name}</bdi>}>
              <Stack gap="md">
                {seen.format === 'amplitude' ? (
                  <Text size="sm">This is an Amplitude export: it needs no mapping.</Text>
                ) : (
                  <MappingEditor columns={seen.columns} value={seen.mapping} onChange={setMapping} />
                )}
                {seen.problems.map(({ path, message }) => (
                  <Text key={`${path} ${message}`} size="sm" c="var(--cusp-exited)" className="name">
                    {path !== '' && <code>{path}</code>} {message}
                  </Text>
                ))}
                {seen.troubles.map((trouble) => (
                  <Text key={trouble} size="sm" c="var(--cusp-stale)" className="name">
                    {trouble}
                  </Text>
                ))}
              </Stack>
            </Panel>
            <PreviewTables preview={seen} />
            <Group>
              <ChangeButton
                disabled={seen.events.length === 0 || seen.problems.length > 0 || preview.isPlaceholderData}
                onClick={() => work.mutate(seen.mapping)}
              >
                Import
              </ChangeButton>
              <Button variant="default" onClick={onDone}>
                Another file
              </Button>
            </Group>
          </Stack>
        )}
      </Loaded>
      {preview.error !== null && (
        <Group>
          <Button variant="default" onClick={onDone}>
            Another file
          </Button>
        </Group>
      )}
      {work.error !== null && (
        <ProblemNotice
          error={work.error}
          safe="What was read is stored. Importing again stores nothing twice."
        />
      )}
    </Stack>
  );
}
