import { DataTable } from '../../ui/data-table.tsx';
import { EVENT_COLUMNS } from './events-tab.tsx';

const NOW = Date.now();
const DAY_MS = 86_400_000;
const row = (name: string, count: number, users: number) => ({
  name,
  count,
  users,
  firstSeen: NOW - 90 * DAY_MS,
  lastSeen: NOW - 60_000,
});

/** Made-up events, for the page that has none yet. */
export function ExampleEvents() {
  return (
    <DataTable
      label="An example of events"
      columns={EVENT_COLUMNS}
      rows={[
        row('document_opened', 103_417, 4_120),
        row('paywall_modal_viewed', 6_662, 1_162),
        row('plan_upgraded', 412, 412),
      ]}
      rowKey={({ name }) => name}
    />
  );
}
