import { Page } from '../ui/page.tsx';

export function JourneysPage() {
  return <Page title="Journeys">{null}</Page>;
}
