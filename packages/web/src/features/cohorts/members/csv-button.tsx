import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { asProblem } from '../../../api/problem.ts';
import type { QuestionOf } from '../../../api/questions.ts';
import { saveFile } from '../../../ui/save-file.ts';
import { membersCsv } from './members-csv.ts';

export interface CsvButtonProps {
  /** Of the file. */
  readonly name: string;
  readonly question: QuestionOf<'cohort'>;
  readonly columns: readonly string[];
}

/** Saves every member that fits, with the chosen properties, however many there are. */
export function CsvButton({ name, question, columns }: CsvButtonProps) {
  const save = useMutation({
    mutationFn: async () => saveFile(`${name}.csv`, await membersCsv(question, columns)),
    onError: (error) =>
      notifications.show({ color: 'red', title: 'Not saved', message: asProblem(error).message }),
  });
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconDownload size={14} />}
      loading={save.isPending}
      onClick={() => save.mutate()}
    >
      CSV
    </Button>
  );
}
