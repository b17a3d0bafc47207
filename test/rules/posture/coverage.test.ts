import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { rules } from "../../../src/rules/book";

/** The ids of the reference for posture rules. */
const range = (letter: string, from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `${letter}${String(from + index).padStart(2, "0")}`);
const reference = [
  ...range("R", 1, 6),
  ...range("R", 10, 18),
  ...range("R", 20, 27),
  ...range("R", 30, 44),
  ...range("G", 1, 15),
  ...range("G", 20, 26),
  ...range("G", 30, 38),
  ...range("G", 40, 55),
  ...range("G", 60, 66),
  ...range("G", 70, 79),
];

/** The stable policy names that the reference gives to the ids. A G rule that is a validity rule shares its name. */
const names: Readonly<Record<string, string>> = {
  R01: "acr-admin-user-disabled",
  R02: "acr-anonymous-pull-disabled",
  R03: "acr-arm-audience-token-disabled",
  R04: "acr-token-disabled",
  R05: "acr-role-least-privilege",
  R06: "acr-managed-identity",
  R10: "acr-public-network-access-disabled",
  R11: "acr-network-restricted",
  R12: "acr-private-endpoint",
  R13: "acr-private-dns-zone-group",
  R14: "acr-sku-supports-private-link",
  R15: "acr-restrict-external-private-endpoint",
  R16: "acr-trusted-services-bypass",
  R17: "acr-dedicated-data-endpoint",
  R20: "acr-cmk-encryption",
  R21: "acr-export-disabled",
  R22: "acr-content-trust-retired",
  R23: "acr-quarantine-enabled",
  R24: "acr-retention-enabled",
  R25: "acr-soft-delete-enabled",
  R26: "acr-cache-rule-allowed",
  R27: "acr-webhook-https",
  R30: "acr-sku-minimum",
  R31: "acr-geo-replicated",
  R32: "acr-replica-allowed-locations",
  R34: "acr-diagnostics-audit-logs",
  R35: "acr-defender-containers",
  R38: "acr-name-valid",
  R39: "acr-name-convention",
  R40: "acr-required-tags",
  R41: "acr-delete-lock",
  R43: "acr-dedicated-resource-group",
  R44: "acr-preview-api-disallowed",
  G01: "acr-premium-feature-on-lower-tier",
  G02: "acr-anonymous-pull-unsupported-tier",
  G03: "acr-replication-needs-premium",
  G04: "acr-replication-home-region",
  G05: "acr-replication-duplicate-region",
  G06: "acr-child-needs-premium",
  G07: "acr-classic-tier",
  G08: "acr-soft-delete-with-retention",
  G09: "acr-soft-delete-with-replication",
  G10: "acr-retention-days-range",
  G11: "acr-soft-delete-days-range",
  G12: "acr-export-disabled-requires-private",
  G13: "acr-child-count-limit",
  G14: "acr-replication-region-endpoint-off",
  G15: "acr-domain-label-scope",
  G20: "acr-token-password-expiry",
  G21: "acr-token-expiry-too-far",
  G22: "acr-token-system-scope-map",
  G23: "acr-scope-map-wildcard-write",
  G24: "acr-scope-map-size",
  G25: "acr-token-without-scope-map",
  G26: "acr-sync-token-reused",
  G30: "acr-task-inline-credential",
  G31: "acr-task-secret-argument",
  G32: "acr-task-custom-registry-opaque",
  G33: "acr-task-pat-no-expiry",
  G34: "acr-task-abac-identity",
  G35: "acr-task-restricted-network",
  G36: "acr-task-http-context",
  G37: "acr-task-mutable-base",
  G38: "acr-agent-pool-no-vnet",
  G40: "acr-webhook-secret-header",
  G41: "acr-webhook-scope",
  G42: "acr-ip-rule-too-wide",
  G43: "acr-ip-rule-private-range",
  G44: "acr-deny-without-rules",
  G45: "acr-ip-rules-without-deny",
  G46: "acr-private-endpoint-public-open",
  G47: "acr-private-endpoint-dns-zone",
  G48: "acr-private-endpoint-group",
  G49: "acr-private-endpoint-replica-data",
  G50: "acr-bypass-with-defender",
  G51: "acr-cmk-identity",
  G52: "acr-cmk-key-properties",
  G53: "acr-cmk-version-pinned",
  G54: "acr-cmk-on-existing",
  G55: "acr-content-trust-with-cmk",
  G60: "acr-role-privileged-identity",
  G61: "acr-legacy-role-on-abac",
  G62: "acr-abac-role-on-legacy",
  G63: "acr-role-scope-too-wide",
  G64: "acr-role-condition-missing",
  G65: "acr-role-principal-type",
  G66: "acr-role-duplicate",
  G70: "acr-audit-logs-off-anonymous",
  G71: "acr-cache-rule-auth",
  G72: "acr-cache-rule-catch-all",
  G73: "acr-credential-set-secrets",
  G74: "acr-credential-set-identity",
  G75: "acr-connected-registry-mode",
  G76: "acr-connected-registry-data-endpoint",
  G77: "acr-connected-registry-audit",
  G78: "acr-registry-unprotected",
  G79: "acr-quarantine-with-pullers",
};

const page = readFileSync(join(__dirname, "../../../docs/rules/not-checked.md"), "utf8");
const notChecked = [...page.matchAll(/^\| ([RG]\d{2}) \|/gm)].map(([, id]) => id);
const called = (id: string) => rules.filter((rule) => rule.id === id || rule.also?.includes(id));

it("makes every posture id of the reference a rule, or says why it is none", () => {
  expect(reference).toHaveLength(102);
  expect(reference.filter((id) => called(id).length === 0 && !notChecked.includes(id))).toEqual([]);
  expect(reference.filter((id) => called(id).length > 0 && notChecked.includes(id))).toEqual([]);
});

it("keeps the reference's policy names", () => {
  const wrong = Object.entries(names).filter(
    ([id, name]) => called(id).length > 0 && !called(id).some(({ policy }) => policy === name),
  );
  expect(wrong).toEqual([]);
});
