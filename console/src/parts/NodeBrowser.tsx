import { ActionIcon, Badge, Box, Button, Grid, Group, Select, Stack, Table, Text, TextInput, Title, Tooltip } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { get, send } from "../api/client";
import { useSession } from "../api/session";
import type { NodeCommand, NodeOrder } from "../api/types";
import { Ago } from "./Ago";
import { ROOT, treeOf, type Node } from "./nodes";
import { StateBadge } from "./StateBadge";
import { Empty, Loaded } from "./States";
import { useAction } from "./useAction";

interface Order {
  command: NodeCommand;
  node: string;
  value?: string;
}

/** The device's tree as far as it was read; asking for more makes an order for the next session. */
export function NodeBrowser({ device }: { device: string }) {
  const { may } = useSession();
  const path = `/devices/${encodeURIComponent(device)}/node-orders`;
  const orders = useQuery({ queryKey: ["node-orders", device], queryFn: ({ signal }) => get<{ orders: NodeOrder[] }>(path, {}, signal) });
  const order = useAction((it: Order) => send("POST", path, it), {
    done: "Asked for: the answer comes with the device's next session",
    stale: [["node-orders", device]],
  });
  const isAllowed = may("operate");
  return (
    <Loaded query={orders}>
      {({ orders: all }) => (
        <Grid>
          <Grid.Col span={{ base: 12, md: 6 }}>
            <Title order={2} size="h6" mb="xs">
              Tree, as far as it was read
            </Title>
            <Box component="ul" style={{ listStyle: "none", margin: 0, padding: 0 }}>
              <Branch node={treeOf(all)} read={isAllowed ? (node) => order.mutate({ command: "get", node }) : undefined} />
            </Box>
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 6 }}>
            {isAllowed && <OrderForm isBusy={order.isPending} onOrder={(it) => order.mutate(it)} />}
            <Title order={2} size="h6" my="xs">
              Orders
            </Title>
            <Orders orders={all} />
          </Grid.Col>
        </Grid>
      )}
    </Loaded>
  );
}

function Branch({ node, read }: { node: Node; read: ((uri: string) => void) | undefined }) {
  const value = node.read?.text ?? (node.read?.base64 ? `${node.read.base64.slice(0, 40)} (base64)` : undefined);
  return (
    <li>
      <Group gap={6} wrap="nowrap">
        <Text size="sm" className="mono" style={{ overflowWrap: "anywhere" }}>
          {node.name}
          {value !== undefined && <b> = {value}</b>}
        </Text>
        {node.waiting && (
          <Badge size="xs" variant="light" color="yellow">
            {node.waiting.command} waits
          </Badge>
        )}
        {node.at && (
          <Text size="xs" c="dimmed" component="span">
            <Ago at={node.at} />
          </Text>
        )}
        {read && !node.waiting && (
          <Tooltip label="Read it at the next session">
            <ActionIcon size="sm" variant="subtle" aria-label={`Read ${node.uri}`} onClick={() => read(node.uri === ROOT ? "." : node.uri)}>
              <IconRefresh size={14} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
      </Group>
      {node.children.length > 0 && (
        <Box component="ul" style={{ listStyle: "none", margin: 0, paddingLeft: 18 }}>
          {node.children.map((it) => (
            <Branch key={it.uri} node={it} read={read} />
          ))}
        </Box>
      )}
    </li>
  );
}

const COMMANDS: { value: NodeCommand; label: string }[] = [
  { value: "get", label: "Get" },
  { value: "replace", label: "Replace" },
  { value: "add", label: "Add" },
  { value: "delete", label: "Delete" },
  { value: "exec", label: "Exec" },
];

function OrderForm({ isBusy, onOrder }: { isBusy: boolean; onOrder: (order: Order) => void }) {
  const [command, setCommand] = useState<NodeCommand>("get");
  const [node, setNode] = useState("./");
  const [value, setValue] = useState("");
  const hasValue = command === "replace" || command === "add" || command === "exec";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onOrder({ command, node: node.trim(), ...(hasValue && value ? { value } : {}) });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="xs">
        <Group gap="xs" align="flex-end" wrap="nowrap">
          <Select
            label="Command"
            data={COMMANDS}
            value={command}
            allowDeselect={false}
            onChange={(it) => setCommand(it as NodeCommand)}
            w={120}
          />
          <TextInput label="Node" required value={node} onChange={(event) => setNode(event.currentTarget.value)} style={{ flex: 1 }} classNames={{ input: "mono" }} />
          {!hasValue && (
            <Button type="submit" loading={isBusy}>
              Order
            </Button>
          )}
        </Group>
        {hasValue && (
          <Group gap="xs" align="flex-end" wrap="nowrap">
            <TextInput label="Value" value={value} onChange={(event) => setValue(event.currentTarget.value)} style={{ flex: 1 }} />
            <Button type="submit" loading={isBusy}>
              Order
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}

function Orders({ orders }: { orders: NodeOrder[] }) {
  if (orders.length === 0) return <Empty title="Nothing was ordered yet" />;
  return (
    <Table verticalSpacing={4}>
      <Table.Tbody>
        {orders.map((it) => (
          <Table.Tr key={it.number}>
            <Table.Td>
              <Text size="sm" className="mono" style={{ overflowWrap: "anywhere" }}>
                {it.command} {it.node ?? (it.question && `“${it.question.text}”`)}
                {it.value !== undefined && ` = ${it.value}`}
              </Text>
              {it.words && (
                <Text size="xs" c="dimmed">
                  {it.status !== undefined && `${it.status}: `}
                  {it.words}
                </Text>
              )}
            </Table.Td>
            <Table.Td w={90}>
              <StateBadge state={it.state} />
            </Table.Td>
            <Table.Td w={110}>
              <Ago at={it.at ?? it.created} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
