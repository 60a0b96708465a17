import { Button } from "@mantine/core";
import { IconCertificate } from "@tabler/icons-react";
import { address } from "../api/client";

/** Opens the dossier of a device or a campaign: a page of its own, to print and to file. */
export function DossierButton({ path }: { path: string }) {
  return (
    <Button
      component="a"
      href={address(`${path}/dossier`, { format: "html" })}
      target="_blank"
      variant="default"
      leftSection={<IconCertificate size={16} aria-hidden />}
    >
      Dossier
    </Button>
  );
}
