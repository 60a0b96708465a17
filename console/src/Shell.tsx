import {
  ActionIcon,
  AppShell,
  Badge,
  Burger,
  Group,
  Image,
  Menu,
  NavLink,
  ScrollArea,
  Text,
  Tooltip,
  useComputedColorScheme,
  useMantineColorScheme,
} from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import {
  IconActivity,
  IconDeviceMobile,
  IconGauge,
  IconListCheck,
  IconLogout,
  IconMoon,
  IconPackage,
  IconRocket,
  IconSun,
  IconUser,
  IconUsers,
  IconWebhook,
  IconAdjustments,
} from "@tabler/icons-react";
import { Suspense, type ComponentType } from "react";
import { Link, useLocation } from "react-router";
import { useSession } from "./api/session";
import { useLiveData, type Liveness } from "./api/stream";
import type { Scope } from "./api/types";
import { Loading } from "./parts/States";
import { Pages } from "./Pages";

interface Entry {
  to: string;
  words: string;
  icon: ComponentType<{ size?: number; "aria-hidden"?: boolean }>;
  needs: Scope;
}

const ENTRIES: Entry[] = [
  { to: "/", words: "Overview", icon: IconGauge, needs: "read" },
  { to: "/devices", words: "Devices", icon: IconDeviceMobile, needs: "read" },
  { to: "/sessions", words: "Sessions", icon: IconActivity, needs: "read" },
  { to: "/campaigns", words: "Campaigns", icon: IconRocket, needs: "read" },
  { to: "/releases", words: "Releases", icon: IconPackage, needs: "read" },
  { to: "/profiles", words: "Profiles", icon: IconAdjustments, needs: "read" },
  { to: "/audit", words: "Audit", icon: IconListCheck, needs: "approve" },
  { to: "/users", words: "Users and tokens", icon: IconUsers, needs: "admin" },
  { to: "/webhooks", words: "Webhooks", icon: IconWebhook, needs: "admin" },
];

export function Shell() {
  const [isOpen, { toggle, close }] = useDisclosure();
  const liveness = useLiveData();
  return (
    <AppShell header={{ height: 52 }} navbar={{ width: 220, breakpoint: "sm", collapsed: { mobile: !isOpen } }} padding="md">
      <a className="skip-link" href="#content">
        To the content
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="xs" wrap="nowrap">
            <Burger opened={isOpen} onClick={toggle} hiddenFrom="sm" size="sm" aria-label="Navigation" />
            <Image src="/icon.svg" alt="" w={26} />
            <Text fw={700}>Fumarole</Text>
          </Group>
          <Group gap="xs" wrap="nowrap">
            <LiveMark liveness={liveness} />
            <SchemeSwitch />
            <Account />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs">
        <Navigation onChosen={close} />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} style={{ outline: "none" }}>
        <Suspense fallback={<Loading lines={8} />}>
          <Pages />
        </Suspense>
      </AppShell.Main>
    </AppShell>
  );
}

function Navigation({ onChosen }: { onChosen: () => void }) {
  const { pathname } = useLocation();
  const { may } = useSession();
  return (
    <ScrollArea>
      {ENTRIES.filter((it) => may(it.needs)).map(({ to, words, icon: Icon }) => {
        const isHere = to === "/" ? pathname === "/" : pathname.startsWith(to);
        return (
          <NavLink
            key={to}
            component={Link}
            to={to}
            label={words}
            leftSection={<Icon size={18} aria-hidden />}
            active={isHere}
            aria-current={isHere ? "page" : undefined}
            onClick={onChosen}
          />
        );
      })}
    </ScrollArea>
  );
}

const LIVE_WORDS: Record<Liveness, { color: string; words: string; why: string }> = {
  connecting: { color: "gray", words: "connecting", why: "Waiting for the server's events" },
  live: { color: "teal", words: "live", why: "What is shown follows what happens" },
  lost: { color: "red", words: "reconnecting", why: "The connection is lost; what is shown may be old. It comes back by itself" },
};

function LiveMark({ liveness }: { liveness: Liveness }) {
  const { color, words, why } = LIVE_WORDS[liveness];
  return (
    <Tooltip label={why} events={{ hover: true, focus: true, touch: true }}>
      <Badge variant="dot" color={color} tabIndex={0} role="status" tt="none">
        {words}
      </Badge>
    </Tooltip>
  );
}

function SchemeSwitch() {
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme("light");
  const other = scheme === "dark" ? "light" : "dark";
  return (
    <ActionIcon variant="default" size="lg" onClick={() => setColorScheme(other)} aria-label={`Use ${other} colours`}>
      {scheme === "dark" ? <IconSun size={18} aria-hidden /> : <IconMoon size={18} aria-hidden />}
    </ActionIcon>
  );
}

function Account() {
  const { session, signOut } = useSession();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="default" size="lg" aria-label={`Signed in as ${session.name}`}>
          <IconUser size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {session.name}
          {session.role ? `, ${session.role}` : ""}
        </Menu.Label>
        <Menu.Label>may {session.scopes.join(", ")}</Menu.Label>
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void signOut()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
