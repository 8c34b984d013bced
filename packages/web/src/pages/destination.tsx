import { Page } from '../ui/page.tsx';

export function DestinationPage() {
  return <Page title="Destination">{null}</Page>;
}
