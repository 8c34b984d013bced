import { Accordion, Code, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { SyncWhole } from '../../api/syncs.ts';
import { syncPreview } from '../../api/syncs.ts';
import { useProject } from '../../api/use-project.ts';
import { Figures } from '../../ui/figures.tsx';
import { countText } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Panel } from '../../ui/panel.tsx';

/** What would be sent now: how many, who, and the very requests with their secrets left out. */
export function PreviewPanel({ sync }: { readonly sync: SyncWhole }) {
  const preview = useQuery(syncPreview(useProject(), sync.id));
  return (
    <Panel title={sync.state === 'paused' ? 'What would be sent' : 'What is left to send'}>
      <Loaded query={preview} skeleton={[60]}>
        {({ add, update, remove, names, unaddressed, warnings, requests }) => (
          <Stack gap="md">
            <Figures
              figures={[
                ['Put in', countText(add)],
                ['Update', countText(update)],
                ['Take out', countText(remove)],
              ]}
            />
            {[...names.add, ...names.update, ...names.remove].length > 0 && (
              <Text size="sm" c="dimmed" className="name">
                Among them{' '}
                <bdi>{[...names.add, ...names.update, ...names.remove].slice(0, 10).join(', ')}</bdi>
              </Text>
            )}
            {unaddressed.map(({ reason, message, count, names: who }) => (
              <Text key={reason} size="sm" c="var(--cusp-stale)" className="name">
                {countText(count)} cannot be sent: {message} (<bdi>{who.slice(0, 5).join(', ')}</bdi>
                {count > 5 && ', …'})
              </Text>
            ))}
            {warnings.map(({ path, message }) => (
              <Text key={path} size="sm" c="var(--cusp-stale)" className="name">
                {message}
              </Text>
            ))}
            {requests.length > 0 && (
              <Accordion variant="contained">
                {requests.map(({ method, url, body }, i) => (
                  <Accordion.Item key={i} value={String(i)}>
                    <Accordion.Control>
                      <Text size="sm" className="name">
                        {method} {url}
                      </Text>
                    </Accordion.Control>
                    <Accordion.Panel>
                      <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
                        {body}
                      </Code>
                    </Accordion.Panel>
                  </Accordion.Item>
                ))}
              </Accordion>
            )}
          </Stack>
        )}
      </Loaded>
    </Panel>
  );
}
