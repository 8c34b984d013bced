import { Button, Tabs } from '@mantine/core';
import { useLoaderData, useNavigate, useSearch } from '@tanstack/react-router';
import { signOut } from '../api/session.ts';
import { useRole } from '../api/use-role.ts';
import { AlertsTab } from '../features/settings/alerts-tab.tsx';
import { BrowsersTab } from '../features/settings/browsers-tab.tsx';
import { MembersTab } from '../features/settings/members-tab.tsx';
import { ProjectTab } from '../features/settings/project-tab.tsx';
import { SETTINGS_TABS, type SettingsTab } from '../features/settings/search.ts';
import { Page } from '../ui/page.tsx';
import { TabList } from '../ui/tab-list.tsx';

const NAMES: Readonly<Record<SettingsTab, string>> = {
  project: 'Project',
  members: 'Members',
  alerts: 'Alerts',
  browsers: 'Sessions',
};

/** Who may do what, and how the project counts its days. */
export function SettingsPage() {
  const session = useLoaderData({ from: '/$project' });
  const role = useRole();
  const { tab = 'project' } = useSearch({ from: '/$project/settings' });
  const navigate = useNavigate({ from: '/$project/settings' });
  const who =
    session.user === null
      ? 'You are signed in from this machine, as an owner of every project.'
      : `You are signed in as ${session.user.name} (${session.user.email}), ${role} of this project.`;
  return (
    <Page
      title="Settings"
      answer={who}
      actions={
        <Button size="xs" variant="default" onClick={() => void signOut()}>
          Sign out
        </Button>
      }
    >
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(value) => void navigate({ search: { tab: value as SettingsTab } })}
      >
        <TabList active={tab} mb="lg">
          {SETTINGS_TABS.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {NAMES[each]}
            </Tabs.Tab>
          ))}
        </TabList>
        <Tabs.Panel value="project">
          <ProjectTab />
        </Tabs.Panel>
        <Tabs.Panel value="members">
          <MembersTab />
        </Tabs.Panel>
        <Tabs.Panel value="alerts">
          <AlertsTab />
        </Tabs.Panel>
        <Tabs.Panel value="browsers">
          <BrowsersTab hasAccount={session.user !== null} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
