import { FileButton, Stack, Text } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type DragEvent, useState } from 'react';
import { importList } from '../../api/imports.ts';
import { useProject } from '../../api/use-project.ts';
import { Panel } from '../../ui/panel.tsx';
import { ImportFile } from './import-file.tsx';
import { ImportHistory } from './import-history.tsx';
import classes from './import-tab.module.css';

/** A file, dropped or chosen; then its preview and mapping; then its progress. */
export function ImportTab() {
  const project = useProject();
  const [file, setFile] = useState<File>();
  const [isOver, setOver] = useState(false);
  const imports = useQuery(importList(project));
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const [dropped] = event.dataTransfer.files;
    if (dropped !== undefined) setFile(dropped);
  };
  return (
    <Stack gap="lg">
      {file === undefined ? (
        <FileButton onChange={(chosen) => chosen !== null && setFile(chosen)}>
          {(props) => (
            <button
              type="button"
              {...props}
              className={classes.drop}
              data-over={isOver}
              onDragOver={(event) => {
                event.preventDefault();
                setOver(true);
              }}
              onDragLeave={() => setOver(false)}
              onDrop={onDrop}
            >
              <IconFileUpload size={28} stroke={1.4} aria-hidden />
              <Text fw={600}>Drop a file here, or choose one</Text>
              <Text size="sm" c="dimmed">
                CSV, JSON lines, Parquet, an Amplitude export; gzipped or zipped too; up to 4 GB. Nothing is
                stored before you have seen what becomes of it.
              </Text>
            </button>
          )}
        </FileButton>
      ) : (
        <ImportFile
          key={`${file.name} ${file.size} ${file.lastModified}`}
          file={file}
          onDone={() => setFile(undefined)}
        />
      )}
      {imports.data !== undefined && imports.data.imports.length > 0 && (
        <Panel title="Imported before">
          <ImportHistory imports={imports.data.imports} />
        </Panel>
      )}
    </Stack>
  );
}
