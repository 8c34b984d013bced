import { Page } from '../ui/page.tsx';

export function MeasurePage() {
  return <Page title="Measure">{null}</Page>;
}
