import { Page } from "../parts/Page";
import { WebhooksPanel } from "../parts/WebhooksPanel";

export default function Webhooks() {
  return (
    <Page title="Webhooks">
      <WebhooksPanel />
    </Page>
  );
}
