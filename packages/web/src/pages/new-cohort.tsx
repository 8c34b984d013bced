import { Page } from '../ui/page.tsx';

export function NewCohortPage() {
  return <Page title="New cohort">{null}</Page>;
}
