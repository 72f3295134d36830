// The closed lists that a value can come from; tests/web/test_review_page.py holds them against the record's own.
export const subEventTypes: Record<string, readonly string[]> = {
  Battles: ["Government regains territory", "Non-state actor overtakes territory", "Armed clash"],
  Protests: ["Excessive force against protesters", "Protest with intervention", "Peaceful protest"],
  Riots: ["Violent demonstration", "Mob violence"],
  "Explosions/Remote violence": [
    "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack", "Remote explosive/landmine/IED", "Grenade",
  ],
  "Violence against civilians": ["Sexual violence", "Attack", "Abduction/forced disappearance"],
  "Strategic developments": [
    "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use", "Headquarters or base established",
    "Looting/property destruction", "Non-violent transfer of territory", "Other",
  ],
};
export const interactions = [
  "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST",
  "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
] as const;
export const kinds = ["statement", "event", "control"] as const;
export const statuses = ["actual", "planned", "hypothetical"] as const;
export const polarities = ["affirmed", "denied"] as const;
export const certainties = ["certain", "probable", "possible", "unknown"] as const;
export const states = ["held", "contested", "captured", "lost", "withdrawn", "besieged"] as const;
export const placeRoles = ["location", "origin", "destination"] as const;
export const relations = [
  "at", "in", "near", "north of", "south of", "east of", "west of", "between", "outside", "axis", "toward",
] as const;
export const actorRoles = ["actor1", "actor2", "other"] as const;
/** Usual measures of tolls; another can be written. */
export const measures = ["killed", "injured", "casualties", "missing", "captured", "displaced", "rescued", "destroyed", "damaged", "shot down", "launched"] as const;
/** Classes of weapons and of what was hit, as the lexicons have them. */
export const weaponClasses = [
  "one-way attack drone", "naval drone", "cruise missile", "ballistic missile", "missile",
  "multiple rocket launcher", "artillery", "mortar", "aerial bomb", "combat aircraft", "helicopter", "tank",
  "armoured vehicle", "air defence", "explosive device", "suicide vest", "grenade", "small arms", "bladed weapon",
  "chemical agent", "incendiary munition", "crowd control", "warship", "reconnaissance drone", "hypersonic missile",
  "anti-tank weapon",
] as const;
export const targetCategories = [
  "housing", "health", "education", "energy", "transport", "religious", "culture", "market", "industry",
  "government", "infrastructure", "military", "people",
] as const;
