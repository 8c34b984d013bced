import { Page } from '../ui/page.tsx';

export function SyncPage() {
  return <Page title="Sync">{null}</Page>;
}
