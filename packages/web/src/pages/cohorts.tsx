import { Page } from '../ui/page.tsx';

export function CohortsPage() {
  return <Page title="Cohorts">{null}</Page>;
}
