import { Page } from '../ui/page.tsx';

export function ReportsPage() {
  return <Page title="Saved reports">{null}</Page>;
}
