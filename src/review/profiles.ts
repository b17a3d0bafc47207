import { type RuleFacts, severityOf } from "../rules/writing/rule";

/** How a review takes a rule: a mandatory finding fails it, an advisory one is shown. */
export type Level = "mandatory" | "advisory" | "disabled";

/** What a rule adds up to in a review. `baseline` is the default. */
export const profileNames = ["baseline", "private", "resilient", "regulated", "abac", "all", "none"] as const;

/** The name of a profile. */
export type ProfileName = (typeof profileNames)[number];

/** One profile: which posture rules it has, at which level. Validity rules are in every profile. */
export interface Profile {
  readonly description: string;
  readonly mandatory: readonly string[];
  readonly advisory: readonly string[];
}

const ids = (text: string) => text.split(" ").filter((id) => id !== "");

const baseline: Profile = {
  description: "What every registry should have.",
  mandatory: ids(
    "R01 R02 R27 R38 G01 G03 G04 G05 G06 G07 G08 G09 G11 G12 G20 G23 G26 G31 G36 G42 G46 G48 G51 G52 G55 G71",
  ),
  advisory: ids("R03 R05 R11 R22 R24 R30 R34 R35 R41 G02 G10 G21 G22 G30 G32 G33 G43 G45 G47 G53 G60 G63 G65 G77"),
};

function beyondBaseline(description: string, mandatory: string, advisory: string): Profile {
  return {
    description,
    mandatory: [...baseline.mandatory, ...ids(mandatory)],
    advisory: [...baseline.advisory, ...ids(advisory)].filter((id) => !ids(mandatory).includes(id)),
  };
}

/** The profiles; every one but `none` contains `baseline`. */
export const profiles: Readonly<Record<ProfileName, Profile>> = {
  baseline,
  private: beyondBaseline(
    "Registries that only private networks reach.",
    "R10 R11 R12 R13 R14",
    "R15 R16 R17 G38 G44 G49 G50",
  ),
  resilient: beyondBaseline("Registries that must survive the loss of a region.", "R14 R31", "R32 G14"),
  regulated: beyondBaseline(
    "Registries under rules of a trade: a key of your own, no exports, logs and locks.",
    "R20 R21 R34 R41",
    "R32 R39 R40 G54 G78",
  ),
  abac: beyondBaseline("Registries whose repositories have permissions of their own.", "G61 G34", "G62 G64"),
  all: { ...baseline, description: "Every rule, at least advisory." },
  none: { description: "Only what the service refuses, ignores or breaks on.", mandatory: [], advisory: [] },
};

/** Which of retention and soft delete a team takes as protection against deletion: they exclude each other. */
export type DeletionProtection = "retention" | "softDelete" | "either";

/**
 * The level of a rule in a profile. A validity rule has the level of its own severity in all of them: the service's
 * verdict is no matter of taste.
 */
export function levelIn(
  profile: ProfileName,
  rule: RuleFacts,
  deletionProtection: DeletionProtection = "either",
): Level {
  if (!rule.posture) {
    if (rule.enforcement === "CLIENT") return profile === "all" ? "advisory" : "disabled";
    return severityOf(rule) === "error" ? "mandatory" : "advisory";
  }
  if (profile === "none") return "disabled";
  const { mandatory, advisory } = profiles[profile];
  if (mandatory.includes(rule.id)) return "mandatory";
  if (profile === "all") return "advisory";
  // R25 stands where R24 stands, for a team that has decided for soft delete.
  const id = deletionProtection === "softDelete" ? (swapped[rule.id] ?? rule.id) : rule.id;
  return advisory.includes(id) ? "advisory" : "disabled";
}

const swapped: Readonly<Record<string, string>> = { R24: "R25", R25: "R24" };

/** The profiles that raise a rule, with its level there: what a rule's page says. */
export function profilesOf(rule: RuleFacts): { readonly profile: ProfileName; readonly level: Level }[] {
  return profileNames
    .map((profile) => ({ profile, level: levelIn(profile, rule) }))
    .filter(({ level }) => level !== "disabled");
}
