import { Page } from '../ui/page.tsx';

export function CohortPage() {
  return <Page title="Cohort">{null}</Page>;
}
