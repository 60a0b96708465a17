import { Tabs } from "@mantine/core";
import { Page } from "../parts/Page";
import { TokensPanel } from "../parts/TokensPanel";
import { UsersPanel } from "../parts/UsersPanel";

export default function Users() {
  return (
    <Page title="Users and tokens">
      <Tabs defaultValue="users" keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="users">Users</Tabs.Tab>
          <Tabs.Tab value="tokens">Tokens</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="users" pt="sm">
          <UsersPanel />
        </Tabs.Panel>
        <Tabs.Panel value="tokens" pt="sm">
          <TokensPanel />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
