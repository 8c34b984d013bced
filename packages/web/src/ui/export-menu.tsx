import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDownload, IconFileTypeCsv, IconPhoto, IconShare3 } from '@tabler/icons-react';
import { csvOf } from '../api/csv-of.ts';
import { asProblem } from '../api/problem.ts';
import type { Answers, QuestionOf } from '../api/questions.ts';
import { saveChartImages } from '../charts/chart-images.ts';
import { saveFile } from './save-file.ts';
import { SaveReport } from './save-report.tsx';

export interface ExportMenuProps<Kind extends keyof Answers> {
  /** The name of the files. */
  readonly name: string;
  /** The question whose answer's rows are the CSV; undefined: there are none. */
  readonly question?: QuestionOf<Kind> | undefined;
  /** The page has a chart. */
  readonly hasChart?: boolean;
  /** It stands at the head of a page, which can be saved as a report. */
  readonly isPage?: boolean;
}

/** Save as a report, share (copies the address, which holds the whole state), CSV and PNG. */
export function ExportMenu<Kind extends keyof Answers>({
  name,
  question,
  hasChart = true,
  isPage = true,
}: ExportMenuProps<Kind>) {
  const tell = (work: Promise<string | undefined>): void => {
    work.then(
      (message) => message !== undefined && notifications.show({ message }),
      (error) => notifications.show({ color: 'red', title: 'Not saved', message: asProblem(error).message }),
    );
  };
  return (
    <>
      {isPage && <SaveReport />}
      <Tooltip label="Copy a link to this page as it is">
        <ActionIcon
          variant="default"
          size={32}
          aria-label="Copy a link to this page"
          onClick={() => tell(copyAddress())}
        >
          <IconShare3 size={16} />
        </ActionIcon>
      </Tooltip>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size={32} aria-label="Export">
            <IconDownload size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconFileTypeCsv size={16} />}
            disabled={question === undefined}
            onClick={() =>
              question !== undefined &&
              tell(
                csvOf(question).then(({ csv, warnings }) => {
                  saveFile(`${name}.csv`, csv);
                  return warnings.length > 0 ? warnings.map(({ message }) => message).join(' ') : undefined;
                }),
              )
            }
          >
            CSV of the rows
          </Menu.Item>
          <Menu.Item
            leftSection={<IconPhoto size={16} />}
            disabled={!hasChart}
            onClick={() => tell(saveChartImages().then(() => undefined))}
          >
            PNG of the charts
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

/** Browsers give pages the clipboard over https and on the loopback alone. */
async function copyAddress(): Promise<string> {
  const clipboard: Clipboard | undefined = navigator.clipboard;
  if (clipboard === undefined)
    return 'Over http the clipboard is closed to pages: copy the link from the address bar.';
  await clipboard.writeText(location.href);
  return 'The link is in the clipboard.';
}
