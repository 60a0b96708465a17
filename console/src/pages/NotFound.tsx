import { Button } from "@mantine/core";
import { Link, useLocation } from "react-router";
import { Page } from "../parts/Page";
import { Empty } from "../parts/States";

export function NotFound() {
  const { pathname } = useLocation();
  return (
    <Page title="No such page">
      <Empty
        title={`Nothing is at ${pathname}`}
        action={
          <Button component={Link} to="/" variant="default">
            To the overview
          </Button>
        }
      />
    </Page>
  );
}
