import { expect, it } from "vitest";
import { check } from "../../../src/rules/check";
import { describeFinding } from "../../../src/rules/describe";

const arm =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities";
const pages = "https://learn.microsoft.com/azure/container-registry";
const premium = { sku: { name: "Premium" } };
const attached = (name: string) => ({ type: "UserAssigned", userAssignedIdentities: { [`${arm}/${name}`]: {} } });
const identity = attached("reader");
const key = { identity: "11111111-1111-1111-1111-111111111111", keyIdentifier: "https://kv.vault.azure.net/keys/k" };
const encryption = { status: "enabled", keyVaultProperties: key };
const keyed = (changes: object) => ({ status: "enabled", keyVaultProperties: { ...key, ...changes } });
const granted = (guid: string, rest: object = {}) => ({
  roleAssignmentMode: "AbacRepositoryPermissions",
  roleAssignments: { ci: { roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${guid}`, ...rest } },
});
const texts = (model: object, previous?: object) =>
  check(
    { ...premium, location: "westeurope", ...model },
    { previous: previous && { location: "westeurope", ...previous } },
  ).map((finding) => describeFinding(finding));

it("CMK-01: a key below Premium", () => {
  expect(texts({ sku: { name: "Basic" }, identity, encryption })).toEqual([
    `error CMK-01 at encryption: encryption.status "enabled" needs the Premium tier; this registry is Basic.
  given:   "enabled"
  allowed: Customer-managed key: on Premium only.
  fix:     Set sku: "Premium", or remove encryption.
  docs:    ${pages}/tutorial-customer-managed-keys`,
  ]);
});

it("CMK-02: a key that comes later", () => {
  expect(texts({ identity, encryption }, premium)).toEqual([
    `error CMK-02 at encryption: The registry exists without a customer-managed key, and encryption cannot be added to it any more.
  given:   "enabled"
  fix:     Remove encryption, or make a second registry with the key and import the images.
  docs:    ${pages}/tutorial-customer-managed-keys`,
  ]);
});

it("CMK-03: a key that is left out", () => {
  expect(texts({ identity }, { ...premium, identity, encryption })).toEqual([
    `error CMK-03 at encryption: The registry is encrypted with a customer-managed key, which cannot be left out any more.
  allowed: status "enabled" with a key and an identity; both may change.
  fix:     Keep encryption as it was, or make a second registry without it and import the images.
  docs:    ${pages}/tutorial-customer-managed-keys`,
  ]);
});

it("CMK-05: a resource id in place of the client id", () => {
  expect(texts({ identity, encryption: keyed({ identity: `${arm}/reader` }) })).toEqual([
    `error CMK-05 at encryption.keyVaultProperties.identity: encryption.keyVaultProperties.identity is a resource id; it must be the client id of the identity.
  given:   "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/reader"
  allowed: a UUID: the clientId of an identity that is attached to the registry.
  fix:     Set keyVaultProperties: { keyIdentifier, identity } with the identity's clientId.
  docs:    ${pages}/tutorial-enable-customer-managed-keys`,
  ]);
});

it("CMK-06: a new registry with its system-assigned identity", () => {
  expect(texts({ identity: { type: "SystemAssigned" }, encryption: keyed({ identity: undefined }) })).toEqual([
    `error CMK-06 at identity.type: A new registry cannot read its key with a system-assigned identity; it needs a user-assigned one.
  given:   "SystemAssigned"
  allowed: "UserAssigned", "SystemAssigned, UserAssigned"
  fix:     Set identity: { type: "UserAssigned", userAssignedIdentities: [identity.id] } and its clientId in encryption.
  with:    encryption
  docs:    ${pages}/tutorial-customer-managed-keys`,
  ]);
});

it("CMK-07: one version of a key", () => {
  const versioned = keyed({ keyIdentifier: "https://kv.vault.azure.net/keys/k/0123456789abcdef" });
  expect(texts({ identity, encryption: versioned })).toEqual([
    `warning CMK-07 at encryption.keyVaultProperties.keyIdentifier: keyIdentifier names one version of the key, so the registry does not follow its rotation.
  given:   "https://kv.vault.azure.net/keys/k/0123456789abcdef"
  fix:     Set keyIdentifier: "https://kv.vault.azure.net/keys/k".
  docs:    ${pages}/tutorial-rotate-revoke-customer-managed-keys`,
  ]);
});

it("CMK-12: the identity in use goes", () => {
  expect(texts({ identity: attached("other"), encryption }, { ...premium, identity, encryption })).toEqual([
    `error CMK-12 at identity: The identity "reader" reads the registry's key and cannot be removed from it.
  given:   "UserAssigned"
  fix:     Move the key to another attached identity in one deployment, and remove this one in the next.
  with:    encryption.keyVaultProperties.identity
  docs:    ${pages}/tutorial-troubleshoot-customer-managed-keys`,
  ]);
});

it("ID-01: both kinds without the space", () => {
  expect(texts({ identity: { ...identity, type: "SystemAssigned,UserAssigned" } })).toEqual([
    `warning ID-01 at identity.type: "SystemAssigned,UserAssigned" is not how the service writes the two kinds together; that it takes this spelling is unverified.
  given:   "SystemAssigned,UserAssigned"
  allowed: "SystemAssigned", "UserAssigned", "SystemAssigned, UserAssigned", "None"
  fix:     Write "SystemAssigned, UserAssigned".
  docs:    ${pages}/container-registry-authentication-managed-identity`,
  ]);
});

it("POL-07: soft delete with replicas", () => {
  const replications = { northeurope: { location: "northeurope" }, eastus: { location: "eastus" } };
  expect(texts({ policies: { softDeletePolicy: { status: "enabled" } }, replications })).toEqual([
    `error POL-07 at policies.softDeletePolicy.status: Soft delete does not work with the replicas "eastus" and "northeurope" of this registry.
  given:   "enabled"
  fix:     Set policies.softDeletePolicy.status: "disabled", or remove replications.
  with:    replications.eastus, replications.northeurope
  docs:    ${pages}/container-registry-soft-delete-policy`,
  ]);
});

it("POL-15: no exports, but public", () => {
  expect(texts({ policies: { exportPolicy: { status: "disabled" } } })).toEqual([
    `error POL-15 at policies.exportPolicy.status: Exports cannot be off while public network access is on, which is the default.
  given:   "disabled"
  fix:     Set publicNetworkAccess: "Disabled", or policies.exportPolicy.status: "enabled".
  with:    publicNetworkAccess
  docs:    ${pages}/data-loss-prevention`,
  ]);
});

it("POL-16: public again without exports", () => {
  const sealed = { ...premium, publicNetworkAccess: "Disabled", policies: { exportPolicy: { status: "disabled" } } };
  expect(texts({ publicNetworkAccess: "Enabled" }, sealed)).toEqual([
    `error POL-16 at publicNetworkAccess: Public network access cannot be enabled: the registry has its exports disabled.
  given:   "Enabled"
  allowed: "Disabled", while exports are disabled.
  fix:     Set publicNetworkAccess: "Disabled", or policies.exportPolicy.status: "enabled" as well.
  with:    policies.exportPolicy.status
  docs:    ${pages}/data-loss-prevention`,
  ]);
});

it("G01: content trust below Premium", () => {
  expect(texts({ sku: { name: "Standard" }, policies: { trustPolicy: { status: "enabled" } } })).toEqual([
    `error G01 at policies.trustPolicy.status: A Standard registry has no content trust, and no tier gets it any more.
  given:   "enabled"
  allowed: "disabled"
  fix:     Set policies.trustPolicy.status: "disabled", and sign images with Notation.
  docs:    ${pages}/container-registry-content-trust-deprecation`,
  ]);
});

it("AUTH-01: anonymous pull on Basic", () => {
  expect(texts({ sku: { name: "Basic" }, anonymousPullEnabled: true })).toEqual([
    `error AUTH-01 at anonymousPullEnabled: anonymousPullEnabled: true needs the Standard tier or higher; this registry is Basic.
  given:   true
  allowed: Anonymous pull: on Standard and Premium only.
  fix:     Set sku: "Standard", or leave anonymousPullEnabled out.
  docs:    ${pages}/anonymous-pull-access`,
  ]);
});

it("AUTH-06: a role that ABAC mode does not honour", () => {
  expect(texts(granted("7f951dda-4ed3-4680-a7ca-43fe172d538d"))).toEqual([
    `warning AUTH-06 at roleAssignments.ci.roleDefinitionId: The role assignment "ci" gives AcrPull, which a registry in ABAC mode does not honour.
  given:   "AcrPull"
  fix:     Grant Container Registry Repository Reader (b93aa761-3e63-49ed-ac28-beffa264f7ac), and Container Registry Repository Catalog Lister (bfdb9389-c9a5-478a-bb2f-ba9ca092c3c7) where repositories are listed.
  with:    roleAssignmentMode
  docs:    ${pages}/container-registry-rbac-abac-repository-permissions`,
  ]);
});

it("AUTH-10: another domain name label", () => {
  const label = (autoGeneratedDomainNameLabelScope: string) => ({ ...premium, autoGeneratedDomainNameLabelScope });
  expect(texts(label("TenantReuse"), label("Unsecure"))).toEqual([
    `error AUTH-10 at autoGeneratedDomainNameLabelScope: autoGeneratedDomainNameLabelScope was "Unsecure" when the registry was created; with "TenantReuse" the registry would be replaced, and every image in it lost.
  given:   "TenantReuse"
  allowed: "Unsecure"
  fix:     Keep autoGeneratedDomainNameLabelScope: "Unsecure".
  docs:    ${pages}/container-registry-get-started-azure-cli`,
  ]);
});

it("RBAC-02: a prefix without its slash", () => {
  const condition =
    "(@Request[Microsoft.ContainerRegistry/registries/repositories:name] StringStartsWithIgnoreCase 'app')";
  expect(texts(granted("b93aa761-3e63-49ed-ac28-beffa264f7ac", { condition, conditionVersion: "2.0" }))).toEqual([
    `warning RBAC-02 at roleAssignments.ci.condition: The condition of the role assignment "ci" opens every repository whose name starts with "app", not only those below app/.
  given:   "StringStartsWithIgnoreCase 'app'"
  fix:     Write StringStartsWithIgnoreCase 'app/', or StringEqualsIgnoreCase 'app' for that repository alone.
  docs:    ${pages}/container-registry-rbac-abac-repository-permissions`,
  ]);
});
