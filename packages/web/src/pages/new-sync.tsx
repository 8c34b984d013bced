import { Page } from '../ui/page.tsx';

export function NewSyncPage() {
  return <Page title="New sync">{null}</Page>;
}
