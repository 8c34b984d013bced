import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { projectStatus } from '../api/status.ts';
import { useProject } from '../api/use-project.ts';
import { dataAnswer } from '../features/data/answer.ts';
import { EventsTab } from '../features/data/events-tab.tsx';
import { ImportTab } from '../features/data/import-tab.tsx';
import { KeysTab } from '../features/data/keys-tab.tsx';
import { PropertiesTab } from '../features/data/properties-tab.tsx';
import { RefusedTab } from '../features/data/refused-tab.tsx';
import { DATA_TABS, type DataTab } from '../features/data/search.ts';
import { TailTab } from '../features/data/tail-tab.tsx';
import { countText } from '../ui/format.ts';
import { Page } from '../ui/page.tsx';
import { TabList } from '../ui/tab-list.tsx';
import { useNow } from '../ui/use-now.ts';

const NAMES: Readonly<Record<DataTab, string>> = {
  events: 'Events',
  properties: 'Properties',
  tail: 'Live tail',
  refused: 'Refused',
  import: 'Import',
  keys: 'Keys and SDKs',
};

/** What comes in? */
export function DataPage() {
  const project = useProject();
  const { tab = 'events' } = useSearch({ from: '/$project/data' });
  const navigate = useNavigate({ from: '/$project/data' });
  const status = useQuery(projectStatus(project));
  const now = useNow();
  const refused = status.data?.rejectedLastDay ?? 0;
  return (
    <Page
      title="Data"
      answer={status.data ? dataAnswer(status.data, now) : status.isPending ? null : undefined}
    >
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(value) => void navigate({ search: { tab: value as DataTab } })}
      >
        <TabList active={tab} mb="lg">
          {DATA_TABS.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {NAMES[each]}
              {each === 'refused' && refused > 0 && ` · ${countText(refused)}`}
            </Tabs.Tab>
          ))}
        </TabList>
        <Tabs.Panel value="events">
          <EventsTab />
        </Tabs.Panel>
        <Tabs.Panel value="properties">
          <PropertiesTab />
        </Tabs.Panel>
        <Tabs.Panel value="tail">
          <TailTab />
        </Tabs.Panel>
        <Tabs.Panel value="refused">
          <RefusedTab />
        </Tabs.Panel>
        <Tabs.Panel value="import">
          <ImportTab />
        </Tabs.Panel>
        <Tabs.Panel value="keys">
          <KeysTab />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
